import { QuintileError } from "../errors.js";

/** The k of the four inner quintile edges. */
export const FIFTHS = [1, 2, 3, 4] as const;

/** Where the edge k/5 of n sorted values lies: between two 0-based ranks, `fifths` fifths of the way. */
export interface QuantilePosition {
  readonly lower: number;
  readonly upper: number;
  /** 0 to 4; 0 when the edge falls on a value, and then both ranks are the same. */
  readonly fifths: number;
}

/**
 * The position (n-1)·k/5, in whole numbers.
 *
 * @throws QuintileError `USAGE` when n is not a whole number of at least 1.
 */
export function fifthOf(n: number, k: number): QuantilePosition {
  if (!Number.isSafeInteger(n) || n < 1) throw new QuintileError("USAGE", `${n} values have no quintiles.`);
  const numerator = (n - 1) * k;
  const fifths = numerator % 5;
  const lower = (numerator - fifths) / 5;
  return { lower, upper: fifths === 0 ? lower : lower + 1, fifths };
}

/** The rank ⌊(n-1)·k/5⌋ whose value is the k-th cutpoint. */
export function lowerRank(n: number, k: number): number {
  return fifthOf(n, k).lower;
}

/**
 * The 0-based ranks, ascending and distinct, whose values a fit of n values needs: for each k = 1..4 those around the
 * edge k/5, and the first and the last. At most ten, however many values there are.
 *
 * @throws QuintileError `USAGE` when n is not a whole number of at least 1.
 */
export function quantileRanks(n: number): readonly number[] {
  const around = FIFTHS.flatMap((k) => {
    const { lower, upper } = fifthOf(n, k);
    return [lower, upper];
  });
  return [...new Set([0, ...around, n - 1])];
}

/**
 * Whether two neighbouring quintile edges are equal, so that a score stays unused: exactly where `pd.qcut(x, 5)` raises
 * "Bin edges must be unique". Edges are interpolated, so two are equal only where the values between them are.
 *
 * @param n how many values there are; a single value is always collapsed.
 * @param valueAt the value of a 0-based rank, ascending; asked only for ranks that `quantileRanks` lists. Values are
 *   compared with `===`.
 * @throws QuintileError `USAGE` when n is not a whole number of at least 1.
 */
export function isCollapsed<T>(n: number, valueAt: (rank: number) => T): boolean {
  return [0, ...FIFTHS].some((k) => valueAt(fifthOf(n, k).lower) === valueAt(fifthOf(n, k + 1).upper));
}

/**
 * {@link isCollapsed} of an array of values that is sorted ascending.
 *
 * @throws QuintileError `USAGE` when the array is empty.
 */
export function isCollapsedSorted<T extends number | bigint>(sorted: readonly T[]): boolean {
  return isCollapsed(sorted.length, (rank) => sorted[rank]);
}
