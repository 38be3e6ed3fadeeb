import type { Fits } from "../../analysis/fit/fit-query.js";
import type { Scorers } from "../../analysis/fit/score.js";
import { type Dimension, DIMENSIONS } from "../../model/score.js";
import type { Dialect } from "../../sql/dialect.js";
import type { Step } from "../../sql/compile-steps.js";
import type { Sql } from "../../sql/fragment.js";

/** How the metrics are to be fitted. */
export interface FitPlan {
  readonly fits: Fits;
  /** The id of a customer, in the order in which ties are broken. */
  readonly order: Sql;
  readonly dialect: Dialect;
  /** The scorers, so far without a way to break ties; their cutpoints are columns of the step `cutpoints`. */
  readonly scorers: Scorers;
}

/** The steps between `metrics` and `scores`. */
export interface FitSteps {
  /** The last but for ranks is `cutpoints`. */
  readonly steps: readonly Step[];
  /** The step with the customers who are scored. */
  readonly customers: Sql;
  readonly scorers: Scorers;
}

/** The dimensions in which ties are broken. */
export function tieBroken(fits: Fits): Dimension[] {
  return DIMENSIONS.filter((dimension) => fits[dimension].method === "ranks");
}
