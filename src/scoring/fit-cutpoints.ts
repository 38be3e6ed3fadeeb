import type { Engine } from "../engines/engine.js";
import { QuintileError } from "../errors.js";
import { exactCutpoint, type Scorers } from "../analysis/fit/score.js";
import { cutpointsFrom, percentileBounds } from "../model/cutpoints.js";
import { fromUnits, toUnits } from "../model/decimal.js";
import type { OrderStatistics } from "../model/order-statistics.js";
import { isCollapsed } from "../model/quantile-ranks.js";
import { type Dimension, DIMENSIONS, perDimension } from "../model/score.js";
import { boundsRule, type Scoring, thresholdCutpoints } from "../model/scoring.js";
import { SCORING_PRESETS } from "../model/scoring-presets.js";
import type { Sql } from "../sql/fragment.js";
import { fitCustomers } from "./fit-customers.js";
import type { TieRules } from "./tie-rules.js";
import type { ExactCutpoints } from "../results/exact-cutpoints.js";

/** How customers get their scores in this run. */
export interface Fitted {
  readonly scoring: Scoring;
  readonly cutpoints: ExactCutpoints;
  /** The earlier run whose cutpoints these are; null where they are this run's own. */
  readonly earlierRun: number | null;
  readonly scorers: Scorers;
  /** Per dimension: equal values made two quintile edges equal, so that a score stays unused. */
  readonly collapsed: Readonly<Record<Dimension, boolean>>;
}

/** Cutpoints of an earlier run, with the scoring they belong to. */
export interface EarlierCutpoints {
  readonly run: number;
  readonly scoring: Scoring;
  readonly cutpoints: ExactCutpoints;
}

/** The fit stage: cutpoints from the customers, from thresholds, or from an earlier run. */
export async function fitCutpointsOf(
  engine: Engine,
  metrics: Sql,
  scoring: Scoring,
  ties: TieRules,
  earlier: EarlierCutpoints | undefined,
): Promise<Fitted> {
  if (earlier !== undefined) {
    const { scoring: itsScoring, cutpoints, run: earlierRun } = earlier;
    return {
      scoring: itsScoring,
      cutpoints,
      earlierRun,
      scorers: perDimension((dimension) => ({
        cutpoints: cutpoints[dimension].map(exactCutpoint),
        rule: boundsRule(dimension, itsScoring),
      })),
      collapsed: perDimension(() => false),
    };
  }
  const fitted = DIMENSIONS.filter((dimension) => scoring[dimension].method !== "thresholds");
  const ranked = fitted.filter((dimension) => isRanked(dimension, scoring, ties));
  const { customers, statistics, tiedAt } = await fitCustomers(engine, metrics, fitted, ranked);
  const cutpoints = perDimension((dimension) => cutpointsOf(dimension, scoring, customers, statistics.get(dimension)));
  return {
    scoring,
    cutpoints,
    earlierRun: null,
    scorers: perDimension((dimension) => ({
      cutpoints: cutpoints[dimension].map(exactCutpoint),
      rule: boundsRule(dimension, scoring),
      ...(ranked.includes(dimension) && { tied: tiedAt(dimension) }),
    })),
    collapsed: perDimension((dimension) => {
      const found = statistics.get(dimension);
      return (
        scoring[dimension].method === "quintiles" &&
        found !== undefined &&
        isCollapsed(customers, (rank) => found.values.get(rank))
      );
    }),
  };
}

const QUINTILES = SCORING_PRESETS[0] as Scoring;

/**
 * The quintile cutpoints of any numbers, ascending, as exact text.
 *
 * @param numbers what stands after FROM to read them, as a column `monetary` of decimals with 4 places.
 */
export async function fitQuintiles(engine: Engine, numbers: Sql): Promise<ExactCutpoints["monetary"]> {
  const { customers, statistics } = await fitCustomers(engine, numbers, ["monetary"]);
  return cutpointsOf("monetary", QUINTILES, customers, statistics.get("monetary"));
}

function cutpointsOf(
  dimension: Dimension,
  scoring: Scoring,
  customers: number,
  statistics: OrderStatistics | undefined,
): readonly [string, string, string, string] {
  const given = givenCutpoints(dimension, scoring);
  if (given !== undefined) return given;
  const valueAt = (rank: number): bigint => {
    const value = statistics?.values.get(rank);
    if (value === undefined) throw new QuintileError("INTERNAL", `The fit found no ${dimension} of rank ${rank}.`);
    return toUnits(value);
  };
  const fit = scoring[dimension].method === "percentiles" ? percentileBounds : cutpointsFrom<bigint>;
  return mapFour(fit(customers, valueAt), (units) => exactText(dimension, units));
}

/** The thresholds of a dimension as exact cutpoints; undefined where they are fitted to the customers. */
export function givenCutpoints(dimension: Dimension, scoring: Scoring): ExactCutpoints[Dimension] | undefined {
  const given = thresholdCutpoints(dimension, scoring);
  return given && mapFour(given, (value) => exactText(dimension, toUnits(plainDecimal(value))));
}

/** True where ties are broken, so that the ranks of customers are scored. */
export function isRanked(dimension: Dimension, scoring: Scoring, ties: TieRules): boolean {
  return scoring[dimension].method === "quintiles" && ties[dimension] === "first";
}

function exactText(dimension: Dimension, units: bigint): string {
  return fromUnits(units, dimension === "monetary" ? 4 : 0);
}

/** A threshold as people write it, without an exponent. */
function plainDecimal(value: number): string {
  return value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 5 });
}

function mapFour<T>(four: readonly [T, T, T, T], map: (value: T) => string): [string, string, string, string] {
  return [map(four[0]), map(four[1]), map(four[2]), map(four[3])];
}
