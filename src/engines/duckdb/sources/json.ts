import { QuintileError } from "../../../errors.js";
import { join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { Relation } from "../../../sql/relation.js";
import type { InputFile } from "../../engine.js";
import { requireShallowJson } from "../../files/json-depth.js";
import { withoutStart } from "../../files/plain-file.js";
import { decodeHead, HEAD_BYTES } from "../../files/text-file.js";
import { type Compression, listOf, readLater, together } from "./later-files.js";
import { noNumberedRows, numberedRows } from "./numbered-rows.js";
import type { FilesToRead, FileSource } from "./open-files.js";
import { describe } from "./typed.js";

const MARK = "\uFEFF";
const MARK_BYTES = 3;

/** JSON lines, or arrays of objects, as a source. */
export async function jsonSource(opened: FilesToRead): Promise<FileSource> {
  const { session, workspace, label } = opened;
  const files: InputFile[] = [];
  let start: string | undefined;
  let isMarked = false;
  for (const file of opened.files) {
    const head = decodeHead(await file.head(HEAD_BYTES), file);
    // The engine refuses the mark that some editors put at the start of UTF-8.
    const plain = await withoutStart(file, head.startsWith(MARK) ? MARK_BYTES : 0, workspace);
    opened.onFile(plain);
    files.push(plain);
    isMarked ||= plain !== file;
    start ??= head.replace(MARK, "").trim() || undefined;
  }
  if (start === undefined) {
    throw new QuintileError("EMPTY_SOURCE", `${label} is empty.`, { hint: "Expected one JSON object per line." });
  }
  const format = start.startsWith("[") ? "array" : "newline_delimited";
  for (const file of files) await requireShallowJson(file, format === "newline_delimited");
  const options = (paths: readonly string[], compression: Compression = "uncompressed"): Sql =>
    sql`${listOf(paths)}, format = ${literal(format)}, compression = ${literal(compression)}`;
  const all = files.map(({ path }) => path);
  // Scalars are read as text, which keeps ids and up to 15 digits of an amount as they stand: the engine's JSON parser
  // itself holds a number with a point as a double. Nested values keep their structure.
  const detected = await describe(session, sql`SELECT * FROM read_json(${options(all)}, sample_size = 20480)`);
  const columns = detected.map((column) =>
    /[([]|MAP/.test(column.type) && !column.type.startsWith("DECIMAL")
      ? column
      : { ...column, type: "VARCHAR", kind: "text" as const },
  );
  const types = join(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
  const read = (paths: readonly string[], compression?: Compression): Sql =>
    sql`read_json(${options(paths, compression)}, columns = {${types}})`;
  const later = isMarked ? undefined : readLater(files, opened.isPattern ? label : undefined, () => "");
  const relation: Relation = { from: read(all), columns, untyped: true };
  const bytesPerRow = start.length / start.split("\n").length;
  return {
    label,
    files: opened.files,
    estimatedRows: Math.round(files.reduce((sum, file) => sum + file.size, 0) / bytesPerRow),
    relation,
    start: relation.from,
    lasting: later && together(later.map((each) => read(each.paths, each.compression))),
    notes: [],
    rows: async (none) => {
      if (format === "array") {
        return { from: sql`(SELECT quintile_row FROM ${relation.from} AS quintile_row)`, numbered: false };
      }
      const from =
        none === true
          ? noNumberedRows(relation.from)
          : await numberedRows(files, ({ path }) => read([path]), undefined, workspace);
      return { from, numbered: true };
    },
  };
}
