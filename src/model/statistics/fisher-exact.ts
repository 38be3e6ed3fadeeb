import { isAsUnlikely } from "./is-as-unlikely.js";
import { logHypergeometric } from "./log-hypergeometric.js";
import { cellsOf, type ValueCounts } from "./value-counts.js";

/** How likely counts at least as unlikely as those observed are, when value and top have nothing to do with each other. */
export interface PValue {
  /** From 0 to 1; 0 only where it is too small for a double. */
  readonly p: number;
  /** The decimal logarithm of p, at most 0 and always finite. */
  readonly log10P: number;
}

/**
 * Fisher's exact test, two-sided: the probabilities of all counts with the same margins that are no more likely than the
 * observed ones, summed. R. A. Fisher, "The logic of inductive inference", Journal of the Royal Statistical Society 98
 * (1935). Counts of exactly the same probability are part of the sum. 1 where all customers have the value or are top,
 * and where none do.
 *
 * Takes time with the standard deviation of the count, not with the number of customers. The relative error of p is below
 * 1e-12; where p is too small for a double, that of its logarithm is.
 *
 * @throws QuintileError `USAGE` when the counts cannot be.
 */
export function fisherExact(counts: ValueCounts): PValue {
  cellsOf(counts);
  const mode = modeOf(counts);
  if (counts.count === mode || (counts.count === mode - 1 && isAsUnlikely({ ...counts, count: mode }, counts))) {
    return { p: 1, log10P: 0 };
  }
  const below = counts.count < mode ? counts : amongTheOthers(counts);
  const log = logHypergeometric(below) + Math.log(lowerTail(below) + upperTail(below));
  return { p: Math.exp(log), log10P: log / Math.LN10 };
}

/** The same table with top performers and others changing places: a count that was high is low. */
function amongTheOthers({ count, support, top, customers }: ValueCounts): ValueCounts {
  return { count: support - count, support, top: customers - top, customers };
}

/** The likeliest count; the upper one where two are equally likely. */
function modeOf({ support, top, customers }: ValueCounts): number {
  const product = (support + 1) * (top + 1);
  if (Number.isSafeInteger(product)) return Math.floor(product / (customers + 2));
  return Number((BigInt(support + 1) * BigInt(top + 1)) / BigInt(customers + 2));
}

/** The probabilities of a count and all below it, in units of its own; it is below the mode. */
function lowerTail({ count, support, top, customers }: ValueCounts): number {
  const neither = customers - support - top;
  return sumWhileItGrows(count, (k) => (k / (support - k + 1)) * ((neither + k) / (top - k + 1)), -1);
}

/** The probabilities of all counts beyond the mode that are no likelier than the given one, in units of its own. */
function upperTail(counts: ValueCounts): number {
  const { support, top, customers } = counts;
  const start = startOfUpperTail(counts);
  if (start === undefined) return 0;
  const neither = customers - support - top;
  const first = Math.exp(logHypergeometric({ ...counts, count: start }) - logHypergeometric(counts));
  return first * sumWhileItGrows(start, (k) => ((support - k) / (k + 1)) * ((top - k) / (neither + k + 1)), 1);
}

/** 1 + the first ratio + the product of the first two and so on, until a ratio is 0 or nothing is added any more. */
function sumWhileItGrows(start: number, ratioAt: (count: number) => number, step: 1 | -1): number {
  let [sum, term] = [1, ratioAt(start)];
  for (let count = start + step; term > sum * 1e-19; count += step) {
    sum += term;
    term *= ratioAt(count);
  }
  return sum;
}

/** The smallest count beyond the mode that is no likelier than the given one, found by halving. */
function startOfUpperTail(counts: ValueCounts): number | undefined {
  const isInTail = (count: number): boolean => isAsUnlikely({ ...counts, count }, counts);
  let [outside, inside] = [modeOf(counts), Math.min(counts.support, counts.top)];
  if (outside === inside || !isInTail(inside)) return undefined;
  while (inside - outside > 1) {
    const middle = outside + Math.floor((inside - outside) / 2);
    if (isInTail(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
