import { QuintileError } from "../../errors.js";

/** The smallest false discovery rate at which a test counts as a discovery. */
export interface QValue {
  /** From 0 to 1; 0 only where it is too small for a double. */
  readonly q: number;
  /** The decimal logarithm of q, at most 0. */
  readonly log10Q: number;
}

/**
 * The q values of all tests made together: with p sorted ascending, q of the i-th is the least of p_j · m / j over all
 * j ≥ i, and at most 1. Equal p have equal q. Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate",
 * Journal of the Royal Statistical Society B 57 (1995).
 *
 * @param log10P decimal logarithms of the p values, in any order, so that none is too small.
 * @returns the q values in the order of the p values.
 * @throws QuintileError `USAGE` when a logarithm is above 0 or NaN.
 */
export function benjaminiHochberg(log10P: readonly number[]): QValue[] {
  for (const value of log10P) {
    if (!(value <= 0)) throw new QuintileError("USAGE", `${value} is no logarithm of a p value; it is 0 at most.`);
  }
  const q: QValue[] = [];
  let least = 0;
  for (const [position, index] of fromLargest(log10P).entries()) {
    const rank = log10P.length - position;
    least = Math.min(least, (log10P[index] as number) + Math.log10(log10P.length / rank));
    q[index] = { q: 10 ** least, log10Q: least };
  }
  return q;
}

/** The indexes of the values, those of the largest values first. */
function fromLargest(values: readonly number[]): number[] {
  return values.map((_, index) => index).toSorted((a, b) => (values[b] as number) - (values[a] as number));
}
