import type { SegmentModel } from "../model/segment-model.js";

/** Segment models, in full. */
export interface KnownModels {
  /** Those that come with Quintile, and that of the last run where it is another. */
  readonly models: readonly SegmentModel[];
}
