import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { QuintileError } from "../../errors.js";
import { literal, type Sql, sql } from "../../sql/fragment.js";
import type { PendingFile, ProgressListener } from "../engine.js";
import type { DuckdbSession } from "./session.js";

const FORMATS: readonly (readonly [RegExp, Sql])[] = [
  [/\.csv(\.gz)?$/i, sql`FORMAT csv, HEADER`],
  [/\.tsv(\.gz)?$/i, sql`FORMAT csv, HEADER, DELIMITER '\t'`],
  [/\.parquet$/i, sql`FORMAT parquet`],
  [/\.json$/i, sql`FORMAT json, ARRAY true`],
  [/\.(jsonl|ndjson)(\.gz)?$/i, sql`FORMAT json`],
];

/** Writes a query's rows beside `file`, to be moved to its place in one step. `-` is standard output, as CSV. */
export async function writePending(
  session: DuckdbSession,
  query: Sql,
  file: string,
  listener?: ProgressListener,
): Promise<PendingFile> {
  const target = file === "-" ? "/dev/stdout" : file;
  // A device or a pipe cannot be replaced by a rename: it is written as it is.
  const inPlace = existsSync(target) && !statSync(target).isFile();
  const draft = inPlace ? target : `${target}.partial-${process.pid}`;
  const discard = (): void => {
    if (!inPlace) rmSync(draft, { force: true });
  };
  const compression = /\.gz$/i.test(file) ? sql`, COMPRESSION gzip` : sql``;
  try {
    await session.query(sql`COPY (${query}) TO ${literal(draft)} (${formatOf(file)}${compression})`, listener);
  } catch (error) {
    discard();
    throw explainWrite(error, file);
  }
  return { discard, complete: () => (inPlace ? undefined : renameSync(draft, target)) };
}

/** Raises `USAGE` where the extension names no format that can be written: better before the work than after it. */
export function requireWritable(file: string): void {
  formatOf(file);
}

function formatOf(file: string): Sql {
  if (file === "-" || /^\/dev\//.test(file)) return sql`FORMAT csv, HEADER`;
  const format = FORMATS.find(([pattern]) => pattern.test(file))?.[1];
  if (format) return format;
  throw new QuintileError("USAGE", `${file} does not say in which format to write.`, {
    hint: "Use a name that ends in .csv, .tsv, .parquet, .json or .jsonl (.csv.gz is packed).",
  });
}

function explainWrite(error: unknown, file: string): unknown {
  const message = error instanceof QuintileError && error.cause instanceof Error ? error.cause.message : "";
  if (!/Cannot open file|Permission denied|Read-only|Is a directory/.test(message)) return error;
  return new QuintileError("NOT_WRITABLE", `${file} cannot be written.`, {
    hint: "Check that its folder exists and that you may write there.",
  });
}
