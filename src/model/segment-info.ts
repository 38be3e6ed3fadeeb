import type { Segment, SegmentGroup, SegmentModel } from "./segment-model.js";

/** The action for a segment whose model describes none. */
export const DEFAULT_ACTION = "Review manually";

/** Description, action and group of the segment of this exact name; undefined when the model has none such. */
export function segmentInfo(model: SegmentModel, name: string): Segment | undefined {
  return model.segments.find((segment) => segment.name === name);
}

/** What to do about a segment; "Review manually" when the model does not know it. */
export function recommendedAction(model: SegmentModel, name: string): string {
  return segmentInfo(model, name)?.action ?? DEFAULT_ACTION;
}

/** The segments in the order they are listed for people, best first. */
export function listSegments(model: SegmentModel): readonly Segment[] {
  return model.segments;
}

/** Whether the segment is in the group `top`; an unknown segment is not. */
export function isTopPerformer(model: SegmentModel, name: string): boolean {
  return isInGroup(model, name, "top");
}

/** Whether the segment is in the group `at-risk`; an unknown segment is not. */
export function isAtRisk(model: SegmentModel, name: string): boolean {
  return isInGroup(model, name, "at-risk");
}

/** Whether the segment is in the group `low-value`; an unknown segment is not. */
export function isLowValue(model: SegmentModel, name: string): boolean {
  return isInGroup(model, name, "low-value");
}

function isInGroup(model: SegmentModel, name: string, group: SegmentGroup): boolean {
  return segmentInfo(model, name)?.group === group;
}
