import { type ErrorCode, type FailureKind, inputName, QuintileError } from "../../errors.js";
import { withoutValues } from "../without-values.js";

/** What Trino says of a query that failed. */
export interface TrinoFailure {
  readonly message?: string;
  readonly errorCode?: number;
  readonly errorName?: string;
  readonly errorType?: string;
  /** Where in the statement; the statement is Quintile's, so that nobody is told. */
  readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number };
}

/** What went wrong by the code that a person is told. */
const KINDS: Readonly<Partial<Record<ErrorCode, FailureKind>>> = {
  BAD_EXPRESSION: "bad-expression",
  UNREADABLE_VALUE: "unreadable-value",
  NO_SUCH_SCHEMA: "no-such-schema",
  NO_SUCH_TABLE: "no-such-table",
  NOT_ALLOWED: "not-allowed",
  NOT_WRITABLE: "cannot-open",
  STORE_OCCUPIED: "occupied",
  STORE_BUSY: "busy",
  OUT_OF_MEMORY: "out-of-memory",
  DISK_FULL: "disk-full",
  TIMED_OUT: "timed-out",
  TOO_MANY_REQUESTS: "too-many-requests",
  CONNECTION_LOST: "connection-lost",
  INTERNAL: "internal",
};

type Meaning = (failure: Required<Pick<TrinoFailure, "message" | "errorName">>) => readonly [ErrorCode, string, string];

const EXPRESSIONS = `Check the SQL of ${inputName("customer")}, ${inputName("date")}, ${inputName("revenue")}, ${inputName("order")} and ${inputName("where")}; CAST(column AS type) reads text as a number or date.`;

const BAD_EXPRESSION: Meaning = ({ message }) => ["BAD_EXPRESSION", `${message}.`, EXPRESSIONS];

/** The message quotes what could not be read, with or without quotation marks: nothing of it is told. */
const UNREADABLE_VALUE: Meaning = ({ errorName }) => [
  "UNREADABLE_VALUE",
  `A value does not fit what an expression makes of it (${errorName}).`,
  `Guard it in ${inputName("customer")}, ${inputName("date")}, ${inputName("revenue")}, ${inputName("order")} or ${inputName("where")}: TRY_CAST(column AS type) and TRY(expression) give NULL for it; rows without a value are rejected then, and counted.`,
];

const NO_SCHEMA: Meaning = ({ message }) => [
  "NO_SUCH_SCHEMA",
  `${message}.`,
  "Check the address: trino://user@host:8080/catalog/schema. SHOW CATALOGS and SHOW SCHEMAS in Trino name what is there.",
];

const NOT_ALLOWED: Meaning = ({ message }) => [
  "NOT_ALLOWED",
  `Trino refused: ${message}.`,
  "Ask whoever runs the cluster for the right, or name a role with roles=… in the address.",
];

const ALREADY_THERE: Meaning = ({ message }) => [
  "STORE_OCCUPIED",
  `${message}.`,
  `Rename that, or name another ${inputName("schema")}.`,
];

const CHANGED_MEANWHILE: Meaning = ({ errorName }) => [
  "STORE_BUSY",
  `Trino gave up because somebody changed the same table (${errorName}); nothing was published.`,
  "Run again.",
];

const OUT_OF_MEMORY: Meaning = ({ errorName }) => [
  "OUT_OF_MEMORY",
  `The query needs more memory than the Trino cluster gives it (${errorName}); nothing was published.`,
  "Run when the cluster is less busy, or ask whoever runs it for a higher query.max-memory and query.max-memory-per-node; session.spill_enabled=true in the address lets work spill to its disks where they are set up.",
];

const NO_SPILL: Meaning = ({ errorName }) => [
  "DISK_FULL",
  `The query needs more disk space than the Trino workers have for it (${errorName}); nothing was published.`,
  "Ask whoever runs the cluster for more spill space.",
];

