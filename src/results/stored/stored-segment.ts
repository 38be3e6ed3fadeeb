import type { Segment, SegmentGroup } from "../../model/segment-model.js";
import { StoredRow } from "./stored-row.js";

/** A row of `rfm_segments`: a segment at its place in the list, counted from 1. */
export interface SegmentRow {
  readonly position: number;
  readonly segment: string;
  readonly description: string;
  readonly action: string;
  readonly segment_group: SegmentGroup;
}

/** A segment as the row that a store keeps. */
export function writeSegment({ name, description, action, group }: Segment, position: number): SegmentRow {
  return { position, segment: name, description, action, segment_group: group };
}

/**
 * The name of the segment that a row of `rfm_segments` holds. The other columns are for people, who may change their words.
 *
 * @param store the store as messages name it.
 * @throws QuintileError `BAD_FILE` where there is no name.
 */
export function readSegmentName(row: Readonly<Record<string, unknown>>, store: string): string {
  const place = { store, table: "rfm_segments", key: "position", command: "quintile run SOURCE" } as const;
  return new StoredRow(row, place).text("segment");
}
