import { type ErrorCode, type FailureKind, inputName, QuintileError } from "../../errors.js";
import { isDiskFull } from "../failures.js";
import { diskFull } from "../files/explain-file.js";
import { withoutValues } from "../without-values.js";

/** What the server says beside its message, as far as it is looked at. */
interface ServerError extends Error {
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
}

const EXPRESSIONS = `Check the SQL of ${inputName("customer")}, ${inputName("date")}, ${inputName("revenue")}, ${inputName("order")} and ${inputName("where")}; CAST(column AS type) reads text as a number or date.`;

/** What went wrong by the code that a person is told; `unfit-value` and others that share a code are told apart by SQLSTATE. */
const KINDS: Readonly<Partial<Record<ErrorCode, FailureKind>>> = {
  TIMED_OUT: "timed-out",
  CONNECTION_LOST: "connection-lost",
  STORE_BUSY: "busy",
  NOT_ALLOWED: "not-allowed",
  NOT_WRITABLE: "cannot-open",
  DISK_FULL: "disk-full",
  OUT_OF_MEMORY: "out-of-memory",
  STORE_OCCUPIED: "occupied",
  UNREADABLE_VALUE: "unreadable-value",
  BAD_EXPRESSION: "bad-expression",
};

/** What an error of the server means for a person, by the first SQLSTATE that its code starts with. */
const MEANINGS: readonly (readonly [string, (error: ServerError) => QuintileError])[] = [
  [
    "57014",
    (error) =>
      /statement timeout/.test(error.message)
        ? new QuintileError("TIMED_OUT", "A statement took longer than its time limit; nothing was published.", {
            hint: `Raise it with ${inputName("statementTimeout")}, or ask for a higher statement_timeout for your role.`,
          })
        : new QuintileError(
            "CONNECTION_LOST",
            "The server stopped a statement on somebody's request; nothing was published.",
            {
              hint: "Somebody cancelled it (pg_cancel_backend): run again.",
            },
          ),
  ],
  [
    "55P03",
    () =>
      new QuintileError("STORE_BUSY", "A table is locked by another session; nothing was published.", {
        hint: `Run again when that session is done, or wait longer with ${inputName("lockTimeout")}.`,
      }),
  ],
  ["40P01", () => conflict("another session waited for this run, and this run for it (deadlock)")],
  [
    "40001",
    (error) =>
      conflict(
        /recovery/.test(error.message)
          ? "the replica replayed a change to the same rows"
          : "somebody changed the same rows",
      ),
  ],
  [
    "42501",
    (error) =>
      new QuintileError("NOT_ALLOWED", `The server refused: ${plain(error)}.`, {
        hint: "Ask the owner for the right, for example GRANT SELECT ON … TO your role.",
      }),
  ],
  ["57P05", () => lost("the server closed a session that was idle")],
  ["57P", () => lost("the server was stopped, or an administrator ended the session")],
  ["08", () => lost("the server is gone, or the network between")],
  ["25P03", () => lost("the server ended a transaction that was idle too long")],
  ["25P04", () => lost("the server ended a transaction that took too long")],
  [
    "25006",
    () =>
      new QuintileError(
        "NOT_WRITABLE",
        "The server takes no changes: it is a read replica, or read-only by its settings.",
        {
          hint: `Publish elsewhere with ${inputName("store")}: another database, or a .duckdb file.`,
        },
      ),
  ],
  [
    "53100",
    () =>
      new QuintileError("DISK_FULL", "The disk of the database server is full; nothing was published.", {
        hint: `Free some space there, or give sorting and grouping more memory with ${inputName("memory")}.`,
      }),
  ],
  [
    "53400",
    () =>
      new QuintileError(
        "DISK_FULL",
        "The work needs more temporary disk space than the server allows (temp_file_limit); nothing was published.",
        {
          hint: `Give it more memory with ${inputName("memory")} (for example ${inputName("memory")} 1GB), or ask for a higher temp_file_limit.`,
        },
      ),
  ],
  [
    "53200",
    () =>
      new QuintileError("OUT_OF_MEMORY", "The database server ran out of memory; nothing was published.", {
        hint: `Use less with ${inputName("memory")} (for example ${inputName("memory")} 64MB): beyond it, work spills to the server's disk.`,
      }),
  ],
  [
    "2BP01",
    (error) =>
      new QuintileError(
        "STORE_OCCUPIED",
        `customer_rfm cannot be replaced, since others depend on it: ${(error.detail ?? plain(error)).replaceAll("\n", ", ")}.`,
        { hint: "Drop those first, and make them again afterwards; nothing was changed." },
      ),
  ],
  [
    "23",
    (error) =>
      new QuintileError("STORE_OCCUPIED", `What hangs on a published table refuses the new rows: ${plain(error)}.`, {
        hint: `Change that constraint, for example to ON DELETE CASCADE, or publish to another ${inputName("schema")}; nothing was changed.`,
      }),
  ],
  [
    "55000",
    (error) =>
      new QuintileError("STORE_OCCUPIED", `The server refused a change: ${plain(error)}.`, {
        hint: `${error.hint ?? "Look into the log of the server."} Nothing was changed.`,
      }),
  ],
  [
    "54000",
    () =>
      new QuintileError(
        "UNREADABLE_VALUE",
        "A customer id is longer than a key of PostgreSQL may be (about 2,700 bytes); nothing was published.",
        {
          hint: `Name a shorter column with ${inputName("customer")}, or an expression such as ${inputName("customer")} 'md5(id)'.`,
        },
      ),
  ],
  [
    "22021",
    () =>
      new QuintileError(
        "UNREADABLE_VALUE",
        "A text holds a NUL character or is no valid UTF-8, which PostgreSQL cannot store; nothing was published.",
        {
          hint: `Leave those customers out with ${inputName("where")}, or name another column with ${inputName("customer")}.`,
        },
      ),
  ],
  [
    "22P05",
    () =>
      new QuintileError(
        "UNREADABLE_VALUE",
        "A text holds a character that the encoding of the database does not have; nothing was published.",
        {
          hint: `Publish to a database in UTF-8, or to a .duckdb file with ${inputName("store")}.`,
        },
      ),
  ],
  [
    "22",
    () =>
      new QuintileError("BAD_EXPRESSION", "A value does not fit the type that an expression gives it.", {
        hint: `Guard it in ${inputName("customer")}, ${inputName("date")}, ${inputName("revenue")}, ${inputName("order")} or ${inputName("where")}: CASE WHEN column ~ '^[0-9]+$' THEN CAST(column AS integer) END; rows without a value are rejected then, and counted.`,
      }),
  ],
  ["42P07", alreadyThere],
  ["42710", alreadyThere],
  [
    "42883",
    (error) =>
      new QuintileError("BAD_EXPRESSION", `${capitalised(plain(error))}.`, {
        hint: `${EXPRESSIONS} A customer id needs a type that can be compared, such as a number, text or uuid.`,
      }),
  ],
  [
    "42703",
    (error) =>
      new QuintileError("BAD_EXPRESSION", `${capitalised(plain(error))}.`, {
        hint: `PostgreSQL reads names without quotes in lower case: write "Quantity" * "Price".${suggested(error)}`,
      }),
  ],
  ["42", (error) => new QuintileError("BAD_EXPRESSION", `${capitalised(plain(error))}.`, { hint: EXPRESSIONS })],
];

