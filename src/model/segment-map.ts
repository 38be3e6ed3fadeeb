import { cellIndex, CELLS } from "./cell.js";
import { matchRule } from "./match-rule.js";
import type { SegmentModel } from "./segment-model.js";

const maps = new WeakMap<SegmentModel, readonly string[]>();

/**
 * The segment of each of the 125 cells, by `cellIndex`. Computed once per model, which must not change afterwards.
 *
 * @throws QuintileError `BAD_MODEL` when a model written in code leaves a cell to nobody.
 */
export function segmentMap(model: SegmentModel): readonly string[] {
  const known = maps.get(model);
  if (known !== undefined) return known;
  const map = Object.freeze(CELLS.map(({ R, F, M }) => matchRule(model, R, F, M).rule.segment));
  maps.set(model, map);
  return map;
}

/**
 * The segment of a customer with these scores.
 *
 * @throws QuintileError `USAGE` when a score is not one of 1 to 5.
 */
export function classify(model: SegmentModel, r: number, f: number, m: number): string {
  return segmentMap(model)[cellIndex(r, f, m)] as string;
}
