/** Customers whose value of a metric lies in a stretch. */
export interface Bin {
  readonly from: number;
  /** Not in the bin itself, except that the last bin of a distribution holds it. */
  readonly to: number;
  readonly customers: number;
}

/** Customers counted at whole-number positions, ascending, which keep the order of the values. */
export interface CountedPositions {
  readonly counts: readonly { readonly position: number; readonly customers: number }[];
  /** The value at which a position begins. */
  readonly valueAt: (position: number) => number;
  /** Bins begin at this position, or at whole steps from it. */
  readonly origin: number;
  /** The steps a bin may have, ascending, in positions. The last one is taken where none is wide enough. */
  readonly steps: readonly number[];
  /** The smallest and largest value there is. */
  readonly smallest: number;
  readonly largest: number;
  /** The first and last position that count one stretch each; what is counted before or behind may lie anywhere. */
  readonly first: number;
  readonly last: number;
  /** Positions to be shown where they are near, such as cutpoints. */
  readonly marks: readonly number[];
}

/** Round steps: 1, 2, 5, 10, 20, 25, 50, 100, 200, 250 … to some billions. */
export const DECIMAL_STEPS: readonly number[] = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 2.5, 5].map((digit) => digit * 10 ** power),
)
  .flat()
  .filter(Number.isInteger);

/** Days in steps of whole weeks, so that quiet weekends make no pattern: 1, 7, 14, 28, 56 … */
export const DAY_STEPS: readonly number[] = [1, ...Array.from({ length: 16 }, (_, power) => 7 * 2 ** power)];

const USUAL_BINS = 50;
const MOST_BINS = 58;

/**
 * Parts counted customers into at most 60 bins, gapless and ascending. All but the first and the last have the same
 * round width: the smallest of the steps with which 50 bins hold the values from the 1st to the 95th percentile. Up to 58
 * such bins also show the cutpoints, the smallest and the largest value; where these are farther away, one bin more at
 * that end holds the whole tail, and reaches to the smallest or the largest value.
 *
 * No bins without customers; one for customers who are all alike.
 */
export function binsOf(counted: CountedPositions): Bin[] {
  const { counts, steps, valueAt, smallest, largest } = counted;
  const customers = counts.reduce((sum, count) => sum + count.customers, 0);
  if (customers === 0) return [];
  const low = positionAt(counted, customers * 0.01);
  const high = positionAt(counted, customers * 0.95);
  const width = steps.find((step) => (high - low + 1) / step <= USUAL_BINS) ?? (steps.at(-1) as number);
  const { start, end } = stretch(counted, low, high, width);
  const places = (end - start) / width;
  const inside = Array.from({ length: places }, () => 0);
  let before = 0;
  let behind = 0;
  for (const { position, customers: some } of counts) {
    const index = Math.floor((position - start) / width);
    if (index < 0) before += some;
    else if (index >= places) behind += some;
    else inside[index] = (inside[index] as number) + some;
  }
  const bins = inside.map((some, index) => ({
    from: valueAt(start + index * width),
    to: valueAt(start + (index + 1) * width),
    customers: some,
  }));
  if (before > 0) {
    const from = Math.min(smallest, valueAt(start - width));
    bins.unshift({ from, to: valueAt(start), customers: before });
  }
  if (behind > 0) {
    const to = Math.max(largest, valueAt(end + width));
    bins.push({ from: valueAt(end), to, customers: behind });
  }
  return bins;
}

/** The position of the customer with so many customers up to and including them; never one that may lie anywhere. */
function positionAt({ counts, first, last }: CountedPositions, rank: number): number {
  let upto = 0;
  const found = counts.find((count) => (upto += count.customers) >= rank);
  return Math.min(last, Math.max(first, found?.position ?? last));
}

/** The bins of equal width, from `start` to `end`, in positions. */
function stretch(
  { counts, origin, marks, first, last }: CountedPositions,
  low: number,
  high: number,
  width: number,
): { start: number; end: number } {
  const edgeBelow = (position: number): number => origin + Math.floor((position - origin) / width) * width;
  let start = edgeBelow(low);
  let end = edgeBelow(high) + width;
  const include = (position: number | undefined): void => {
    if (position === undefined || position < first || position > last) return;
    const [lower, upper] = [Math.min(start, edgeBelow(position)), Math.max(end, edgeBelow(position) + width)];
    if ((upper - lower) / width <= MOST_BINS) [start, end] = [lower, upper];
  };
  for (const mark of marks) include(mark);
  include(counts[0]?.position);
  include(counts.at(-1)?.position);
  return { start, end };
}
