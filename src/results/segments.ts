import type { Segment } from "../model/segment-model.js";

/** A segment model as people read it. */
export interface SegmentsResult {
  readonly model: string;
  readonly segments: readonly Segment[];
  /** In matching order; the last are those of the fallback. */
  readonly rules: readonly { readonly segment: string; readonly condition: string; readonly fallback: boolean }[];
  /** The models that come with Quintile. */
  readonly known: readonly string[];
}
