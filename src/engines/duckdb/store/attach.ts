import { setTimeout } from "node:timers/promises";
import { inputName, QuintileError } from "../../../errors.js";
import { identifier, literal, sql } from "../../../sql/fragment.js";
import { EngineFailure } from "../../failures.js";
import { failureOf } from "../failure.js";
import type { DuckdbSession } from "../session.js";
import { storageVersionOf } from "./store-file.js";

const RETRY_EVERY = 200; // milliseconds

/** How long to wait for others to let go of a file, and whom to tell. */
export interface Patience {
  /** Default: 10. A run holds its store to the end, and a server that reads one for a moment (docs/decisions/0008). */
  readonly seconds?: number | undefined;
  /** Told once, when another process has the file. */
  readonly note?: ((message: string) => void) | undefined;
}

/**
 * Attaches a database file under a name. Raises `STORE_BUSY` where another process holds it for longer than patience lasts,
 * `STORE_NEWER`, `NOT_WRITABLE` or `BAD_FILE`.
 */
export async function attach(
  session: DuckdbSession,
  file: string,
  catalog: string,
  mode: "read" | "write",
  { seconds = 10, note }: Patience = {},
): Promise<void> {
  const access = mode === "read" ? sql`(READ_ONLY, TYPE duckdb)` : sql`(TYPE duckdb)`;
  const deadline = Date.now() + seconds * 1000;
  let told = false;
  for (;;) {
    try {
      await session.query(sql`ATTACH ${literal(file)} AS ${identifier(catalog)} ${access}`);
      return;
    } catch (error) {
      const failure = failureOf(error, "busy");
      if (failure === undefined) throw await explainAttach(error, file, session);
      const owner = failure.owner === undefined ? "another process" : `another process (PID ${failure.owner})`;
      if (Date.now() >= deadline) throw busy(file, owner, mode, error);
      if (!told) note?.(`Waiting for ${file}, which is in use by ${owner}.`);
      told = true;
      await setTimeout(RETRY_EVERY);
    }
  }
}

function busy(file: string, owner: string, mode: "read" | "write", cause: unknown): QuintileError {
  const hint =
    mode === "write"
      ? `Run again when that is done, wait longer with ${inputName("lockTimeout")}, or close the program that has the file open, or name another ${inputName("store")}.`
      : "Wait until that is done, or close the program that has the file open.";
  return new QuintileError("STORE_BUSY", `${file} is in use by ${owner}.`, { hint, kind: "busy", cause });
}

async function explainAttach(error: unknown, file: string, session: DuckdbSession): Promise<unknown> {
  if (failureOf(error, "newer-format") !== undefined) return otherVersion(file, error, session);
  const unwritable = failureOf(error, "file-gone", "cannot-open");
  if (unwritable === undefined) return explainDamage(error, file);
  return new QuintileError("NOT_WRITABLE", `${file} cannot be opened.`, {
    hint: `Check that its folder exists and that you may write there, or name another ${inputName("store")}.`,
    kind: unwritable.kind,
    cause: error,
  });
}

/** The format of the file is of another DuckDB: that one can write its tables in a format that all versions read. */
async function otherVersion(file: string, cause: unknown, session: DuckdbSession): Promise<QuintileError> {
  const [row] = await session.query(sql`SELECT version() AS version`);
  const [, newest = "0"] = /read versions between \d+ and (\d+)/.exec(engineMessage(cause)) ?? [];
  const isNewer = storageVersionOf(file) > BigInt(newest);
  return new QuintileError(
    isNewer ? "STORE_NEWER" : "BAD_FILE",
    `${file} was written by ${isNewer ? "a newer" : "an older"} version of DuckDB than the one in Quintile (${row?.["version"]}) can read.`,
    {
      hint: `Export its sales with the DuckDB that wrote it, and score that file: duckdb ${JSON.stringify(file)} -c "COPY fact_sales TO 'fact_sales.parquet'". As a store, name another file; this one was left as it is.`,
      kind: "newer-format",
      cause,
    },
  );
}

/**
 * What an error of the engine means where it is about a database file that is damaged or cut off; else the error itself.
 *
 * @param shown what to call the file in messages, where it is a copy of another.
 */
export function explainDamage(error: unknown, file: string, shown = file): unknown {
  const failure = failureOf(error, "not-a-database", "damaged-file", "internal");
  const isOther =
    failure === undefined ||
    (failure.kind === "damaged-file" && !engineMessage(error).includes(file)) ||
    (failure.kind === "internal" && !/^(Serialization|INTERNAL) Error/.test(failure.said));
  if (isOther) return error;
  return new QuintileError(
    "BAD_FILE",
    `${shown} is not a readable DuckDB database: it is damaged, cut off, or something else.`,
    {
      hint: "Name another file, or bring back a copy; this one was left as it is.",
      kind: "not-a-database",
      cause: error,
    },
  );
}

/** What the engine itself said. */
function engineMessage(error: unknown): string {
  return error instanceof EngineFailure && error.cause instanceof Error ? error.cause.message : "";
}
