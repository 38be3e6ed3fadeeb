import { EngineFailure, failedOfFiles, type FileFailure, failuresOf } from "../failures.js";
import type { NetworkFailure } from "../server/network-failure.js";
import { withoutValues } from "../without-values.js";

/** What can go wrong with a Trino cluster, and the facts that its sentence needs. */
export type TrinoFailure = FileFailure | NoConnection | ConnectionLost | TooManyRequests | QueryFailure;

/** A coordinator that could not be asked: no answer came, or one that is none of Trino's. */
export type NoConnection =
  | { readonly kind: "no-connection"; readonly why: "no-answer"; readonly network: NetworkFailure }
  | { readonly kind: "no-connection"; readonly why: ReplyMeaning; readonly reply: OddReply }
  | { readonly kind: "no-connection"; readonly why: "not-encrypted" };

/** An answer that is none of Trino's, as far as it is looked at; it holds no secret of the address. */
export interface OddReply {
  readonly status: number;
  /** The first line of plain text; undefined where there is none. */
  readonly said: string | undefined;
  /** Its headers `Location` and `WWW-Authenticate`; empty where there is none. */
  readonly location: string;
  readonly asksFor: string;
}

/** What such an answer means. */
export type ReplyMeaning = "not-let-in" | "sent-elsewhere" | "not-ready" | "bad-request" | "other-server";

/** A coordinator, a worker or a query that went away. */
export type ConnectionLost =
  | { readonly kind: "connection-lost"; readonly why: "no-answer"; readonly network: NetworkFailure }
  | { readonly kind: "connection-lost"; readonly why: "unknown-query" | "not-ready"; readonly status: number }
  | { readonly kind: "connection-lost"; readonly why: QueryLoss; readonly name: string };

export type QueryLoss = "stopped" | "abandoned" | "worker-gone";

export interface TooManyRequests {
  readonly kind: "too-many-requests";
  /** Where the request was refused; else the queue of queries is full. */
  readonly status?: number;
}

/** A query that failed; it holds no values of the data. */
export interface QueryFailure {
  readonly kind:
    | "bad-expression"
    | "busy"
    | "internal"
    | "no-such-schema"
    | "no-such-setting"
    | "no-such-table"
    | "not-allowed"
    | "not-supported"
    | "occupied"
    | "out-of-memory"
    | "read-only"
    | "server-disk-full"
    | "timed-out"
    | "unfit-value"
    | "unnamed-schema"
    | "unreadable-value";
  /** Trino's name of what went wrong, such as `TABLE_NOT_FOUND`. */
  readonly name: string;
  /** What Trino says, without the place in the statement; empty where its words may hold values of the data. */
  readonly said: string;
  readonly queryId: string | undefined;
}

/** The failure of a cluster behind an error, where it is of one of some kinds. */
export const failureOf = failuresOf<TrinoFailure>();

/** The error of a query, as Trino's answer has it. */
export interface QueryError {
  readonly message?: string;
  readonly errorCode?: number;
  readonly errorName?: string;
  readonly errorType?: string;
  /** Where in the statement, which is Quintile's own: no message tells it. */
  readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number };
}

/** What went wrong by Trino's name of it; the first pattern that matches counts. */
const KINDS: readonly (readonly [RegExp, QueryFailure["kind"]])[] = [
  [/^TABLE_NOT_FOUND$|^MISSING_TABLE$/, "no-such-table"],
  [/^(SCHEMA|CATALOG)_NOT_FOUND$/, "no-such-schema"],
  [/^MISSING_(SCHEMA|CATALOG)_NAME$/, "unnamed-schema"],
  [/^PERMISSION_DENIED$|^QUERY_REJECTED$|^ROLE_NOT_FOUND$/, "not-allowed"],
  [/^INVALID_SESSION_PROPERTY$/, "no-such-setting"],
  [/^READ_ONLY_VIOLATION$/, "read-only"],
  [/ALREADY_EXISTS$/, "occupied"],
  [/^TRANSACTION_CONFLICT$|_(COMMIT_ERROR|WRITE_CONFLICT)$|^ICEBERG_CONFLICT/, "busy"],
  [
    /^(INVALID_CAST_ARGUMENT|NUMERIC_VALUE_OUT_OF_RANGE|DIVISION_BY_ZERO|INVALID_FUNCTION_ARGUMENT|INVALID_LITERAL|SUBQUERY_MULTIPLE_ROWS|CONSTRAINT_VIOLATION)$/,
    "unfit-value",
  ],
  [/_(BAD_DATA|CORRUPTED_\w+|INVALID_PARTITION_VALUE)$/, "unreadable-value"],
  [/^EXCEEDED_\w*MEMORY_LIMIT$|^CLUSTER_OUT_OF_MEMORY$/, "out-of-memory"],
  [/^EXCEEDED_SPILL_LIMIT$|^OUT_OF_SPILL_SPACE$/, "server-disk-full"],
  [/^EXCEEDED_(TIME|CPU|SCAN)_LIMIT$|^OPTIMIZER_TIMEOUT$/, "timed-out"],
  [
    /^(SYNTAX_ERROR|COLUMN_NOT_FOUND|FUNCTION_NOT_FOUND|OPERATOR_NOT_FOUND|TYPE_MISMATCH|TYPE_NOT_FOUND|AMBIGUOUS_\w+|DUPLICATE_\w+|COLUMN_TYPE_UNKNOWN|MISMATCHED_COLUMN_ALIASES|(MISSING|INVALID)_(GROUP_BY|ORDER_BY|OVER|COLUMN_NAME|COLUMN_REFERENCE|ARGUMENTS|WINDOW_\w+)|NESTED_\w+|EXPRESSION_NOT_\w+|FUNCTION_NOT_\w+|TOO_MANY_ARGUMENTS|UNSUPPORTED_SUBQUERY|INVALID_PARAMETER_USAGE|NULL_TREATMENT_NOT_ALLOWED)$/,
    "bad-expression",
  ],
];

