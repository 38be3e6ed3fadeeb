import { basename } from "node:path";
import { QuintileError } from "../../../errors.js";
import { join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import type { InputFile } from "../../engine.js";
import { tableOf } from "../../files/regions/table-of.js";
import { withoutStart } from "../../files/plain-file.js";
import { readHead, requireShortEnd, type TextHead } from "../../files/text-file.js";
import { type Compression, listOf, readLater, together } from "./later-files.js";
import { noNumberedRows, numberedRows } from "./numbered-rows.js";
import type { FilesToRead, FileSource } from "./open-files.js";
import { type CsvArguments, openCsvReader } from "./csv-reader.js";

/** Bytes; a row may be half as long. */
const SAMPLE_BUFFER = 4_000_000;

/** Files of delimited text as a source: all columns are text. */
export async function delimitedSource(asked: FilesToRead): Promise<FileSource> {
  const notes: string[] = [];
  const tables: InputFile[] = [];
  for (const file of asked.files) {
    tables.push(await tableOf(file, asked.reading.findTable, asked.workspace, (note) => notes.push(note)));
  }
  const opened = { ...asked, files: tables };
  const { workspace, label } = opened;
  const files: InputFile[] = [];
  const heads: TextHead[] = [];
  for (const file of opened.files) {
    const head = await readHead(file);
    await requireShortEnd(file);
    // The engine can skip lines too, but loses the file where those end in another way than the rest.
    const plain = await withoutStart(file, head.above.bytes, workspace, head.above.lines);
    opened.onFile(plain);
    files.push(plain);
    heads.push(head);
  }
  const head = heads[0] as TextHead;
  heads.forEach((other, index) =>
    requireSameShape(head, other, opened.files[0] as InputFile, files[index] as InputFile),
  );
  if (heads.every((each) => !each.hasRows)) {
    throw new QuintileError("EMPTY_SOURCE", `${label} has a header and no rows.`, {
      hint: "Expected at least one row.",
    });
  }
  const columns: Column[] = head.columns.map((name, index) => {
    const header = head.headers[index];
    return { name, kind: "text", type: "VARCHAR", ...(header === undefined ? {} : { header }) };
  });
  const reader = await openCsvReader(opened, files, { delimiter: head.delimiter, columns: columns.length });
  const call = ({ paths, options }: CsvArguments, typed: readonly Column[], more = sql``): Sql =>
    readCsv(paths, head.delimiter, typed, sql`${options}${more}`);
  const readAll = (typed = columns, more?: Sql): Sql => together(reader.all.map((each) => call(each, typed, more)));
  const skips = new Map(opened.files.map((file, index) => [file, heads[index]?.above.lines ?? 0]));
  const later = readLater(opened.files, opened.isPattern ? label : undefined, (file) => skips.get(file) ?? 0);
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
    notes,
    withDecimal: (name) => {
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

function requireSameShape(first: TextHead, other: TextHead, firstFile: InputFile, file: InputFile): void {
  if (other.columns.join("\n") === first.columns.join("\n") && other.delimiter === first.delimiter) return;
  const [firstName, name] = [firstFile.name, file.name];
  throw new QuintileError("BAD_FILE", `${name} does not have the columns of ${firstName}.`, {
    hint: `Files of one run share their header. ${basename(firstName)}: ${first.columns.join(", ")}. ${basename(name)}: ${other.columns.join(", ")}.`,
  });
}
