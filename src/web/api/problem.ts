/** The header of an answer that names the published run it was read from. */
export const RUN_HEADER = "quintile-run";

/** What went wrong with a request, in the words of the server (RFC 9457) or, where none answered, in ours. */
export class Problem extends Error {
  override readonly name = "Problem";
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  /** What to do next. */
  readonly hint: string | undefined;
  /** The published run that the server looked at; null where it looked at none. */
  readonly run: string | null;

  constructor(status: number, code: string, detail: string, hint?: string, run: string | null = null) {
    super(detail);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.run = run;
  }

  /** True where the server did not answer at all. */
  get isNoAnswer(): boolean {
    return this.status === 0 && this.code === "NO_ANSWER";
  }
}

/** The problem that an answer without success tells. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<
    Record<"code" | "title" | "detail" | "hint", string>
  >;
  const unauthorized =
    response.status === 401
      ? "Put #token= and the token that quintile serve was started with behind the address of this page, or start it with --open."
      : undefined;
  return new Problem(
    response.status,
    body.code ?? "INTERNAL",
    body.detail ?? body.title ?? `The server answered ${response.status}.`,
    unauthorized ?? body.hint,
    response.headers.get(RUN_HEADER),
  );
}

/** No answer came at all. */
export function noAnswer(): Problem {
  return new Problem(
    0,
    "NO_ANSWER",
    "The server does not answer.",
    "Start it again with quintile serve. This page asks again every few seconds.",
  );
}

/** Runs are published faster than a page of one of them can be read. */
export function neverStill(): Problem {
  return new Problem(
    0,
    "NEVER_STILL",
    "Runs are published faster than this page can be read.",
    "Wait until they are done, then try again.",
  );
}

/** Any thrown value as a problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(0, "INTERNAL", thrown instanceof Error ? thrown.message : String(thrown), "Load the page again.");
}