/** Kinds whose words name columns, tables, rights and settings, and no values. */
const TELLING: ReadonlySet<QueryFailure["kind"]> = new Set([
  "bad-expression",
  "no-such-schema",
  "no-such-setting",
  "no-such-table",
  "not-allowed",
  "occupied",
  "read-only",
  "unnamed-schema",
]);

/** Kinds whose words are all that is known, and may hold anything. */
const UNFORESEEN: ReadonlySet<QueryFailure["kind"]> = new Set(["internal", "not-supported"]);

const NOT_SUPPORTED = "NOT_SUPPORTED";

/** How connectors say that they take no tables or no changes; other unsupported things are ours to find. */
const READ_ONLY = /does not support (creat|insert|writ|updat|delet|drop|renam|replac|merg|truncat|modify)|read-only/i;

/** True where a connector does not do what a statement asks of it. */
export function isUnsupported(error: unknown): boolean {
  return failureOf(error, "not-supported", "read-only")?.name === NOT_SUPPORTED;
}

/** Why a query ended that was not at fault itself, by Trino's name of it. */
const LOSSES: readonly (readonly [RegExp, QueryLoss])[] = [
  [/^(USER_CANCELED|ADMINISTRATIVELY_KILLED|ADMINISTRATIVELY_PREEMPTED)$/, "stopped"],
  [/^ABANDONED_(QUERY|TASK)$/, "abandoned"],
  [
    /^(REMOTE_TASK_ERROR|REMOTE_TASK_MISMATCH|REMOTE_TASK_FAILED|REMOTE_HOST_GONE|REMOTE_BUFFER_CLOSE_FAILED|NO_NODES_AVAILABLE|TOO_MANY_REQUESTS_FAILED|PAGE_TRANSPORT_ERROR|PAGE_TRANSPORT_TIMEOUT|SERVER_SHUTTING_DOWN|SERVER_STARTING_UP)$/,
    "worker-gone",
  ],
];

/** The error of a query by its kind. Its cause has Trino's name for it, and no words, which may hold values of the data. */
export function classifyQuery(error: QueryError, queryId: string | undefined): EngineFailure<TrinoFailure> {
  const { errorName = "UNKNOWN", errorType } = error;
  const cause = Object.assign(new Error(errorName), { errorName, errorType, queryId });
  return new EngineFailure<TrinoFailure>(failureBehind(errorName, error.message ?? "", queryId), cause);
}

/** An error of this side, such as of a file that rows are carried in, by its kind. Other errors stay as they are. */
export function classify(error: unknown): unknown {
  const failure = failedOfFiles(error);
  return failure === undefined ? error : new EngineFailure<TrinoFailure>(failure, error);
}

function failureBehind(name: string, message: string, queryId: string | undefined): TrinoFailure {
  if (name === "QUERY_QUEUE_FULL") return { kind: "too-many-requests" };
  const why = LOSSES.find(([names]) => names.test(name))?.[1];
  if (why !== undefined) return { kind: "connection-lost", why, name };
  const sentence = sentenceOf(message);
  const kind = kindOf(name, sentence);
  const said = TELLING.has(kind) ? sentence : "";
  return { kind, name, said: UNFORESEEN.has(kind) ? firstClause(sentence) : said, queryId };
}

function kindOf(name: string, sentence: string): QueryFailure["kind"] {
  if (name === NOT_SUPPORTED) return READ_ONLY.test(sentence) ? "read-only" : "not-supported";
  return KINDS.find(([names]) => names.test(name))?.[1] ?? "internal";
}

/** What comes after a colon may be a value without quotation marks. */
function firstClause(sentence: string): string {
  return withoutValues(sentence.split(": ")[0] as string);
}

/** Without the place in the statement, which is Quintile's, and without everything that may stand there instead. */
function sentenceOf(message: string): string {
  const [line = ""] = message.split("\n");
  return line
    .replace(/^line \d+:\d+: /, "")
    .replace(/ Expecting: .*$/, "")
    .replace(/\.$/, "");
}
