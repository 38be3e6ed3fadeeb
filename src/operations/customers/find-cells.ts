import { QuintileError } from "../../errors.js";
import { CELLS } from "../../model/cell.js";
import { segmentMap } from "../../model/segment-map.js";
import type { SegmentModel } from "../../model/segment-model.js";
import { findSegment } from "../store/find-segment.js";

/**
 * The codes of the cells that are in one of the segments and among the listed ones, ascending; undefined for all 125.
 * Raises `NO_SUCH_SEGMENT`, and `USAGE` for a code that is none.
 */
export function findCells(
  model: SegmentModel,
  segments: readonly string[],
  listed: string | undefined,
): number[] | undefined {
  const wanted = segments.map((name) =>
    findSegment(
      name,
      model.segments.map((segment) => segment.name),
    ),
  );
  const codes = listed === undefined ? undefined : new Set(parseCodes(listed));
  if (wanted.length === 0 && codes === undefined) return undefined;
  const map = segmentMap(model);
  return CELLS.map(({ R, F, M }, index) => ({ code: R * 100 + F * 10 + M, segment: map[index] as string }))
    .filter(({ segment }) => wanted.length === 0 || wanted.includes(segment))
    .filter(({ code }) => codes === undefined || codes.has(code))
    .map(({ code }) => code)
    .toSorted((one, other) => one - other);
}

function parseCodes(text: string): number[] {
  if (/^[1-5]{3}(,[1-5]{3}){0,124}$/.test(text)) return text.split(",").map(Number);
  throw new QuintileError("USAGE", "cells must be codes of three scores from 1 to 5, such as 555,554.");
}
