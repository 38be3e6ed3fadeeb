import type { Cube } from "./cube.js";
import type { Dimension, Score } from "./score.js";

const LETTERS = { recency: "R", frequency: "F", monetary: "M" } as const;

/** How many customers of a cube have a score in a dimension. */
export function customersWithScore(cube: Cube, dimension: Dimension, score: Score): number {
  const cells = cube.filter((cell) => cell[LETTERS[dimension]] === score);
  return cells.reduce((sum, { customers }) => sum + customers, 0);
}
