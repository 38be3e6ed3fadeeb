import type { Score } from "./score.js";

/**
 * What a segment is to the business; top performers, customers at risk and low-value customers are reported together.
 */
export type SegmentGroup = "top" | "at-risk" | "low-value" | "none";

/** The groups a segment can be in. */
export const SEGMENT_GROUPS = ["top", "at-risk", "low-value", "none"] as const satisfies readonly SegmentGroup[];

/** A named kind of customer. */
export interface Segment {
  readonly name: string;
  readonly description: string;
  /** What to do about these customers. */
  readonly action: string;
  readonly group: SegmentGroup;
}

/** The allowed values, ascending, of each score and of their total; what is left out is not looked at. */
export interface Condition {
  readonly R?: readonly Score[];
  readonly F?: readonly Score[];
  readonly M?: readonly Score[];
  /** Of R + F + M, 3 to 15. */
  readonly total?: readonly number[];
}

/** Puts the cells that meet a condition in a segment. */
export interface Rule {
  readonly segment: string;
  readonly when: Condition;
  /** The 1-based line of the file the rule was read from; absent for built-in models. */
  readonly line?: number;
}

/** An ordered list of rules over R, F, M and their total, which is a total map of the 125 cells. */
export interface SegmentModel {
  readonly name: string;
  /** In the order they are listed for people, best first. */
  readonly segments: readonly Segment[];
  /** The first match wins. */
  readonly rules: readonly Rule[];
  /** Further rules for the cells that no rule matches; the last has an empty condition. */
  readonly fallback: readonly Rule[];
}