const TOO_LONG: Meaning = ({ errorName }) => [
  "TIMED_OUT",
  `A query took longer than its limit (${errorName}); nothing was published.`,
  `Raise it with ${inputName("statementTimeout")}, or ask whoever runs the cluster for a higher query.max-run-time or query.max-execution-time.`,
];

const STOPPED: Meaning = ({ errorName }) => [
  "CONNECTION_LOST",
  `Trino stopped a query on somebody's request (${errorName}); nothing was published.`,
  "Somebody killed it, or the cluster made room for others: run again.",
];

const WORKER_LOST: Meaning = ({ errorName }) => [
  "CONNECTION_LOST",
  `A worker of the Trino cluster went away while the query ran (${errorName}); nothing was published.`,
  "Run again; what was published before is as it was.",
];

const SETTING: Meaning = ({ message }) => [
  "USAGE",
  `Trino does not take a setting of the session: ${message}.`,
  "Check session.NAME=value and roles in the address; SHOW SESSION in Trino names the settings.",
];

const NO_NAME: Meaning = ({ message }) => [
  "USAGE",
  `${message}.`,
  "Name catalog and schema in the address: trino://user@host:8080/catalog/schema.",
];

const NOT_WRITABLE: Meaning = ({ message }) => [
  "NOT_WRITABLE",
  `${message}.`,
  `Publish elsewhere with ${inputName("store")}: another catalog, or a .duckdb file.`,
];

const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [
    /^TABLE_NOT_FOUND$|^MISSING_TABLE$/,
    ({ message }) => [
      "NO_SUCH_TABLE",
      `${message}.`,
      "Check its spelling; SHOW TABLES in Trino names those that are there.",
    ],
  ],
  [/^(SCHEMA|CATALOG)_NOT_FOUND$/, NO_SCHEMA],
  [/^MISSING_(SCHEMA|CATALOG)_NAME$/, NO_NAME],
  [/^PERMISSION_DENIED$|^QUERY_REJECTED$|^ROLE_NOT_FOUND$/, NOT_ALLOWED],
  [/^INVALID_SESSION_PROPERTY$/, SETTING],
  [/^READ_ONLY_VIOLATION$/, NOT_WRITABLE],
  [/ALREADY_EXISTS$/, ALREADY_THERE],
  [/^TRANSACTION_CONFLICT$|_(COMMIT_ERROR|WRITE_CONFLICT)$|^ICEBERG_CONFLICT/, CHANGED_MEANWHILE],
  [
    /^(INVALID_CAST_ARGUMENT|NUMERIC_VALUE_OUT_OF_RANGE|DIVISION_BY_ZERO|INVALID_FUNCTION_ARGUMENT|INVALID_LITERAL|SUBQUERY_MULTIPLE_ROWS|CONSTRAINT_VIOLATION)$/,
    UNREADABLE_VALUE,
  ],
  [
    /_(BAD_DATA|CORRUPTED_\w+|INVALID_PARTITION_VALUE)$/,
    ({ errorName }) => [
      "UNREADABLE_VALUE",
      `A file of a table holds what Trino cannot read (${errorName}).`,
      `Ask whoever writes the table, or leave that partition out with ${inputName("where")}.`,
    ],
  ],
  [/^EXCEEDED_\w*MEMORY_LIMIT$|^CLUSTER_OUT_OF_MEMORY$/, OUT_OF_MEMORY],
  [/^EXCEEDED_SPILL_LIMIT$|^OUT_OF_SPILL_SPACE$/, NO_SPILL],
  [/^EXCEEDED_(TIME|CPU|SCAN)_LIMIT$|^OPTIMIZER_TIMEOUT$/, TOO_LONG],
  [
    /^QUERY_QUEUE_FULL$/,
    () => ["TOO_MANY_REQUESTS", "The Trino cluster has as many queries waiting as it allows.", "Try again later."],
  ],
  [/^(USER_CANCELED|ADMINISTRATIVELY_KILLED|ADMINISTRATIVELY_PREEMPTED)$/, STOPPED],
  [
    /^ABANDONED_(QUERY|TASK)$/,
    ({ errorName }) => [
      "CONNECTION_LOST",
      `Trino gave a query up, since its answer was not fetched in time (${errorName}); nothing was published.`,
      "Run again; check the network between here and the coordinator.",
    ],
  ],
  [
    /^(REMOTE_TASK_ERROR|REMOTE_TASK_MISMATCH|REMOTE_TASK_FAILED|REMOTE_HOST_GONE|REMOTE_BUFFER_CLOSE_FAILED|NO_NODES_AVAILABLE|TOO_MANY_REQUESTS_FAILED|PAGE_TRANSPORT_ERROR|PAGE_TRANSPORT_TIMEOUT|SERVER_SHUTTING_DOWN|SERVER_STARTING_UP)$/,
    WORKER_LOST,
  ],
  [
    /^(SYNTAX_ERROR|COLUMN_NOT_FOUND|FUNCTION_NOT_FOUND|OPERATOR_NOT_FOUND|TYPE_MISMATCH|TYPE_NOT_FOUND|AMBIGUOUS_\w+|DUPLICATE_\w+|COLUMN_TYPE_UNKNOWN|MISMATCHED_COLUMN_ALIASES|(MISSING|INVALID)_(GROUP_BY|ORDER_BY|OVER|COLUMN_NAME|COLUMN_REFERENCE|ARGUMENTS|WINDOW_\w+)|NESTED_\w+|EXPRESSION_NOT_\w+|FUNCTION_NOT_\w+|TOO_MANY_ARGUMENTS|UNSUPPORTED_SUBQUERY|INVALID_PARAMETER_USAGE|NULL_TREATMENT_NOT_ALLOWED)$/,
    BAD_EXPRESSION,
  ],
];

