import { createReadStream, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { QuintileError } from "../../errors.js";
import { literal, type Sql, sql } from "../../sql/fragment.js";
import { draftOf } from "../files/draft-file.js";
import type { PendingFile, ProgressListener } from "../engine.js";
import { engineMessage, explainCopy } from "./failure.js";
import type { DuckdbSession } from "./session.js";
import { placeCopy } from "../files/workspace.js";

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
  workspace: string,
  listener?: ProgressListener,
): Promise<PendingFile> {
  if (isStandardOutput(file))
    return writeToStandardOutput(session, query, placeCopy(workspace, "standard output"), listener);
  const { path, complete, discard } = draftOf(file);
  const compression = /\.gz$/i.test(file) ? sql`, COMPRESSION gzip` : sql``;
  try {
    await session.query(sql`COPY (${query}) TO ${literal(path)} (${formatOf(file)}${compression})`, listener);
  } catch (error) {
    discard();
    throw explainWrite(error, file);
  }
  return { complete, discard };
}

/** Raises `USAGE` where the extension names no format that can be written: better before the work than after it. */
export function requireWritable(file: string): void {
  formatOf(file);
}

/** True for `-` and its usual other name. */
function isStandardOutput(file: string): boolean {
  return file === "-" || file === "/dev/stdout";
}

/** By way of a file of its own, since the engine would open standard output anew and write over what is there. */
async function writeToStandardOutput(
  session: DuckdbSession,
  query: Sql,
  draft: string,
  listener?: ProgressListener,
): Promise<PendingFile> {
  await session.query(sql`COPY (${query}) TO ${literal(draft)} (FORMAT csv, HEADER)`, listener);
  await pipeline(createReadStream(draft), process.stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw explainCopy(error, undefined); // a reader that has seen enough (| head) is no failure
  });
  rmSync(draft, { force: true });
  return { complete: () => {}, discard: () => {} };
}

function formatOf(file: string): Sql {
  if (isStandardOutput(file) || file.startsWith("/dev/")) return sql`FORMAT csv, HEADER`;
  const format = FORMATS.find(([pattern]) => pattern.test(file))?.[1];
  if (format) return format;
  throw new QuintileError("USAGE", `${file} does not say in which format to write.`, {
    hint: "Use a name that ends in .csv, .tsv, .parquet, .json or .jsonl (.csv.gz is packed).",
  });
}

function explainWrite(error: unknown, file: string): unknown {
  if (!/Cannot open file|Permission denied|Read-only|[Ii]s a directory/.test(engineMessage(error))) return error;
  return new QuintileError("NOT_WRITABLE", `${file} cannot be written.`, {
    hint: "Check that its folder exists and that you may write there.",
  });
}
