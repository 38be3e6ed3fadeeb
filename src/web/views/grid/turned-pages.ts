/** The pages of a list that were turned. An entry of the browser's history keeps them, so that Back shows the same page. */
export interface TurnedPages {
  /** The run whose customers were listed: a cursor is good for one run only. */
  readonly run: string | null;
  /** The cursors of the pages up to the one shown; the first page has none. */
  readonly cursors: readonly string[];
}

/** Reads what goes with an entry of the history; undefined where it is something else, or nothing. */
export function turnedPagesOf(state: unknown): TurnedPages | undefined {
  const { run, cursors } = (state ?? {}) as Partial<Record<keyof TurnedPages, unknown>>;
  if (!(isText(run) || run === null) || !Array.isArray(cursors) || !cursors.every(isText)) return undefined;
  return { run, cursors };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
