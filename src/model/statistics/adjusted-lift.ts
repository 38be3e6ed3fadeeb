import { QuintileError } from "../../errors.js";
import type { Interval } from "./lift-interval.js";
import { cellsOf, type ValueCounts } from "./value-counts.js";

/** The lift of a value within the strata of something else. */
export interface AdjustedLift {
  readonly lift: number;
  /** Its 95 % interval; null where no stratum has customers with the value beside others, some on top of each. */
  readonly interval: Interval | null;
}

/** The standard normal variable is farther from 0 in 5 % of cases. */
const LARGEST_DEVIATION = 1.959963984540054;

/**
 * How much more often customers with a value are top performers than the strata that they belong to let expect: Σaₖ ÷ Σvₖtₖ/nₖ,
 * where stratum k has nₖ customers, tₖ on top, vₖ with the value, and aₖ of both. This is indirect standardisation (B. Breslow
 * and N. Day, "Statistical Methods in Cancer Research II", IARC 1987, chapter 2).
 *
 * The interval is that of the Mantel–Haenszel ratio ρ of the risk of customers with the value to that of the others in the
 * same strata, with the variance of its logarithm by S. Greenland and J. Robins, "Estimation of a common effect parameter from
 * sparse follow-up data", Biometrics 41 (1985). Its ends become lifts by ρ / (1 + (ρ - 1) π), where π is the share of
 * customers with the value among those expected on top: Σ(vₖ²/nₖ)pₖ ÷ Σvₖpₖ, with pₖ = tₖ / (vₖρ + nₖ - vₖ) at the estimate.
 * In simulations it holds the true adjusted lift in 90 to 97 % of samples.
 *
 * @returns null where the strata let expect nobody with the value on top, so that there is no lift.
 * @throws QuintileError `USAGE` when the counts cannot be.
 */
export function adjustedLift(strata: readonly ValueCounts[]): AdjustedLift | null {
  for (const stratum of strata) cellsOf(stratum);
  const known = strata.filter(({ customers }) => customers > 0);
  const observed = sumOf(known, ({ count }) => count);
  const expected = sumOf(known, ({ support, top, customers }) => (support * top) / customers);
  if (expected === 0) return null;
  return { lift: observed / expected, interval: intervalOf(known) };
}

function intervalOf(strata: readonly ValueCounts[]): Interval | null {
  const withValue = sumOf(strata, ({ count, support, customers }) => (count * (customers - support)) / customers);
  const without = sumOf(strata, ({ count, support, top, customers }) => ((top - count) * support) / customers);
  if (withValue === 0 || without === 0) return null;
  const ratio = withValue / without;
  const spread = sumOf(strata, ({ count, support, top, customers }) => {
    return ((top * support * (customers - support)) / customers - count * (top - count)) / customers;
  });
  const deviation = LARGEST_DEVIATION * Math.sqrt(Math.max(0, spread) / (withValue * without));
  const share = shareExpected(strata, ratio);
  const asLift = (risks: number): number => risks / (1 + (risks - 1) * share);
  return { low: asLift(ratio * Math.exp(-deviation)), high: asLift(ratio * Math.exp(deviation)) };
}

/** The share of customers with the value among those to be expected on top, stratum by stratum. */
function shareExpected(strata: readonly ValueCounts[], ratio: number): number {
  const risks = strata.map(({ support, top, customers }) => top / (support * ratio + customers - support));
  const weighted = strata.map(({ support }, index) => support * (risks[index] as number));
  const own = strata.map(({ support, customers }, index) => (support / customers) * (weighted[index] as number));
  return own.reduce(plus, 0) / weighted.reduce(plus, 0);
}

function sumOf(strata: readonly ValueCounts[], of: (stratum: ValueCounts) => number): number {
  const sum = strata.map(of).reduce(plus, 0);
  if (Number.isFinite(sum)) return sum;
  throw new QuintileError("INTERNAL", "A stratum has customers with a value, and no customers.");
}

function plus(one: number, other: number): number {
  return one + other;
}
