import { amountBuckets, type AmountBuckets, countedValues } from "../../analysis/customers/distributions.js";
import type { Store } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import { type Bin, binsOf, type CountedPositions, DAY_STEPS, DECIMAL_STEPS } from "../../model/bins.js";
import type { Cube } from "../../model/cube.js";
import { fromUnits, toUnits } from "../../model/decimal.js";
import type { Dimension } from "../../model/score.js";
import type { ExactCutpoints } from "../../results/exact-cutpoints.js";
import type { Distributions } from "../../results/overview.js";

/** Counts the customers of a store in bins; see `binsOf` for which. One pass over them. */
export async function readDistributions(store: Store, cube: Cube, cutpoints: ExactCutpoints): Promise<Distributions> {
  const amounts = amountBuckets(cube);
  const rows = await store.query(countedValues(store.table("customer_rfm"), amounts, store.dialect));
  const rowsOf = (dimension: Dimension): Row[] => rows.filter((row) => row["dimension"] === dimension);
  const whole = (dimension: "recency" | "frequency", steps: readonly number[]): Bin[] =>
    binsOf(wholePositions(rowsOf(dimension), cutpoints[dimension], steps));
  return {
    recency: whole("recency", DAY_STEPS),
    frequency: whole("frequency", DECIMAL_STEPS),
    monetary: binsOf(amountPositions(rowsOf("monetary"), cutpoints.monetary, amounts)),
  };
}

/** Days and purchases begin at 1, or at 0 where a customer has none. */
function wholePositions(
  rows: readonly Row[],
  cutpoints: readonly string[],
  steps: readonly number[],
): CountedPositions {
  const counts = countsOf(rows);
  const smallest = counts[0]?.position ?? 0;
  return {
    counts,
    valueAt: (position) => position,
    origin: Math.min(1, smallest),
    steps,
    smallest,
    largest: counts.at(-1)?.position ?? 0,
    first: -Infinity,
    last: Infinity,
    marks: cutpoints.map((cutpoint) => Math.floor(Number(cutpoint))),
  };
}

function amountPositions(
  rows: readonly Row[],
  cutpoints: readonly string[],
  { low, step, buckets }: AmountBuckets,
): CountedPositions {
  return {
    counts: countsOf(rows),
    valueAt: (position) => Number(fromUnits(low + BigInt(position) * step)),
    origin: 0,
    steps: DECIMAL_STEPS,
    smallest: Number(rows[0]?.["low"]),
    largest: Number(rows.at(-1)?.["high"]),
    first: 0,
    last: buckets - 1,
    marks: cutpoints.map((cutpoint) => Math.floor(Number(toUnits(cutpoint) - low) / Number(step))),
  };
}

function countsOf(rows: readonly Row[]): CountedPositions["counts"] {
  return rows.map((row) => ({ position: Number(row["bucket"]), customers: Number(row["customers"]) }));
}