/** Turns an error of the server or of the connection into one for the person at the keyboard; values of the data stay out. */
export function explainFailure(error: unknown): QuintileError {
  if (error instanceof QuintileError) return error;
  if (isDiskFull(error)) {
    const { code, message, hint } = diskFull("temporary");
    return new QuintileError(code, message, { hint, kind: "disk-full", cause: error });
  }
  const failure = (error instanceof Error ? error : new Error(String(error))) as ServerError;
  const { code = "" } = failure;
  // The server's own errors have a SQLSTATE; those of the socket have a name such as ECONNRESET, or none.
  if (!/^[0-9A-Z]{5}$/.test(code) || code === "EPIPE") {
    if (isOfTheConnection(failure)) return withCause(lost("the server is gone, or the network between"), error);
  }
  const meaning = MEANINGS.find(([start]) => code.startsWith(start))?.[1];
  if (meaning !== undefined) return withCause(meaning(failure), error);
  return new QuintileError(
    "INTERNAL",
    `The database failed: ${withoutValues(failure.message)}${code === "" ? "" : ` (${code})`}`,
    {
      hint: "Please report this with the command you ran.",
      kind: "internal",
      cause: error,
    },
  );
}

/** The same for the end of a transaction: where the connection went with it, nobody here knows whether it was kept. */
export function explainCommit(error: unknown): QuintileError {
  const known = explainFailure(error);
  if (known.kind !== "connection-lost") return known;
  return new QuintileError(
    "CONNECTION_LOST",
    "The connection to the database was lost at the very end: the result is published whole, or not at all.",
    { hint: "Run again; quintile runs shows which runs were published.", kind: known.kind, cause: error },
  );
}

/** What the server said of a mistake in SQL: names of columns and functions are told, values are not. */
function plain(error: ServerError): string {
  return error.code?.startsWith("22") === true ? withoutValues(error.message) : error.message.replace(/\.$/, "");
}

/** The column that the server itself suggests, by its name only. */
function suggested({ hint }: ServerError): string {
  const [, name] = /reference the column "(?:\w+\.)?(.+)"\.$/.exec(hint ?? "") ?? [];
  return name === undefined ? "" : ` Did you mean "${name}"?`;
}

function isOfTheConnection({ code = "", message }: ServerError): boolean {
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOT|EHOST|ENET)/.test(code) ||
    /Connection terminated|connection error|not queryable/i.test(message)
  );
}

function lost(why: string): QuintileError {
  return new QuintileError(
    "CONNECTION_LOST",
    `The connection to the database was lost: ${why}. Nothing was published.`,
    {
      hint: "Run again once the server answers; what was published before is as it was.",
    },
  );
}

function conflict(why: string): QuintileError {
  return new QuintileError("STORE_BUSY", `The server gave up because ${why}; nothing was published.`, {
    hint: "Run again.",
  });
}

function alreadyThere(error: ServerError): QuintileError {
  return new QuintileError("STORE_OCCUPIED", `${capitalised(plain(error))}.`, {
    hint: `Rename that, or name another ${inputName("schema")}.`,
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function withCause({ code, words }: QuintileError, cause: unknown): QuintileError {
  return new QuintileError(code, words.message, { hint: words.hint, kind: KINDS[code], cause });
}
