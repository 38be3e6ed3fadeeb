import { setTimeout } from "node:timers/promises";
import { QuintileError } from "../../../errors.js";
import { identifier, literal, sql } from "../../../sql/fragment.js";
import { failureOf } from "../../failures.js";
import type { DuckdbSession } from "../session.js";

/**
 * Milliseconds to wait for others to let go of the file: a reader waits for a run to end, a writer only for a server that
 * takes a copy (docs/decisions/0008), so that a second run is told soon.
 */
const PATIENCE = { read: 10_000, write: 1_000 } as const;
const RETRY_EVERY = 200;

/** Attaches a database file under a name. Raises `STORE_BUSY`, `STORE_NEWER`, `NOT_WRITABLE` or `BAD_FILE`. */
export async function attach(
  session: DuckdbSession,
  file: string,
  catalog: string,
  mode: "read" | "write",
  patience: number = PATIENCE[mode],
): Promise<void> {
  const access = mode === "read" ? sql`(READ_ONLY, TYPE duckdb)` : sql`(TYPE duckdb)`;
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      await session.query(sql`ATTACH ${literal(file)} AS ${identifier(catalog)} ${access}`);
      return;
    } catch (error) {
      if (failureOf(error, "busy") === undefined || Date.now() >= deadline) throw explainAttach(error, file);
      await setTimeout(RETRY_EVERY);
    }
  }
}

function explainAttach(error: unknown, file: string): unknown {
  const failure = failureOf(error, "busy", "newer-format", "file-gone", "not-writable", "not-a-database", "internal");
  const kind = failure?.kind;
  switch (failure?.kind) {
    case "busy": {
      const by = failure.owner === undefined ? "another process" : `another process (PID ${failure.owner})`;
      return new QuintileError("STORE_BUSY", `${file} is in use by ${by}.`, {
        hint: "Wait until that is done, close the program that has the file open, or name another --store.",
        kind,
        cause: error,
      });
    }
    case "newer-format":
      return new QuintileError("STORE_NEWER", `${file} was written by a newer version of DuckDB.`, {
        hint: "Update Quintile, or name another file; this one was left as it is.",
        kind,
        cause: error,
      });
    case "file-gone":
    case "not-writable":
      return new QuintileError("NOT_WRITABLE", `${file} cannot be opened.`, {
        hint: "Check that its folder exists and that you may write there, or name another --store.",
        kind,
        cause: error,
      });
    case "not-a-database":
      return notReadable(file, error);
    case "internal":
      return /^(Serialization|INTERNAL) Error/.test(failure.said) ? notReadable(file, error) : error;
    default:
      return error;
  }
}

function notReadable(file: string, cause: unknown): QuintileError {
  return new QuintileError("BAD_FILE", `${file} is not a readable DuckDB database: it is damaged, or something else.`, {
    hint: "Name another file, or bring back a copy; this one was left as it is.",
    kind: "not-a-database",
    cause,
  });
}
