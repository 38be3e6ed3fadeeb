/** What went wrong with a request, in the words of the server (RFC 9457) or, where none answered, in ours. */
export class Problem extends Error {
  override readonly name = "Problem";
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly code: string;
  /** What to do next. */
  readonly hint: string | undefined;

  constructor(status: number, code: string, detail: string, hint?: string) {
    super(detail);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }
}

/** The problem of an answer that is none of success. */
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
  );
}

/** No answer came at all. */
export function noAnswer(): Problem {
  return new Problem(
    0,
    "NO_ANSWER",
    "The server does not answer.",
    "Start it again with quintile serve, then try again.",
  );
}

/** Whatever was thrown, as a problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(0, "INTERNAL", thrown instanceof Error ? thrown.message : String(thrown), "Load the page again.");
}
