import { studentTQuantile } from "../statistics/student-t.js";

/** What customers of one group did in one period, by the segment in which they began it. */
export interface ChainCount {
  /** One of the groups into which customers fall by a hash of their ids, counted from 0. */
  readonly group: number;
  readonly from_segment: string;
  /** Null for those who have no purchase any more. */
  readonly to_segment: string | null;
  readonly customers: number;
  /** Sum of their amounts in the period. */
  readonly revenue: number;
}

/** What a customer of a segment brings over the next periods, on average. */
export interface SegmentValue {
  readonly segment: string;
  /** Customer-periods that it rests on. */
  readonly support: number;
  /** Discounted to today. Null where nobody was ever there. */
  readonly value: number | null;
  /** The 95 % interval by the jackknife over groups of customers; null where there are too few groups. */
  readonly value_low: number | null;
  readonly value_high: number | null;
}

/** How the value of a segment is reckoned. */
export interface ValueHorizon {
  /** How many periods count, the one that begins now included. */
  readonly periods: number;
  /** The length of a period. */
  readonly days: number;
  /** The discount of a year, such as 0.1. */
  readonly yearly: number;
}

const DAYS_OF_A_YEAR = 365;

/** Fewer groups make no interval. */
const LEAST_GROUPS = 5;

/**
 * The value of each segment: Σ over t = 0 … n − 1 of (P ÷ (1 + d))ᵗ R (P. E. Pfeifer and R. L. Carraway, "Modeling customer relationships as
 * Markov chains", Journal of Interactive Marketing 14 (2000)). P are the transitions of all periods together, R is the revenue of a period
 * per customer who began it in the segment, and 1 + d is (1 + yearly) to the power of days ÷ 365. Who leaves for good is worth nothing from
 * then on.
 *
 * The interval is the estimate ± t · √((g − 1) ÷ g · Σ(θᵢ − θ̄)²), where θᵢ leaves out one of g groups (J. W. Tukey's jackknife), and t is
 * Student's with g − 1 degrees of freedom.
 *
 * It says what customers in a segment brought on average, and not what a customer would bring who was moved there: only a measured
 * campaign shows that.
 *
 * @param segments in the order in which values are told.
 */
export function segmentValues(
  segments: readonly string[],
  counts: readonly ChainCount[],
  horizon: ValueHorizon,
): SegmentValue[] {
  const groups = [...new Set(counts.map(({ group }) => group))];
  const all = valuesOf(segments, counts, horizon);
  const without = groups.map((left) =>
    valuesOf(
      segments,
      counts.filter(({ group }) => group !== left),
      horizon,
    ),
  );
  return segments.map((segment, index) => {
    const { value, support } = all[index] as Estimate;
    const estimates = without.map((each) => (each[index] as Estimate).value);
    const spread = value === null ? null : spreadOf(estimates);
    return {
      segment,
      support,
      value,
      value_low: value === null || spread === null ? null : value - spread,
      value_high: value === null || spread === null ? null : value + spread,
    };
  });
}

interface Estimate {
  readonly value: number | null;
  readonly support: number;
}

function valuesOf(segments: readonly string[], counts: readonly ChainCount[], horizon: ValueHorizon): Estimate[] {
  const places = new Map(segments.map((segment, index) => [segment, index]));
  const support = segments.map(() => 0);
  const revenue = segments.map(() => 0);
  const moved = segments.map(() => segments.map(() => 0));
  for (const { from_segment: from, to_segment: to, customers, revenue: amount } of counts) {
    const row = places.get(from);
    if (row === undefined) continue;
    support[row] = (support[row] ?? 0) + customers;
    revenue[row] = (revenue[row] ?? 0) + amount;
    const column = to === null ? undefined : places.get(to);
    const cells = moved[row] as number[];
    if (column !== undefined) cells[column] = (cells[column] ?? 0) + customers;
  }
  const discount = (1 + horizon.yearly) ** (horizon.days / DAYS_OF_A_YEAR);
  const perCustomer = revenue.map((amount, index) => (support[index] === 0 ? 0 : amount / (support[index] as number)));
  let later = perCustomer;
  const sums = [...perCustomer];
  for (let period = 1; period < horizon.periods; period += 1) {
    later = moved.map((row, from) =>
      support[from] === 0
        ? 0
        : row.reduce((sum, count, to) => sum + count * (later[to] ?? 0), 0) / ((support[from] as number) * discount),
    );
    for (const [index, value] of later.entries()) sums[index] = (sums[index] ?? 0) + value;
  }
  return segments.map((_, index) => ({
    support: support[index] ?? 0,
    value: support[index] === 0 ? null : (sums[index] ?? null),
  }));
}

/** Half of the interval; null where some group alone holds a segment, or there are too few groups. */
function spreadOf(estimates: readonly (number | null)[]): number | null {
  const known = estimates.filter((each) => each !== null);
  if (known.length < estimates.length || known.length < LEAST_GROUPS) return null;
  const groups = known.length;
  const mean = known.reduce((sum, each) => sum + each, 0) / groups;
  const squares = known.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return studentTQuantile(0.975, groups - 1) * Math.sqrt(((groups - 1) / groups) * squares);
}
