/** The stages of a run, in order, and those of an ICP: the same names in progress, timings, SQL and docs. */
export type Stage = "open" | "sales" | "metrics" | "fit" | "score" | "cube" | "publish" | "attributes" | "patterns";

/** Milliseconds per stage, and in all; a stage that did not take place has none. */
export interface Timings extends Readonly<Partial<Record<Stage, number>>> {
  readonly total: number;
}