/** How connectors say that they take no tables or no changes; other unsupported things are ours to find. */
const READ_ONLY = /does not support (creat|insert|writ|updat|delet|drop|renam|replac|merg|truncat|modify)|read-only/i;

/**
 * Turns an error of a query into one for the person at the keyboard; values of the data stay out of it and of its cause,
 * which has Trino's name of the error for {@link trinoErrorName}.
 *
 * @param queryId told where somebody has to look the query up.
 */
export function explainTrinoFailure(failure: TrinoFailure, queryId?: string): QuintileError {
  const { errorName = "UNKNOWN", errorType } = failure;
  const message = sentenceOf(failure.message ?? "");
  const [code, text, hint] = meaningOf(errorName, message)?.({ message, errorName }) ?? [
    "INTERNAL" as const,
    `The query failed in Trino: ${firstClause(message) || "no reason given"} (${errorName}).`,
    `Look the query${queryId === undefined ? "" : ` ${queryId}`} up in Trino's web interface, which tells more.`,
  ];
  const cause = Object.assign(new Error(`${errorName}: ${text}`), { errorName, errorType, queryId });
  return new QuintileError(code, text, { hint, kind: KINDS[code], cause });
}

/** Trino's name of what went wrong in a query, such as `TABLE_NOT_FOUND`; undefined for every other error. */
export function trinoErrorName(error: unknown): string | undefined {
  const { cause } = Object(error) as { cause?: { errorName?: unknown } };
  return typeof cause?.errorName === "string" ? cause.errorName : undefined;
}

function meaningOf(errorName: string, message: string): Meaning | undefined {
  if (errorName === "NOT_SUPPORTED") return READ_ONLY.test(message) ? NOT_WRITABLE : undefined;
  return MEANINGS.find(([names]) => names.test(errorName))?.[1];
}

/** Without the place in the statement, which is Quintile's, and without everything that may stand there instead. */
function sentenceOf(message: string): string {
  const [line = ""] = message.split("\n");
  return line
    .replace(/^line \d+:\d+: /, "")
    .replace(/ Expecting: .*$/, "")
    .replace(/\.$/, "");
}

/** What comes after a colon may be a value without quotation marks. */
function firstClause(message: string): string {
  return withoutValues(message.split(": ")[0] as string);
}
