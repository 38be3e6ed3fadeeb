import { createReadStream, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { QuintileError } from "../../errors.js";
import { literal, type Sql, sql } from "../../sql/fragment.js";
import { draftOf } from "../files/draft-file.js";
import type { PendingFile, ProgressListener } from "../../sql/database.js";
import type { Workspace } from "../engine.js";
import { EngineFailure, isDiskFull, type FileFailure } from "../failures.js";
import { failureOf } from "./failure.js";
import type { DuckdbSession } from "./session.js";
import { isStandardOutput, type WrittenFormat, writtenFormat } from "../files/written-format.js";

const FORMATS: Readonly<Record<Exclude<WrittenFormat, "xlsx">, Sql>> = {
  csv: sql`FORMAT csv, HEADER`,
  tsv: sql`FORMAT csv, HEADER, DELIMITER '\t'`,
  parquet: sql`FORMAT parquet`,
  json: sql`FORMAT json, ARRAY true`,
  jsonl: sql`FORMAT json`,
};

/** Writes a query's rows beside `file`, to be moved to its place in one step. `-` is standard output, as CSV. */
export async function writePending(
  session: DuckdbSession,
  query: Sql,
  file: string,
  workspace: Workspace,
  listener?: ProgressListener,
): Promise<PendingFile> {
  if (isStandardOutput(file)) return writeToStandardOutput(session, query, workspace.place(), listener);
  const { path, complete, discard } = draftOf(file);
  const format = writtenFormat(file);
  const compression = /\.gz$/i.test(file) ? sql`, COMPRESSION gzip` : sql``;
  try {
    if (format === "xlsx") {
      const { writeWorkbook } = await import("./write-workbook.js");
      await writeWorkbook(session, query, path, file);
    } else {
      await session.query(sql`COPY (${query}) TO ${literal(path)} (${FORMATS[format]}${compression})`, listener);
    }
  } catch (error) {
    discard();
    throw explainWrite(error, file);
  }
  return { complete, discard };
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
    if (error.code === "EPIPE") return; // a reader that has seen enough (| head) is no failure
    throw isDiskFull(error) ? new EngineFailure<FileFailure>({ kind: "disk-full", place: "output" }, error) : error;
  });
  rmSync(draft, { force: true });
  return { complete: () => {}, discard: () => {} };
}

function explainWrite(error: unknown, file: string): unknown {
  if (isDiskFull(error)) return new EngineFailure<FileFailure>({ kind: "disk-full", place: "output" }, error);
  const { code } = Object(error) as NodeJS.ErrnoException;
  const kind = failureOf(error, "cannot-open", "file-gone")?.kind ?? (code === "ENOENT" ? "file-gone" : undefined);
  if (kind === undefined && !["EACCES", "EPERM", "EROFS", "EISDIR", "ENOTDIR"].includes(code ?? "")) return error;
  return new QuintileError("NOT_WRITABLE", `${file} cannot be written.`, {
    hint: "Check that its folder exists and that you may write there.",
    kind: kind ?? "cannot-open",
    cause: error,
  });
}
