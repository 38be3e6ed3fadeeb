import type { Cube } from "./cube.js";
import { fromUnits, toUnits } from "./decimal.js";
import { type Score, SCORES } from "./score.js";

/** The customers of one pair of recency and frequency scores, whatever they spent. */
export interface GridCell {
  readonly R: Score;
  readonly F: Score;
  readonly customers: number;
  /** Mean amount per customer; null without customers. */
  readonly mean: number | null;
}

/** All 25 pairs of recency and frequency scores, ascending by R, then F. */
export function recencyFrequencyGrid(cube: Cube): GridCell[] {
  return SCORES.flatMap((R) =>
    SCORES.map((F) => {
      const cells = cube.filter((cell) => cell.R === R && cell.F === F);
      const customers = cells.reduce((sum, cell) => sum + cell.customers, 0);
      const amount = cells.reduce((sum, cell) => sum + toUnits(cell.monetary), 0n);
      return { R, F, customers, mean: customers === 0 ? null : Number(fromUnits(amount)) / customers };
    }),
  );
}
