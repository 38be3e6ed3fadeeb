import type { Score } from "./score.js";

/** What the customers of one cell add up to. */
export interface CubeCell {
  readonly R: Score;
  readonly F: Score;
  readonly M: Score;
  readonly customers: number;
  /** Sum of days. */
  readonly recency: number;
  /** Sum of purchases. */
  readonly frequency: number;
  /** Exact sum of amounts, as decimal text. */
  readonly monetary: string;
}

/** The cells that hold customers: at most 125, whatever the number of customers. Everything about segments follows from it. */
export type Cube = readonly CubeCell[];
