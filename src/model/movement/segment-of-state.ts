import { cellIndex } from "../cell.js";
import { segmentMap } from "../segment-map.js";
import type { SegmentModel } from "../segment-model.js";
import type { State } from "./movement-count.js";

/**
 * The segment of a state; null for absent.
 *
 * @throws QuintileError `USAGE` for a code that is not one of 111 to 555.
 */
export function segmentOfState(model: SegmentModel, state: State): string | null {
  if (state === null) return null;
  const [r, f, m] = [...state].map(Number) as [number, number, number];
  return segmentMap(model)[cellIndex(r, f, m)] as string;
}
