import { cellsOf, type ValueCounts } from "./value-counts.js";

/**
 * The natural logarithm of the probability of these counts among all with the same margins, when value and top have
 * nothing to do with each other. By saddle-point expansion, so that large factorials never cancel: C. Loader, "Fast and
 * accurate computation of binomial probabilities" (2000), whose terms are summed over the four cells. The error is about
 * 1e-16 times the larger of the result and 10.
 *
 * @throws QuintileError `USAGE` when the counts cannot be.
 */
export function logHypergeometric(counts: ValueCounts): number {
  const { support, top, customers } = counts;
  const cells = cellsOf(counts);
  const margins = [support, customers - support, top, customers - top] as const;
  const [withValue, without, atTop, below] = margins;
  if (Math.min(...margins) === 0) return 0;
  const excess = excessOf(counts);
  const deviance =
    devianceOf(cells[0], (withValue / customers) * atTop, excess) +
    devianceOf(cells[1], (withValue / customers) * below, -excess) +
    devianceOf(cells[2], (without / customers) * atTop, -excess) +
    devianceOf(cells[3], (without / customers) * below, excess);
  const roots = margins.reduce((product, margin) => product * circle(margin), 1 / circle(customers));
  const spread = cells.reduce((product, cell) => product / circle(cell), roots);
  const correction =
    margins.reduce((sum, margin) => sum + stirlingError(margin), -stirlingError(customers)) -
    cells.reduce((sum, cell) => sum + stirlingError(cell), 0);
  return Math.log(spread) / 2 + correction - deviance;
}

/** How many more customers are top with the value than expected; exact up to the last division. */
function excessOf({ count, support, top, customers }: ValueCounts): number {
  const [observed, expected] = [count * customers, support * top];
  const areExact = Number.isSafeInteger(observed) && Number.isSafeInteger(expected);
  if (areExact) return (observed - expected) / customers;
  return Number(BigInt(count) * BigInt(customers) - BigInt(support) * BigInt(top)) / customers;
}

/** Stirling's formula has √(2πn), and 0! is 1 without it. */
function circle(n: number): number {
  return n === 0 ? 1 : 2 * Math.PI * n;
}

/**
 * Loader's D0: x · log(x / mean) + mean - x.
 *
 * @param excess x - mean, given since a difference of rounded numbers would lose it.
 */
function devianceOf(x: number, mean: number, excess: number): number {
  if (x === 0) return mean;
  const ratio = excess / (x + mean);
  if (Math.abs(ratio) > 0.3) return x * Math.log(x / mean) - excess;
  let sum = excess * ratio;
  let power = 2 * x * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= ratio * ratio;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

/** log(n!) less Stirling's formula for it, n = 0 … 15. */
const SMALL_STIRLING_ERRORS = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
] as const;

/** The coefficients of Stirling's series: of 1/n, -1/n³, 1/n⁵ and so on. */
const STIRLING_SERIES = [1 / 12, 1 / 360, 1 / 1260, 1 / 1680, 1 / 1188, 691 / 360360] as const;

function stirlingError(n: number): number {
  const small = SMALL_STIRLING_ERRORS[n];
  if (small !== undefined) return small;
  const square = n * n;
  return STIRLING_SERIES.reduceRight((rest, coefficient) => coefficient - rest / square, 0) / n;
}
