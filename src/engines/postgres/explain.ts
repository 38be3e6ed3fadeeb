import { inputName } from "../../errors.js";
import type { Explain } from "../explained.js";
import { ANY_EXPRESSION, CHECK_ALL_EXPRESSIONS } from "../expression-hints.js";
import type { FileFailure } from "../failures.js";
import { type Sentences, withFiles } from "../files/explain-file.js";
import type { Address } from "./connection/address.js";
import { explainConnection } from "./connection/explain-connection.js";
import type { BadExpression, Loss, Occupied, PostgresFailure } from "./failure.js";

/** Makes of a failure of a server an error for the person at the keyboard. Messages keep no values of the data. */
export function explainFailures(address: Address): Explain<PostgresFailure> {
  return withFiles((failure) => explain(failure, address));
}

function explain(failure: Exclude<PostgresFailure, FileFailure>, address: Address): Sentences {
  switch (failure.kind) {
    case "no-connection":
      return explainConnection(failure, address);
    case "connection-lost":
      return connectionLost(failure.why);
    case "timed-out":
      return {
        code: "TIMED_OUT",
        message: "A statement took longer than its time limit; nothing was published.",
        hint: `Raise it with ${inputName("statementTimeout")}, or ask for a higher statement_timeout for your role.`,
      };
    case "busy":
      return busy(failure.why);
    case "not-allowed":
      return {
        code: "NOT_ALLOWED",
        message: `The server refused: ${failure.said}.`,
        hint: "Ask the owner for the right, for example GRANT SELECT ON … TO your role.",
      };
    case "read-only":
      return {
        code: "NOT_WRITABLE",
        message: "The server takes no changes: it is a read replica, or read-only by its settings.",
        hint: `Publish elsewhere with ${inputName("store")}: another database, or a .duckdb file.`,
      };
    case "server-disk-full":
      return serverDiskFull(failure.limit);
    case "out-of-memory":
      return {
        code: "OUT_OF_MEMORY",
        message: "The database server ran out of memory; nothing was published.",
        hint: `Use less with ${inputName("memory")} (for example ${inputName("memory")} 64MB): beyond it, work spills to the server's disk.`,
      };
    case "occupied":
      return occupied(failure);
    case "unstorable-value":
      return unstorable(failure.why);
    case "unfit-value":
      return {
        code: "BAD_EXPRESSION",
        message: "A value does not fit the type that an expression gives it.",
        hint: `Guard it in ${ANY_EXPRESSION}: CASE WHEN column ~ '^[0-9]+$' THEN CAST(column AS integer) END; rows without a value are rejected then, and counted.`,
      };
    case "bad-expression":
      return badExpression(failure);
    case "internal":
      return {
        code: "INTERNAL",
        message: `The database failed: ${failure.said}${failure.state === "" ? "" : ` (${failure.state})`}`,
        hint: "Please report this with the command you ran.",
      };
  }
}

const LOSSES: Readonly<Record<Exclude<Loss, "statement-cancelled" | "during-commit">, string>> = {
  network: "the server is gone, or the network between",
  stopped: "the server was stopped, or an administrator ended the session",
  idle: "the server closed a session that was idle",
  "idle-transaction": "the server ended a transaction that was idle too long",
  "long-transaction": "the server ended a transaction that took too long",
};

function connectionLost(why: Loss): Sentences {
  const code = "CONNECTION_LOST";
  switch (why) {
    case "statement-cancelled":
      return {
        code,
        message: "Another session cancelled a statement of this run; nothing was published.",
        hint: "It called pg_cancel_backend: run again.",
      };
    case "during-commit":
      return {
        code,
        message:
          "The connection to the database was lost at the very end: the result is published whole, or not at all.",
        hint: "Run again; quintile runs shows which runs were published.",
      };
    default:
      return {
        code,
        message: `The connection to the database was lost: ${LOSSES[why]}. Nothing was published.`,
        hint: "Run again once the server answers; what was published before is as it was.",
      };
  }
}

const CONFLICTS = {
  deadlock: "another session waited for this run, and this run for it (deadlock)",
  replayed: "the replica replayed a change to the same rows",
  changed: "another session changed the same rows",
};

function busy(why: "locked" | keyof typeof CONFLICTS): Sentences {
  if (why === "locked") {
    return {
      code: "STORE_BUSY",
      message: "A table is locked by another session; nothing was published.",
      hint: `Run again when that session is done, or wait longer with ${inputName("lockTimeout")}.`,
    };
  }
  return {
    code: "STORE_BUSY",
    message: `The server gave up because ${CONFLICTS[why]}; nothing was published.`,
    hint: "Run again.",
  };
}

function serverDiskFull(limit: "disk" | "temp_file_limit"): Sentences {
  if (limit === "disk") {
    return {
      code: "DISK_FULL",
      message: "The disk of the database server is full; nothing was published.",
      hint: `Free some space there, or give sorting and grouping more memory with ${inputName("memory")}.`,
    };
  }
  return {
    code: "DISK_FULL",
    message:
      "The work needs more temporary disk space than the server allows (temp_file_limit); nothing was published.",
    hint: `Give it more memory with ${inputName("memory")} (for example ${inputName("memory")} 1GB), or ask for a higher temp_file_limit.`,
  };
}

function occupied({ why, said, hint }: Occupied): Sentences {
  const code = "STORE_OCCUPIED";
  switch (why) {
    case "dependents":
      return {
        code,
        message: `customer_rfm cannot be replaced, since others depend on it: ${said}.`,
        hint: "Drop those first, and make them again afterwards; nothing was changed.",
      };
    case "constraint":
      return {
        code,
        message: `What hangs on a published table refuses the new rows: ${said}.`,
        hint: `Change that constraint, for example to ON DELETE CASCADE, or publish to another ${inputName("schema")}; nothing was changed.`,
      };
    case "refused":
      return {
        code,
        message: `The server refused a change: ${said}.`,
        hint: `${hint ?? "Look into the log of the server."} Nothing was changed.`,
      };
    case "namesake":
      return {
        code,
        message: `${capitalised(said)}.`,
        hint: `Rename that, or name another ${inputName("schema")}.`,
      };
  }
}

function unstorable(why: "long-key" | "no-text" | "other-encoding"): Sentences {
  const code = "UNREADABLE_VALUE";
  switch (why) {
    case "long-key":
      return {
        code,
        message: "A customer id is longer than a key of PostgreSQL may be (about 2,700 bytes); nothing was published.",
        hint: `Name a shorter column with ${inputName("customer")}, or an expression such as ${inputName("customer")} 'md5(id)'.`,
      };
    case "no-text":
      return {
        code,
        message:
          "A text holds a NUL character or is no valid UTF-8, which PostgreSQL cannot store; nothing was published.",
        hint: `Leave those customers out with ${inputName("where")}, or name another column with ${inputName("customer")}.`,
      };
    case "other-encoding":
      return {
        code,
        message: "A text holds a character that the encoding of the database does not have; nothing was published.",
        hint: `Publish to a database in UTF-8, or to a .duckdb file with ${inputName("store")}.`,
      };
  }
}

function badExpression({ about, said, suggested }: BadExpression): Sentences {
  const hints = {
    function: `${CHECK_ALL_EXPRESSIONS} A customer id needs a type that can be compared, such as a number, text or uuid.`,
    column: `PostgreSQL reads names without quotes in lower case: write "Quantity" * "Price".${suggested === undefined ? "" : ` Did you mean "${suggested}"?`}`,
    any: CHECK_ALL_EXPRESSIONS,
  };
  return { code: "BAD_EXPRESSION", message: `${capitalised(said)}.`, hint: hints[about] };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
