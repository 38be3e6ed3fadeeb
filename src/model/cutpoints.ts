import { QuintileError } from "../errors.js";
import { fifthOf, FIFTHS, lowerRank } from "./quantile-ranks.js";
import type { Score } from "./score.js";

/**
 * The four values, ascending, that part one dimension into the scores 1 to 5. Days for recency, purchases for
 * frequency; money is either a plain number or exact units (see `toUnits`). Equal neighbours are allowed: the score in
 * between is then never given.
 */
export type Cutpoints<T extends number | bigint = number> = readonly [T, T, T, T];

/** How a value is held against cutpoints. */
export interface BoundsRule {
  /** Which end scores 5: the highest values (default), or the lowest, as with days of recency. */
  readonly best?: "high" | "low";
  /** Whether a value passes a cutpoint only `above` it (default), or already when it has `reached` it. */
  readonly bounds?: "above" | "reached";
}

/**
 * Fits quintile cutpoints: the lower order statistics x[⌊(n-1)·k/5⌋], k = 1..4, of the values sorted ascending. Scoring
 * with them equals `pd.qcut(x, 5)` wherever that has an answer; equal values always share a score.
 *
 * @param values in any order; not modified. Infinite values are allowed, and sort to the ends.
 * @throws QuintileError `USAGE` when there is no value, or one is NaN.
 */
export function fitCutpoints(values: readonly number[]): Cutpoints {
  if (values.length === 0) throw new QuintileError("USAGE", "Cutpoints need at least one value.");
  const sorted = Float64Array.from(values).toSorted();
  // A typed array sorts NaN to its end.
  if (Number.isNaN(sorted.at(-1))) throw new QuintileError("USAGE", "Cutpoints cannot be fitted to NaN.");
  return cutpointsFrom(sorted.length, (rank) => sorted[rank] as number);
}

/**
 * The quintile cutpoints from a lookup of order statistics.
 *
 * @param n how many values there are.
 * @param valueAt the value of a 0-based rank, ascending; asked only for ranks that `quantileRanks` lists.
 * @throws QuintileError `USAGE` when n is not a whole number of at least 1.
 */
export function cutpointsFrom<T extends number | bigint>(n: number, valueAt: (rank: number) => T): Cutpoints<T> {
  const [first, second, third, fourth] = FIFTHS;
  const cutpoint = (k: number) => valueAt(lowerRank(n, k));
  return [cutpoint(first), cutpoint(second), cutpoint(third), cutpoint(fourth)];
}

/**
 * The 20th, 40th, 60th and 80th percentile with linear interpolation, exact: the fraction between two neighbouring
 * order statistics is always a whole number of fifths.
 *
 * @param n how many values there are.
 * @param valueAt the value of a 0-based rank, ascending, in units that divide by five. `toUnits` of an amount with up
 *   to four places does. Asked only for ranks that `quantileRanks` lists.
 * @returns the bounds in the same units, ascending; held against with `bounds: "reached"`.
 * @throws QuintileError `USAGE` when n is not a whole number of at least 1, or a bound is not a whole number of units.
 */
export function percentileBounds(n: number, valueAt: (rank: number) => bigint): Cutpoints<bigint> {
  const [first, second, third, fourth] = FIFTHS;
  const bound = (k: number) => {
    const { lower, upper, fifths } = fifthOf(n, k);
    const low = valueAt(lower);
    const inFifths = low * 5n + (valueAt(upper) - low) * BigInt(fifths);
    if (inFifths % 5n !== 0n) throw new QuintileError("USAGE", "Percentile bounds need units finer than the values.");
    return inFifths / 5n;
  };
  return [bound(first), bound(second), bound(third), bound(fourth)];
}

/**
 * The score of a value. With the default rule it is 1 + the number of cutpoints strictly below the value; with `bounds:
 * "reached"` cutpoints equal to the value count too; with `best: "low"` it is 5 - that number. An infinite value is
 * held against the cutpoints like any other.
 *
 * @throws QuintileError `USAGE` when the value or a cutpoint is NaN.
 */
export function scoreValue<T extends number | bigint>(value: T, cutpoints: Cutpoints<T>, rule: BoundsRule = {}): Score {
  if (Number.isNaN(value) || cutpoints.some((cutpoint) => Number.isNaN(cutpoint))) {
    throw new QuintileError("USAGE", "NaN has no score.");
  }
  const reached = rule.bounds === "reached";
  const passed = cutpoints.filter((cutpoint) => (reached ? cutpoint <= value : cutpoint < value)).length;
  return (rule.best === "low" ? 5 - passed : 1 + passed) as Score;
}
