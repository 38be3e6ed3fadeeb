import { QuintileError } from "../../../errors.js";
import { literal, type Sql, sql } from "../../../sql/fragment.js";
import { headerOf } from "../../../sql/find-column.js";
import type { Column, Relation } from "../../../sql/relation.js";
import type { InputFile } from "../../engine.js";
import { requireShallowJson } from "../../files/json-depth.js";
import { withoutStart } from "../../files/plain-file.js";
import { decodeHead, HEAD_BYTES } from "../../files/text-file.js";
import { wordsOf } from "./joined-files.js";
import { joinSources } from "./joined-sources.js";
import { jsonColumns } from "./json-columns.js";
import { type Compression, listOf, readLater, together } from "./later-files.js";
import { noNumberedRows, numberedRows } from "./numbered-rows.js";
import type { FilesToRead, FileSource } from "./file-source.js";

const MARK = "\uFEFF";
const MARK_BYTES = 3;

/** How objects stand in a file: one on each line, in a list, or each on several lines. */
type JsonFormat = "newline_delimited" | "array" | "unstructured";

/** JSON lines, or arrays of objects, as a source. */
export async function jsonSource(opened: FilesToRead): Promise<FileSource> {
  const { session, workspace, label } = opened;
  const files: InputFile[] = [];
  const formats = new Map<InputFile, JsonFormat>();
  let start: string | undefined;
  let isMarked = false;
  for (const file of opened.files) {
    const head = decodeHead(await file.head(HEAD_BYTES), file);
    // The engine refuses the mark that some editors put at the start of UTF-8.
    const plain = await withoutStart(file, head.startsWith(MARK) ? MARK_BYTES : 0, workspace);
    opened.onFile(plain);
    isMarked ||= plain !== file;
    const text = head.replace(MARK, "").trim();
    if (text === "" && file.size <= HEAD_BYTES) continue;
    start ??= text;
    const format = formatOfText(text);
    files.push(plain);
    for (const each of [file, plain]) formats.set(each, format);
    await requireShallowJson(plain, format === "newline_delimited");
  }
  if (start === undefined) {
    throw new QuintileError("EMPTY_SOURCE", `${label} is empty.`, { hint: "Expected one JSON object per line." });
  }
  const formatOf = (file: InputFile): JsonFormat => formats.get(file) as JsonFormat;
  const groups = [...new Set(formats.values())].map((format) =>
    argumentsFor(
      files.filter((file) => formatOf(file) === format).map(({ path }) => path),
      format,
    ),
  );
  const { columns, read } = await jsonColumns(session, groups, label);
  if (files.length > 1 && !areTold(columns)) {
    // Files may spell one name in several ways; within one file those are several.
    const sources: FileSource[] = [];
    for (const file of files) sources.push(await jsonSource({ ...opened, files: [file], isPattern: false }));
    return joinSources(session, sources, label);
  }
  const later = isMarked ? undefined : readLater(files, opened.isPattern ? label : undefined, formatOf);
  const relation: Relation = { from: together(groups.map(read)), columns, untyped: true };
  const bytesPerRow = start.length / start.split("\n").length;
  return {
    label,
    files: opened.files,
    estimatedRows: Math.round(files.reduce((sum, file) => sum + file.size, 0) / bytesPerRow),
    relation,
    start: relation.from,
    lasting: later && together(later.map((each) => read(argumentsFor(each.paths, each.shape, each.compression)))),
    notes: [],
    rows: async (none) => {
      if (files.some((file) => formatOf(file) !== "newline_delimited")) {
        return { from: sql`(SELECT quintile_row FROM ${relation.from} AS quintile_row)`, numbered: false };
      }
      const from =
        none === true
          ? noNumberedRows(relation.from)
          : await numberedRows(files, (file) => read(argumentsFor([file.path], formatOf(file))), undefined, workspace);
      return { from, numbered: true };
    },
  };
}

/** How the objects of a text stand, by its start. A first line that ends within an object is no line of its own. */
function formatOfText(start: string): JsonFormat {
  if (start.startsWith("[")) return "array";
  return /^\{([^\r\n]*[,{[])?[ \t]*[\r\n]/.test(start) ? "unstructured" : "newline_delimited";
}

/** True where names differ in more than their case and what separates their words. */
function areTold(columns: readonly Column[]): boolean {
  return new Set(columns.map((column) => wordsOf(headerOf(column)))).size === columns.length;
}

function argumentsFor(paths: readonly string[], format: JsonFormat, compression: Compression = "uncompressed"): Sql {
  return sql`${listOf(paths)}, format = ${literal(format)}, compression = ${literal(compression)}`;
}
