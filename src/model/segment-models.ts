import { elevenSegment } from "./eleven-segment.js";
import { fiveSegment } from "./five-segment.js";
import type { SegmentModel } from "./segment-model.js";

/** The models that come with the package; the first is the default. */
export const SEGMENT_MODELS: readonly SegmentModel[] = [fiveSegment, elevenSegment];

/** The built-in model of this exact name; undefined where there is none. */
export function findModel(name: string): SegmentModel | undefined {
  return SEGMENT_MODELS.find((model) => model.name === name);
}
