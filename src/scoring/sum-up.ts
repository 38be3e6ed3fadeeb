import { splitCustomers } from "../analysis/fit/score.js";
import type { Engine } from "../engines/engine.js";
import type { Cube } from "../model/cube.js";
import { type Dimension, DIMENSIONS, perDimension } from "../model/score.js";
import { readCube } from "../analysis/fit/cube.js";
import type { ScoredSales } from "./score-sales.js";

/** What scored customers add up to. */
export interface ScoredTotals {
  readonly cube: Cube;
  /** Customers who share their value with a customer of another score; only where ties are broken. */
  readonly split: Readonly<Record<Dimension, number>>;
}

/** The cube stage: what the customers of each cell add up to, and how many were split by breaking ties. */
export async function sumUp(
  engine: Engine,
  { customers, fitted }: Pick<ScoredSales, "customers" | "fitted">,
): Promise<ScoredTotals> {
  const cube = await readCube(engine, customers.from);
  const split = perDimension(() => 0);
  for (const dimension of DIMENSIONS.filter((each) => fitted.scorers[each].tied !== undefined)) {
    const [row] = await engine.query(splitCustomers(customers.from, dimension));
    split[dimension] = Number(row?.["customers"] ?? 0);
  }
  return { cube, split };
}
