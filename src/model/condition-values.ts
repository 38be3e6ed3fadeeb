import type { Score } from "./score.js";
import type { Condition } from "./segment-model.js";

/** The parts of a condition in the order they are written. */
export const CONDITION_PARTS = ["R", "F", "M", "total"] as const satisfies readonly (keyof Condition)[];

/** The smallest and largest value that a part of a condition can ask for. */
export function limitsOf(part: keyof Condition): { readonly low: number; readonly high: number } {
  return part === "total" ? { low: 3, high: 15 } : { low: 1, high: 5 };
}

/** The whole numbers from low to high, both included. */
export function wholeNumbers(low: number, high: number): readonly number[] {
  return Array.from({ length: high - low + 1 }, (_, step) => low + step);
}

/** The scores from low to high, both included; high is 5 by default. */
export function scoresFrom(low: Score, high: Score = 5): readonly Score[] {
  return wholeNumbers(low, high) as readonly Score[];
}

/** The totals from low to high, both included; high is 15 by default. */
export function totalsFrom(low: number, high = 15): readonly number[] {
  return wholeNumbers(low, high);
}

/** Whether ascending values are at least one and leave no gap. */
export function isRange(values: readonly number[]): boolean {
  const [first] = values;
  return first !== undefined && values.every((value, place) => value === first + place);
}
