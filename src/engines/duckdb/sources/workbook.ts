import { identifier, join, literal, sql } from "../../../sql/fragment.js";
import type { FindTable, InputFile } from "../../engine.js";
import { noteOnRegion } from "../../files/regions/note-on-region.js";
import type { ColumnType } from "../../files/workbooks/column-types.js";
import type { SheetTable } from "../../files/workbooks/sheet-table.js";
import type { Workbook } from "../../files/workbooks/workbook.js";
import { joinSources } from "./joined-sources.js";
import type { FilesToRead, FileSource } from "./file-source.js";
import { typedRows } from "./typed.js";

/** Digits of the numbers that the engine computes fastest. */
const FAST_DIGITS = 18;

/** Workbooks as a source, with the types of their cells. */
export async function workbookSource(asked: FilesToRead): Promise<FileSource> {
  const sources: FileSource[] = [];
  for (const file of asked.files) sources.push(await sourceOf(file, asked));
  return joinSources(asked.session, sources, asked.label);
}

/** The sheets of one workbook that are meant. */
async function sourceOf(
  file: InputFile,
  { session, workspace, label, options, findings }: FilesToRead,
): Promise<FileSource> {
  const { chooseSheets, readSheets } = await import("../../files/workbooks/sheet-table.js");
  const book = await openBook(file);
  try {
    const find: FindTable | undefined = options.findTable;
    const starts = await chooseSheets(book.sheets, options.sheet, find, file.name);
    const table = await readSheets(starts, find, workspace, file.name);
    const all = join(table.columns.map(({ name, type }) => sql`${literal(name)}: ${literal(typeName(type))}`));
    const shown = table.columns.filter(({ isBlank }) => !isBlank).map(({ name }) => identifier(name));
    const from = sql`(SELECT ${join(shown)} FROM read_csv(${literal(table.path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', columns = {${all}}))`;
    const names = starts.map(({ sheet }) => sheet.name);
    findings.onSheets(names);
    findings.onRegion(table);
    return {
      ...(await typedRows(session, from)),
      label,
      files: [file],
      estimatedRows: table.rows,
      lasting: undefined,
      notes: notesOn(table, names, book.sheets.length, file.name),
    };
  } finally {
    book.close();
  }
}

async function openBook(file: InputFile): Promise<Workbook> {
  const { openOldWorkbook, openZippedWorkbook, workbookKind } = await import("../../files/workbooks/open-workbook.js");
  const [first] = await file.head(1);
  if (first !== 0x50) return openOldWorkbook(file.path, file.name);
  const { openZip } = await import("../../files/containers/zip-archive.js");
  const archive = await openZip(file.path, file.name);
  return openZippedWorkbook(archive, (await workbookKind(archive)) ?? "xlsx", file.name);
}

function typeName(type: ColumnType): string {
  switch (type.kind) {
    case "number": {
      const { whole, places } = type;
      if (places === 0) return whole <= FAST_DIGITS ? "BIGINT" : `DECIMAL(${Math.max(19, whole)},0)`;
      return `DECIMAL(${Math.max(FAST_DIGITS, whole + places)},${places})`;
    }
    case "float":
      return "DOUBLE";
    case "text":
      return "VARCHAR";
    default:
      return type.kind.toUpperCase();
  }
}

function notesOn(
  { above, below, blank, errors }: SheetTable,
  names: readonly string[],
  sheets: number,
  name: string,
): string[] {
  const notes: string[] = [];
  if (sheets > 1)
    notes.push(`${name} is read from ${names.length === 1 ? "sheet" : "the sheets"} ${names.join(", ")}.`);
  if (above + below > 0) notes.push(noteOnRegion(name, above, below));
  if (blank > 0) notes.push(`${blank} blank rows of ${name} are left out.`);
  if (errors > 0) notes.push(`${errors} cells of ${name} hold an error, such as #N/A, and count as blank.`);
  return notes;
}
