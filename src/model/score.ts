import { QuintileError } from "../errors.js";

/** A score on one dimension; 5 is always best: most recent, most frequent, highest spend. */
export type Score = 1 | 2 | 3 | 4 | 5;

/** The five scores, ascending. */
export const SCORES = [1, 2, 3, 4, 5] as const satisfies readonly Score[];

/** What a customer is scored on. */
export type Dimension = "recency" | "frequency" | "monetary";

/** The three dimensions in the order of their letters R, F, M. */
export const DIMENSIONS = ["recency", "frequency", "monetary"] as const satisfies readonly Dimension[];

/** The same question asked of each dimension. */
export function perDimension<T>(answer: (dimension: Dimension) => T): Record<Dimension, T> {
  return { recency: answer("recency"), frequency: answer("frequency"), monetary: answer("monetary") };
}

/**
 * The value as a score.
 *
 * @param letter what the value is, for the message: `R`, `F` or `M`.
 * @throws QuintileError `USAGE` unless the value is one of 1, 2, 3, 4, 5.
 */
export function requireScore(letter: string, value: number): Score {
  for (const score of SCORES) if (score === value) return score;
  throw new QuintileError("USAGE", `${letter} is ${value}; a score is a whole number from 1 to 5.`);
}
