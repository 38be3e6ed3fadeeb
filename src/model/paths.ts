import { type Cutpoints, scoreValue } from "./cutpoints.js";
import { fromUnits, toUnits } from "./decimal.js";
import { boundsRule, type Scoring } from "./scoring.js";
import { classify } from "./segment-map.js";
import type { SegmentModel } from "./segment-model.js";

/** One way into a segment: buying this much more. */
export interface Way {
  /** Further sales; 0 when more revenue alone is enough. */
  readonly sales: number;
  /** Further revenue as decimal text with at least 2 places; `0.00` when more sales alone are enough. */
  readonly revenue: string;
}

/** What leads one customer into one segment. */
export interface SegmentPath {
  readonly segment: string;
  /** Those ways that no other way undercuts in both sales and revenue, least revenue first; none when out of reach. */
  readonly ways: readonly Way[];
  /** The ways for people, such as `1 more sale, or 38.20 more revenue`. */
  readonly text: string;
}

/** A customer, and the yardstick they are held against. */
export interface PathsInput {
  readonly model: SegmentModel;
  /** Whole days, number of purchases, and exact decimal text. */
  readonly metrics: { readonly recency: number; readonly frequency: number; readonly monetary: string };
  /** Days, purchases (a percentile may lie between two), and units of 1/100000 as `toUnits` gives them. */
  readonly cutpoints: {
    readonly recency: Cutpoints<number | bigint>;
    readonly frequency: Cutpoints<number | bigint>;
    readonly monetary: Cutpoints<bigint>;
  };
  /** How each dimension is held against its cutpoints. */
  readonly scoring: Scoring;
  /** The recency in days of a customer who buys now; 1 with the default snapshot. */
  readonly recencyOfASaleNow: number;
}

const CENT = 1000n;
/** The last of the four places that amounts have. */
const LAST_PLACE = 10n;

/**
 * The shortest ways for a customer into each segment that is listed before their own, by more sales, more revenue or
 * both. Any further sale makes the customer recent. The least revenue is a whole number of cents, unless the customer's
 * own amount or the fitted ones have finer places. Cutpoints stay as they are: the purchases of other customers are not foreseen.
 *
 * @returns one path per better segment in listing order; none for a customer of the first segment.
 * @throws QuintileError `USAGE` when a metric is NaN or the amount is no exact decimal.
 */
export function shortestPaths(input: PathsInput): readonly SegmentPath[] {
  const { model } = input;
  const own = segmentAfter(input, 0, 0n);
  const candidates = moreSales(input).flatMap((sales) =>
    moreRevenue(input).map((revenue) => ({ sales, revenue, segment: segmentAfter(input, sales, revenue) })),
  );
  const place = model.segments.findIndex(({ name }) => name === own);
  const better = model.segments.slice(0, Math.max(0, place));
  return better.map(({ name }) => {
    const into = candidates.filter(({ segment }) => segment === name);
    const ways = into
      .filter((way) => !into.some((other) => other !== way && asksForLess(other, way)))
      .map(({ sales, revenue }) => ({ sales, revenue: fromUnits(revenue, 2) }));
    return { segment: name, ways, text: renderWays(ways) };
  });
}

function asksForLess(one: { sales: number; revenue: bigint }, other: { sales: number; revenue: bigint }): boolean {
  return one.sales <= other.sales && one.revenue <= other.revenue;
}

function segmentAfter(input: PathsInput, sales: number, revenue: bigint): string {
  const { model, metrics, cutpoints, scoring, recencyOfASaleNow } = input;
  const recency = sales > 0 ? recencyOfASaleNow : metrics.recency;
  return classify(
    model,
    scoreValue(recency, cutpoints.recency, boundsRule("recency", scoring)),
    scoreValue(metrics.frequency + sales, cutpoints.frequency, boundsRule("frequency", scoring)),
    scoreValue(toUnits(metrics.monetary) + revenue, cutpoints.monetary, boundsRule("monetary", scoring)),
  );
}

/** The fewest that pass each cutpoint of frequency, one (which makes the customer recent), and none; descending. */
function moreSales({ metrics, cutpoints, scoring }: PathsInput): readonly number[] {
  const reached = boundsRule("frequency", scoring).bounds === "reached";
  const needed = cutpoints.frequency.map((cutpoint) => {
    const least = reached ? Math.ceil(Number(cutpoint)) : Math.floor(Number(cutpoint)) + 1;
    return least - metrics.frequency;
  });
  return [...new Set([0, 1, ...needed.filter((sales) => sales > 0)])].toSorted((a, b) => b - a);
}

/** None, and the least that passes each cutpoint of monetary. */
function moreRevenue({ metrics, cutpoints, scoring }: PathsInput): readonly bigint[] {
  const reached = boundsRule("monetary", scoring).bounds === "reached";
  const monetary = toUnits(metrics.monetary);
  const step = smallestStep(monetary, cutpoints.monetary, scoring);
  const needed = cutpoints.monetary
    .map((cutpoint) => (reached ? cutpoint : cutpoint + 1n) - monetary)
    .filter((missing) => missing > 0n)
    .map((missing) => ((missing + step - 1n) / step) * step);
  return [...new Set([0n, ...needed])];
}

function smallestStep(monetary: bigint, cutpoints: Cutpoints<bigint>, scoring: Scoring): bigint {
  const { method } = scoring.monetary;
  // A percentile lies a whole number of fifths between two amounts, so five of them are whole cents if the amounts are.
  const parts = method === "percentiles" ? 5n : 1n;
  const fitted = method === "thresholds" ? [] : cutpoints.map((cutpoint) => cutpoint * parts);
  return [monetary, ...fitted].every((amount) => amount % CENT === 0n) ? CENT : LAST_PLACE;
}

function renderWays(ways: readonly Way[]): string {
  return ways.length === 0 ? "out of reach by buying more alone" : ways.map(renderWay).join(", or ");
}

function renderWay({ sales, revenue }: Way): string {
  const more = `${sales} more ${sales === 1 ? "sale" : "sales"}`;
  if (/^[0.]+$/.test(revenue)) return more;
  return sales === 0 ? `${revenue} more revenue` : `${more} with ${revenue} more revenue`;
}
