import type { Dimension, Score } from "./score.js";

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

const LETTERS = { recency: "R", frequency: "F", monetary: "M" } as const;

/** How many customers of a cube have a score in a dimension. */
export function customersWithScore(cube: Cube, dimension: Dimension, score: Score): number {
  const cells = cube.filter((cell) => cell[LETTERS[dimension]] === score);
  return cells.reduce((sum, { customers }) => sum + customers, 0);
}
