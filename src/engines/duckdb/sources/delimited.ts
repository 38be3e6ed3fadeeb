import { QuintileError } from "../../../errors.js";
import { identifier, join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import type { InputFile } from "../../engine.js";
import { tableOf } from "../../files/regions/table-of.js";
import { holdsPlainNumbers } from "../../files/plain-numbers.js";
import { withoutStart } from "../../files/plain-file.js";
import { groupedReport } from "../../files/regions/grouped-report.js";
import { readHead, requireShortEnd, type TextHead } from "../../files/text-file.js";
import { joinSources } from "./joined-sources.js";
import { type Compression, listOf, readLater, together } from "./later-files.js";
import { noNumberedRows, numberedRows } from "./numbered-rows.js";
import type { FilesToRead, FileSource } from "./file-source.js";
import { type CsvArguments, openCsvReader } from "./csv-reader.js";

/** Bytes; a row may be half as long. */
const SAMPLE_BUFFER = 4_000_000;

/** Bytes of a file that may hold nothing but blanks. */
const MOST_BLANK = 1 << 12;

/** A file whose table is found. */
interface FoundTable {
  /** The file as it was opened, which a later statement may read. */
  readonly file: InputFile;
  /** Its bytes from the header on. */
  readonly plain: InputFile;
  readonly head: TextHead;
}

/** Files of delimited text as a source: all columns are text. */
export async function delimitedSource(asked: FilesToRead): Promise<FileSource> {
  const notes: string[] = [];
  const tables: FoundTable[] = [];
  for (const each of asked.files) {
    if (asked.files.length > 1 && (await isBlankFile(each))) {
      notes.push(`${each.name} is empty.`);
      continue;
    }
    tables.push(await findTableOf(each, asked, (note) => notes.push(note)));
  }
  if (tables.every(({ head }) => !head.hasRows)) {
    throw new QuintileError(
      "EMPTY_SOURCE",
      `${asked.label} ${tables.length === 0 ? "is empty" : "has a header and no rows"}.`,
      { hint: "Expected at least one row." },
    );
  }
  const alike = new Map<string, FoundTable[]>();
  for (const table of tables) {
    const shape = [table.head.delimiter, ...table.head.headers.map(String), ...table.head.columns].join("\n");
    alike.set(shape, [...(alike.get(shape) ?? []), table]);
  }
  const sources: FileSource[] = [];
  for (const group of alike.values()) sources.push(await sourceOf(asked, group, alike.size === 1));
  const source = await joinSources(asked.session, sources, asked.label);
  return { ...source, notes: [...notes, ...source.notes] };
}

async function findTableOf(
  given: InputFile,
  { options, workspace, onFile, findings }: FilesToRead,
  note: (message: string) => void,
): Promise<FoundTable> {
  const file = await tableOf(given, options.findTable, workspace, note, (lines) => findings.onRegion(lines));
  const head = await readHead(file);
  await requireShortEnd(file);
  // The engine can skip lines too, but loses the file where those end in another way than the rest.
  const plain = await withoutStart(file, head.above.bytes, workspace, head.above.lines);
  onFile(plain);
  return { file, plain, head };
}

async function isBlankFile(file: InputFile): Promise<boolean> {
  if (file.size > MOST_BLANK) return false;
  const text = new TextDecoder().decode(await file.head(MOST_BLANK));
  return text.trim() === "";
}

/** Files with one delimiter and the same columns in the same order. */
async function sourceOf(asked: FilesToRead, tables: readonly FoundTable[], isAll: boolean): Promise<FileSource> {
  const opened = { ...asked, files: tables.map(({ file }) => file) };
  const files = tables.map(({ plain }) => plain);
  const heads = tables.map((table) => table.head);
  const { workspace, label } = opened;
  const find = asked.options.findTable;
  const head = heads[0] as TextHead;
  const columns: Column[] = head.columns.map((name, index) => {
    const header = head.headers[index];
    return { name, kind: "text", type: "VARCHAR", ...(header === undefined ? {} : { header }) };
  });
  const reader = await openCsvReader(opened, files, { delimiter: head.delimiter, columns: columns.length });
  const call = ({ paths, options }: CsvArguments, typed: readonly Column[], more = sql``): Sql =>
    readCsv(paths, head.delimiter, typed, sql`${options}${more}`);
  const readAll = (typed = columns, more?: Sql): Sql => together(reader.all.map((each) => call(each, typed, more)));
  const skips = new Map(opened.files.map((file, index) => [file, heads[index]?.above.lines ?? 0]));
  const later = readLater(opened.files, opened.isPattern && isAll ? label : undefined, (file) => skips.get(file) ?? 0);
  return {
    label,
    files: opened.files,
    estimatedRows: Math.round(files.reduce((sum, { size }) => sum + size - head.headerBytes, 0) / head.bytesPerRow),
    relation: { from: readAll(), columns, untyped: true },
    start: readAll(columns, sql`, buffer_size = ${literal(SAMPLE_BUFFER)}`),
    lasting:
      later &&
      together(
        later.map(({ paths, compression, shape }) =>
          readCsv(
            listOf(paths),
            head.delimiter,
            columns,
            shape === 0 ? sql`` : sql`, skip = ${literal(shape)}`,
            compression,
          ),
        ),
      ),
    notes: [],
    ...(find === undefined ? {} : { requireTable: () => requireNoTotals(asked, readAll(), columns, find.total) }),
    withDecimal: async (name) => {
      for (const { plain, head: own } of tables) {
        if (!(await holdsPlainNumbers(plain, own.headerBytes - own.above.bytes))) return undefined;
      }
      const typed = columns.map((each): Column =>
        each.name === name ? { name, kind: "decimal", type: "DECIMAL(18,4)" } : each,
      );
      return { from: readAll(typed), columns: typed, untyped: true };
    },
    rows: async (none) => ({
      from:
        none === true
          ? noNumberedRows(readAll())
          : await numberedRows(files, (file) => call(reader.one(file), columns), head.delimiter, workspace),
      numbered: true,
    }),
  };
}

/** Raises `BAD_FILE` for a report with a total below each group, wherever in the file the groups end. */
async function requireNoTotals(
  { session, label }: FilesToRead,
  from: Sql,
  columns: readonly Column[],
  total: string,
): Promise<void> {
  const values = join(columns.map(({ name }) => sql`nullif(trim(${identifier(name)}), '')`));
  const isTotal = sql`len(filled) <= ${literal(Math.max(2, columns.length / 2))} AND regexp_matches(filled[1], ${literal(total)}, 'i')`;
  const isRow = sql`len(filled) > ${literal(columns.length / 2)}`;
  const [row = {}] = await session.query(sql`SELECT count(*) FILTER (WHERE ${isTotal}) AS totals,
    count(*) FILTER (WHERE len(filled) = 1 AND NOT (${isTotal})) AS lines,
    min(position) FILTER (WHERE ${isTotal}) BETWEEN min(position) FILTER (WHERE ${isRow}) AND max(position) FILTER (WHERE ${isRow}) AS parts
    FROM (SELECT list_filter([${values}], lambda value: value IS NOT NULL) AS filled, row_number() OVER () AS position FROM ${from})`);
  const totals = Number(row["totals"]);
  // One total above or below all rows is that of the table.
  const isGrouped = totals > 1 || (totals === 1 && (Number(row["lines"]) > 0 || row["parts"] === true));
  if (columns.length > 2 && isGrouped) throw groupedReport(label);
}

function readCsv(
  paths: Sql,
  delimiter: string,
  columns: readonly Column[],
  options: Sql,
  compression: Compression = "uncompressed",
): Sql {
  const types = join(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
  return sql`read_csv(${paths}, auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', compression = ${literal(compression)}, columns = {${types}}${options})`;
}
