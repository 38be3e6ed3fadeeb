import { logHypergeometric } from "./log-hypergeometric.js";
import { cellsOf, type ValueCounts } from "./value-counts.js";

/**
 * Steps from one count to the other up to which a near tie is decided in whole numbers. Beyond it such counts are taken
 * for equally likely: they differ by less than one part in 10^9, of one count among the hundreds at least that a tail
 * then has.
 */
const DECIDED_STEPS = 10_000;

/**
 * Whether one count is at most as likely as another with the same margins; equal probabilities are told from nearly
 * equal ones exactly.
 */
export function isAsUnlikely(one: ValueCounts, other: ValueCounts): boolean {
  const [logOne, logOther] = [logHypergeometric(one), logHypergeometric(other)];
  const doubtful = 1e-9 + 1e-13 * Math.abs(logOther);
  if (Math.abs(logOne - logOther) > doubtful) return logOne < logOther;
  if (haveSameCells(one, other) || Math.abs(one.count - other.count) > DECIDED_STEPS) return true;
  return one.count > other.count ? differenceOf(other, one) <= 0n : differenceOf(one, other) >= 0n;
}

/** A mirrored table: its probability has the same factorials. */
function haveSameCells(one: ValueCounts, other: ValueCounts): boolean {
  const others = cellsOf(other).toSorted((a, b) => a - b);
  return cellsOf(one)
    .toSorted((a, b) => a - b)
    .every((cell, index) => cell === others[index]);
}

/** The sign of P(higher) - P(lower): of the numerators of all ratios from one to the other, less the denominators. */
function differenceOf(lower: ValueCounts, higher: ValueCounts): bigint {
  const [, valueOnly, topOnly, neither] = cellsOf(lower);
  const steps = Array.from({ length: higher.count - lower.count }, (_, step) => step);
  const numerators = steps.flatMap((step) => [valueOnly - step, topOnly - step]);
  const denominators = steps.flatMap((step) => [lower.count + step + 1, neither + step + 1]);
  return product(numerators) - product(denominators);
}

/** By halves, so that the factors of a multiplication are of like length. */
function product(factors: readonly number[]): bigint {
  if (factors.length <= 8) return factors.reduce((total, factor) => total * BigInt(factor), 1n);
  const half = factors.length >> 1;
  return product(factors.slice(0, half)) * product(factors.slice(half));
}
