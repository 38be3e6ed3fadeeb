import { QuintileError } from "../errors.js";
import { type Cell, cellIndex, CELLS } from "./cell.js";
import { matchRule } from "./match-rule.js";
import { reachableScores, type Scoring } from "./scoring.js";
import type { Rule, SegmentModel } from "./segment-model.js";
import { segmentMap } from "./segment-map.js";

/** A rule, and where it stands in its list. */
export interface RulePosition {
  readonly rule: Rule;
  /** The 1-based position among the rules, or among those of the fallback. */
  readonly number: number;
  readonly fallback: boolean;
}

/** What the 125 cells say about a segment model. */
export interface ModelCheck {
  /**
   * Rules that win no cell, as they are shadowed by earlier ones or impossible. The last of the fallback is not asked.
   */
  readonly neverMatching: readonly RulePosition[];
  /** Cells that only the fallback catches, in the order of their index. */
  readonly fallbackCells: readonly Cell[];
  /** Segments that neither a rule nor the fallback names. */
  readonly segmentsWithoutRule: readonly string[];
  /** How many of the 125 cells each segment has, in listing order. */
  readonly cellsPerSegment: readonly { readonly segment: string; readonly cells: number }[];
  /** Segments that no customer can be in, whatever they buy: with a scoring, of the cells it can give; else of all. */
  readonly unreachableSegments: readonly string[];
  /** Segments without customers in the given base; empty when none was given. */
  readonly emptySegments: readonly string[];
}

/**
 * Checks a segment model against the 125 cells.
 *
 * @param options.scoring how customers are to be scored, to find segments that no customer can reach.
 * @param options.cells how many customers of a scored base are in each cell, by `cellIndex`.
 * @throws QuintileError `USAGE` when there are not 125 counts; `BAD_MODEL` when a model written in code leaves a cell
 *   to nobody.
 */
export function checkModel(
  model: SegmentModel,
  options: { readonly scoring?: Scoring | undefined; readonly cells?: readonly number[] | undefined } = {},
): ModelCheck {
  const { scoring, cells } = options;
  if (cells !== undefined && cells.length !== CELLS.length) {
    throw new QuintileError("USAGE", `There are ${cells.length} counts instead of one for each of the 125 cells.`);
  }
  const map = segmentMap(model);
  const names = model.segments.map(({ name }) => name);
  const reached = new Set(reachableCells(scoring).map(({ R, F, M }) => map[cellIndex(R, F, M)]));
  const named = new Set([...model.rules, ...model.fallback].map(({ segment }) => segment));
  const peopled = new Set(map.filter((_, index) => cells === undefined || (cells[index] ?? 0) > 0));
  return {
    neverMatching: neverMatching(model),
    fallbackCells: CELLS.filter(({ R, F, M }) => matchRule(model, R, F, M).fallback),
    segmentsWithoutRule: names.filter((name) => !named.has(name)),
    cellsPerSegment: names.map((segment) => ({ segment, cells: map.filter((name) => name === segment).length })),
    unreachableSegments: names.filter((name) => !reached.has(name)),
    emptySegments: cells === undefined ? [] : names.filter((name) => !peopled.has(name)),
  };
}

function neverMatching(model: SegmentModel): readonly RulePosition[] {
  const winners = new Set(CELLS.map(({ R, F, M }) => matchRule(model, R, F, M).rule));
  const positions = (rules: readonly Rule[], fallback: boolean) =>
    rules.map((rule, place) => ({ rule, number: place + 1, fallback })).filter(({ rule }) => !winners.has(rule));
  return [...positions(model.rules, false), ...positions(model.fallback.slice(0, -1), true)];
}

function reachableCells(scoring: Scoring | undefined): readonly Cell[] {
  if (scoring === undefined) return CELLS;
  const recency = reachableScores("recency", scoring);
  const frequency = reachableScores("frequency", scoring);
  const monetary = reachableScores("monetary", scoring);
  return CELLS.filter(({ R, F, M }) => recency.includes(R) && frequency.includes(F) && monetary.includes(M));
}
