import { adjustedLift } from "../statistics/adjusted-lift.js";
import { roundHalfEven } from "../statistics/round-half-even.js";
import type { ValueCounts } from "../statistics/value-counts.js";

/** What becomes of a lift among customers who are alike in another attribute. */
export const FINDINGS = ["stands", "explained", "cannot be told apart", "too few to tell", "reversed"] as const;

/** One of {@link FINDINGS}. */
export type Finding = (typeof FINDINGS)[number];

/** A supported value, held against one other attribute. */
export interface AdjustedValue {
  /** The name of the attribute. */
  readonly dimension: string;
  readonly value: string;
  /** The other attribute, in whose strata customers are compared. */
  readonly within: string;
  /** Two decimals, as in the patterns. */
  readonly lift: number;
  /** Top performers with the value ÷ those to be expected from the strata, two decimals. */
  readonly adjusted_lift: number;
  /** Its 95 % interval, two decimals; null where the two attributes leave nothing to compare. */
  readonly adjusted_low: number | null;
  readonly adjusted_high: number | null;
  /**
   * `stands`: the interval lies on the side of 1 of the lift; `reversed`: on the other. It includes 1, and the logarithm of the
   * lift is at least halved: `explained`, or `cannot be told apart` where the value explains the other attribute as well. It
   * includes 1, and the lift is not halved: `too few to tell`.
   */
  readonly finding: Finding;
}

/** A value with its customers in each stratum of another attribute. */
export interface StratifiedValue {
  readonly attribute: string;
  readonly value: string;
  readonly within: string;
  readonly strata: readonly ValueCounts[];
}

/** The lift of each value, adjusted for the other attribute. */
export function adjustedValues(values: readonly StratifiedValue[]): AdjustedValue[] {
  const judged = values.flatMap((each) => judge(each));
  return judged.map((each) => (isMutual(each, judged) ? { ...each, finding: "cannot be told apart" } : each));
}

function judge({ attribute, value, within, strata }: StratifiedValue): AdjustedValue[] {
  const adjusted = adjustedLift(strata);
  const lift = liftOf(strata);
  if (adjusted === null || lift === 0) return [];
  const { low, high } = adjusted.interval ?? { low: 0, high: Infinity };
  const isHalved = Math.abs(Math.log(adjusted.lift)) <= Math.abs(Math.log(lift)) / 2;
  const includesOne = low <= 1 && high >= 1;
  return [
    {
      dimension: attribute,
      value,
      within,
      lift: roundHalfEven(lift, 2),
      adjusted_lift: roundHalfEven(adjusted.lift, 2),
      adjusted_low: adjusted.interval && roundHalfEven(low, 2),
      adjusted_high: adjusted.interval && roundHalfEven(high, 2),
      finding: includesOne
        ? isHalved
          ? "explained"
          : "too few to tell"
        : low > 1 === lift > 1
          ? "stands"
          : "reversed",
    },
  ];
}

/** The lift without strata. */
function liftOf(strata: readonly ValueCounts[]): number {
  const sum = (of: (stratum: ValueCounts) => number): number => strata.reduce((total, each) => total + of(each), 0);
  const [count, support] = [sum((each) => each.count), sum((each) => each.support)];
  return (count / support) * (sum((each) => each.customers) / sum((each) => each.top));
}

/** The value is explained by the other attribute, and so is some value of that by this one, while none of them stands. */
function isMutual({ dimension, within, finding }: AdjustedValue, all: readonly AdjustedValue[]): boolean {
  if (finding !== "explained") return false;
  const others = all.filter((each) => each.dimension === within && each.within === dimension);
  return others.some((each) => each.finding === "explained") && others.every((each) => each.finding !== "stands");
}
