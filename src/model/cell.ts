import { requireScore, type Score, SCORES } from "./score.js";

/** One of the 125 combinations of three scores. */
export interface Cell {
  readonly R: Score;
  readonly F: Score;
  readonly M: Score;
}

/** All 125 cells in the order of {@link cellIndex}: 111, 112, … 115, 121, … 555. */
export const CELLS: readonly Cell[] = SCORES.flatMap((R) => SCORES.flatMap((F) => SCORES.map((M) => ({ R, F, M }))));

/**
 * The place of a cell in {@link CELLS}: 0 for 111 to 124 for 555.
 *
 * @throws QuintileError `USAGE` when a score is not one of 1 to 5.
 */
export function cellIndex(r: number, f: number, m: number): number {
  return (requireScore("R", r) - 1) * 25 + (requireScore("F", f) - 1) * 5 + (requireScore("M", m) - 1);
}

/**
 * The sum of the three scores, 3 to 15.
 *
 * @throws QuintileError `USAGE` when a score is not one of 1 to 5.
 */
export function rfmTotal(r: number, f: number, m: number): number {
  return requireScore("R", r) + requireScore("F", f) + requireScore("M", m);
}

/**
 * The three scores as digits, such as `543`.
 *
 * @throws QuintileError `USAGE` when a score is not one of 1 to 5.
 */
export function rfmCode(r: number, f: number, m: number): string {
  return `${requireScore("R", r)}${requireScore("F", f)}${requireScore("M", m)}`;
}
