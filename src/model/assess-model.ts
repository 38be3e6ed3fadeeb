import { cellIndex, CELLS } from "./cell.js";
import { checkModel, type ModelCheck } from "./check-model.js";
import type { Cube } from "./cube.js";
import { matchRule } from "./match-rule.js";
import type { Scoring } from "./scoring.js";
import type { Rule, SegmentModel } from "./segment-model.js";
import { type SegmentSummary, summarizeSegments } from "./summarize-segments.js";

/** All that a segment model says about a scored base. */
export interface Assessment {
  readonly segments: readonly SegmentSummary[];
  readonly check: ModelCheck;
  /** What each rule wins, fallback included; rules that win nothing are not in it. */
  readonly wins: ReadonlyMap<Rule, RuleWins>;
}

/** The cells, of 125, that a rule decides, and the customers in them. */
export interface RuleWins {
  readonly cells: number;
  readonly customers: number;
}

/**
 * Works out sizes, revenue and the rule check of a model from the cube alone: fast enough for every stroke of an editor.
 *
 * @throws QuintileError `BAD_MODEL` when a model written in code leaves a cell to nobody.
 */
export function assessModel(model: SegmentModel, cube: Cube, scoring: Scoring): Assessment {
  const counts = customersPerCell(cube);
  return {
    segments: summarizeSegments(model, cube),
    check: checkModel(model, { scoring, cells: counts }),
    wins: winsOfRules(model, counts),
  };
}

/** How many customers each of the 125 cells holds, by `cellIndex`. */
export function customersPerCell(cube: Cube): readonly number[] {
  const counts = CELLS.map(() => 0);
  for (const { R, F, M, customers } of cube) counts[cellIndex(R, F, M)] = customers;
  return counts;
}

function winsOfRules(model: SegmentModel, counts: readonly number[]): ReadonlyMap<Rule, RuleWins> {
  const wins = new Map<Rule, RuleWins>();
  for (const [place, { R, F, M }] of CELLS.entries()) {
    const { rule } = matchRule(model, R, F, M);
    const { cells, customers } = wins.get(rule) ?? { cells: 0, customers: 0 };
    wins.set(rule, { cells: cells + 1, customers: customers + (counts[place] ?? 0) });
  }
  return wins;
}
