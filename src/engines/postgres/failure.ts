import { QuintileError } from "../../errors.js";
import { EngineFailure, failedOfFiles, type FileFailure, failuresOf } from "../failures.js";
import type { NetworkFailure } from "../server/network-failure.js";
import { withoutValues } from "../without-values.js";

/** What can go wrong with a PostgreSQL server, and the facts that its sentence needs. `said` is what the server said. */
export type PostgresFailure =
  | FileFailure
  | NoConnection
  | { readonly kind: "connection-lost"; readonly why: Loss }
  | { readonly kind: "timed-out" }
  | { readonly kind: "busy"; readonly why: "locked" | "deadlock" | "replayed" | "changed" }
  | { readonly kind: "not-allowed"; readonly said: string }
  | { readonly kind: "read-only" }
  | { readonly kind: "server-disk-full"; readonly limit: "disk" | "temp_file_limit" }
  | { readonly kind: "out-of-memory" }
  | Occupied
  | { readonly kind: "unstorable-value"; readonly why: "long-key" | "no-text" | "other-encoding" }
  | { readonly kind: "unfit-value"; readonly isTooLarge: boolean }
  | BadExpression
  | { readonly kind: "internal"; readonly said: string; readonly state: string };

/** A published table that cannot be written, since something else is there or hangs on it. */
export interface Occupied {
  readonly kind: "occupied";
  readonly why: "dependents" | "constraint" | "refused" | "namesake";
  readonly said: string;
  /** What the server says to do. */
  readonly hint: string | undefined;
}

/** SQL that the server does not understand. */
export interface BadExpression {
  readonly kind: "bad-expression";
  readonly about: "column" | "function" | "any";
  readonly said: string;
  /** The column that the server itself suggests. */
  readonly suggested: string | undefined;
}

/** How a connection or a statement on it ended before it was done. */
export type Loss =
  "network" | "stopped" | "idle" | "idle-transaction" | "long-transaction" | "statement-cancelled" | "during-commit";

/** A connection that did not come about. */
export type NoConnection =
  | { readonly kind: "no-connection"; readonly why: "no-password" | "not-bound" }
  | { readonly kind: "no-connection"; readonly why: "refused"; readonly refusal: Refusal };

/** What the driver, the operating system and the server tell of a refused connection; its code may be an SQLSTATE. */
export interface Refusal extends NetworkFailure {
  /** The function of the server that raised it, which has one name in every language. */
  readonly routine: string;
  /** True where encryption could not be agreed upon. */
  readonly isOfHandshake: boolean;
}

/** The failure of a server behind an error, where it is of one of some kinds. */
export const failureOf = failuresOf<PostgresFailure>();

/** What the server says beside its message, as far as it is looked at. */
interface ServerError {
  readonly message: string;
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
}

type Classify = (error: ServerError) => PostgresFailure;

const lost =
  (why: Loss): Classify =>
  () => ({ kind: "connection-lost", why });

const occupied =
  (why: Occupied["why"]): Classify =>
  (error) => ({ kind: "occupied", why, said: saidOf(error), hint: error.hint });

const badExpression =
  (about: BadExpression["about"]): Classify =>
  (error) => ({ kind: "bad-expression", about, said: saidOf(error), suggested: suggested(error) });

/** What went wrong by SQLSTATE: the first that a code starts with. */
const BY_STATE: readonly (readonly [string, Classify])[] = [
  [
    "57014",
    ({ message }) =>
      /statement timeout/.test(message)
        ? { kind: "timed-out" }
        : { kind: "connection-lost", why: "statement-cancelled" },
  ],
  ["57P05", lost("idle")],
  ["57P", lost("stopped")],
  ["08", lost("network")],
  ["25P03", lost("idle-transaction")],
  ["25P04", lost("long-transaction")],
  ["55P03", () => ({ kind: "busy", why: "locked" })],
  ["40P01", () => ({ kind: "busy", why: "deadlock" })],
  ["40001", ({ message }) => ({ kind: "busy", why: /recovery/.test(message) ? "replayed" : "changed" })],
  ["42501", (error) => ({ kind: "not-allowed", said: saidOf(error) })],
  ["25006", () => ({ kind: "read-only" })],
  ["53100", () => ({ kind: "server-disk-full", limit: "disk" })],
  ["53400", () => ({ kind: "server-disk-full", limit: "temp_file_limit" })],
  ["53200", () => ({ kind: "out-of-memory" })],
  ["2BP01", occupied("dependents")],
  ["23", occupied("constraint")],
  ["55000", occupied("refused")],
  ["54000", () => ({ kind: "unstorable-value", why: "long-key" })],
  ["22021", () => ({ kind: "unstorable-value", why: "no-text" })],
  ["22P05", () => ({ kind: "unstorable-value", why: "other-encoding" })],
  ["22", ({ code }) => ({ kind: "unfit-value", isTooLarge: code === "22003" || code === "22001" })],
  ["42P07", occupied("namesake")],
  ["42710", occupied("namesake")],
  ["42883", badExpression("function")],
  ["42703", badExpression("column")],
  ["42", badExpression("any")],
];

/** An error of the server, of the connection to it, or of a file of carried rows, by its kind. Other errors stay as they are. */
export function classify(error: unknown): EngineFailure<PostgresFailure> | QuintileError {
  if (error instanceof QuintileError || error instanceof EngineFailure) return error;
  return new EngineFailure<PostgresFailure>(failedOfFiles(error) ?? failureBehind(error), error);
}

/** The same for the end of a transaction: where the connection is lost, it is not known whether the result was kept. */
export function classifyCommit(error: unknown): EngineFailure<PostgresFailure> | QuintileError {
  if (failureOf(classify(error), "connection-lost") === undefined) return classify(error);
  return new EngineFailure<PostgresFailure>({ kind: "connection-lost", why: "during-commit" }, error);
}

function failureBehind(error: unknown): PostgresFailure {
  const { code = "", message = String(error), detail, hint } = Object(error) as Partial<ServerError>;
  // The server's own errors have a SQLSTATE; those of the socket have a name such as ECONNRESET, or none.
  const isOfServer = /^[0-9A-Z]{5}$/.test(code) && code !== "EPIPE";
  if (!isOfServer && isOfConnection(code, message)) return { kind: "connection-lost", why: "network" };
  const classifyState = BY_STATE.find(([start]) => code.startsWith(start))?.[1];
  return (
    classifyState?.({ code, message, detail, hint }) ?? { kind: "internal", said: withoutValues(message), state: code }
  );
}

function isOfConnection(code: string, message: string): boolean {
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOT|EHOST|ENET)/.test(code) ||
    /Connection terminated|connection error|not queryable/i.test(message)
  );
}

/** What hangs on a table, or the message: it names columns, tables and functions. */
function saidOf({ code, message, detail }: ServerError): string {
  return code === "2BP01" && detail !== undefined ? detail.replaceAll("\n", ", ") : message.replace(/\.$/, "");
}

function suggested({ hint = "" }: ServerError): string | undefined {
  return /reference the column "(?:\w+\.)?(.+)"\.$/.exec(hint)?.[1];
}
