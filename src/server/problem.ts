import { type ErrorCode, QuintileError, type Try } from "../errors.js";
import { snake } from "../operations/inputs/spellings.js";
import type { Problem } from "../results/problem.js";

/** What a request can be refused for before an operation hears of it. */
export type RefusalCode =
  | "BAD_REQUEST"
  | "FOREIGN_HOST"
  | "FOREIGN_ORIGIN"
  | "NOT_ACCEPTABLE"
  | "NOT_FOUND"
  | "TOO_LARGE"
  | "TOO_SLOW"
  | "UNAUTHORIZED"
  | "WRONG_MEDIA_TYPE"
  | "WRONG_METHOD";

/** A request that is refused. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly hint: string | undefined;

  constructor(code: RefusalCode, detail: string, hint?: string) {
    super(detail);
    this.code = code;
    this.hint = hint;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

const STATUSES: Readonly<Partial<Record<ErrorCode | RefusalCode, number>>> = {
  BAD_CURSOR: 400,
  AMBIGUOUS_COLUMN: 400,
  AMBIGUOUS_SHEET: 400,
  BAD_ENCODING: 400,
  BAD_FILE: 400,
  BAD_REQUEST: 400,
  EMPTY_SOURCE: 400,
  MALFORMED_CSV: 400,
  NO_SUCH_MODEL: 400,
  NO_SUCH_SCORING: 400,
  BAD_MODEL: 400,
  NO_SUCH_SEGMENT: 400,
  UNKNOWN_COLUMN: 400,
  USAGE: 400,
  UNAUTHORIZED: 401,
  FOREIGN_ORIGIN: 403,
  NOT_FOUND: 404,
  NO_SUCH_CUSTOMER: 404,
  NO_SUCH_ICP: 404,
  NO_SUCH_MOVEMENT: 404,
  NO_SUCH_RUN: 404,
  NO_SUCH_SCHEMA: 404,
  NO_SUCH_STORE: 404,
  WRONG_METHOD: 405,
  NOT_ACCEPTABLE: 406,
  TOO_SLOW: 408,
  NO_SOURCE: 409,
  RUN_IN_PROGRESS: 409,
  CURSOR_EXPIRED: 410,
  TOO_LARGE: 413,
  WRONG_MEDIA_TYPE: 415,
  FOREIGN_HOST: 421,
  CONNECTION_FAILED: 503,
  CONNECTION_LOST: 503,
  STORE_BUSY: 503,
  TIMED_OUT: 503,
  TOO_MANY_REQUESTS: 503,
};

/** Any error as a problem. An unexpected error tells nothing about the inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Refusal || (error instanceof QuintileError && error.code !== "INTERNAL")) {
    const { code, message, hint } = error instanceof QuintileError ? error.spelled(snake) : error;
    const answers = error instanceof QuintileError ? error.tries : [];
    const found = problem(STATUSES[code] ?? 500, code, message, hint);
    return answers.length === 0 ? found : { ...found, try: answers.map(spelledAnswer) };
  }
  return problem(
    500,
    "INTERNAL",
    "Something failed that should not.",
    "The terminal that serves says more. Please report this.",
  );
}

function spelledAnswer({ inputs, means }: Try): Try {
  return { inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [snake(name), value])), means };
}

/** A problem by its status, with the title that belongs to it. */
export function problem(status: number, code: string, detail: string, hint?: string): Problem {
  const title = TITLES[status] ?? "Error";
  return { type: "about:blank", title, status, detail, code, ...(hint === undefined ? {} : { hint }) };
}

/** The answer to a request that failed. */
export function problemResponse(error: unknown): Response {
  const body = toProblem(error);
  const headers: Record<string, string> = { "content-type": "application/problem+json" };
  if (body.status === 401) headers["www-authenticate"] = "Bearer";
  if (body.status === 413) headers["connection"] = "close"; // the rest of the body is not read
  if (body.status === 503) headers["retry-after"] = "1";
  return new Response(JSON.stringify(body), { status: body.status, headers });
}
