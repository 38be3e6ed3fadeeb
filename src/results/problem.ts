/** An error as every route answers it (RFC 9457). */
export interface Problem {
  readonly type: "about:blank";
  /** The meaning of the status. */
  readonly title: string;
  readonly status: number;
  /** What went wrong, in a sentence. */
  readonly detail: string;
  /** What programs look at: one of the codes of errors, or of refused requests. */
  readonly code: string;
  /** What to do next. */
  readonly hint?: string;
  /** Where a doubt stands in the way: inputs that answer it, by their names over HTTP, and what each means. */
  readonly try?: readonly {
    readonly inputs: Readonly<Record<string, string | number | boolean | readonly string[]>>;
    readonly means: string;
  }[];
}
