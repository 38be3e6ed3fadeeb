import { type BoundsRule, type Cutpoints, scoreValue } from "./cutpoints.js";
import { type Dimension, type Score, SCORES } from "./score.js";

/**
 * How one dimension is scored.
 *
 * - `quintiles`: cutpoints fitted to the customers; a score is passed above its cutpoint.
 * - `percentiles`: the 80th, 60th, 40th and 20th percentile with linear interpolation; reaching one is enough. Never
 *   for recency.
 * - `thresholds`: fixed bounds for the scores 5, 4, 3, 2, best first: ascending days for recency, descending purchases
 *   or amounts otherwise. A value on a bound has the better score; beyond the last bound it has 1.
 */
export type DimensionScoring =
  | { readonly method: "quintiles" }
  | { readonly method: "percentiles" }
  | { readonly method: "thresholds"; readonly bounds: readonly [number, number, number, number] };

/** How customers are scored, by name. */
export interface Scoring {
  readonly name: string;
  readonly recency: DimensionScoring;
  readonly frequency: DimensionScoring;
  readonly monetary: DimensionScoring;
}

/**
 * How values of a dimension are held against its cutpoints, for `scoreValue`. Low is best for recency; thresholds and
 * percentiles of frequency and monetary count as soon as they are reached.
 */
export function boundsRule(dimension: Dimension, scoring: Scoring): Required<BoundsRule> {
  if (dimension === "recency") return { best: "low", bounds: "above" };
  return { best: "high", bounds: scoring[dimension].method === "quintiles" ? "above" : "reached" };
}

/**
 * The given thresholds of a dimension as ascending cutpoints; undefined where cutpoints are fitted to the customers.
 */
export function thresholdCutpoints(dimension: Dimension, scoring: Scoring): Cutpoints | undefined {
  const given = scoring[dimension];
  if (given.method !== "thresholds") return undefined;
  const [five, four, three, two] = given.bounds;
  return dimension === "recency" ? [five, four, three, two] : [two, three, four, five];
}

/**
 * The scores, ascending, that some customer could have: a customer has at least one purchase, zero or more whole days
 * of recency, and any amount. All five where cutpoints are fitted.
 */
export function reachableScores(dimension: Dimension, scoring: Scoring): readonly Score[] {
  const cutpoints = thresholdCutpoints(dimension, scoring);
  if (cutpoints === undefined) return SCORES;
  const rule = boundsRule(dimension, scoring);
  const values = valuesAroundCutpoints(dimension, cutpoints);
  const reached = new Set(values.map((value) => scoreValue(value, cutpoints, rule)));
  return SCORES.filter((score) => reached.has(score));
}

/** The smallest possible value, and for each cutpoint the least possible value that passes it. */
function valuesAroundCutpoints(dimension: Dimension, cutpoints: Cutpoints): readonly number[] {
  switch (dimension) {
    case "recency":
      return [0, ...cutpoints.map((days) => Math.max(0, Math.floor(days) + 1))];
    case "frequency":
      return [1, ...cutpoints.map((purchases) => Math.max(1, Math.ceil(purchases)))];
    case "monetary":
      return [cutpoints[0] - 1, ...cutpoints];
  }
}
