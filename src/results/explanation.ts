import type { SegmentPath } from "../model/paths.js";
import type { Dimension, Score } from "../model/score.js";

/** Why a customer is in their segment, and the ways out of it. */
export interface Explanation {
  readonly customer_id: string;
  readonly run: number;
  readonly snapshot: string;
  readonly scores: readonly ExplainedScore[];
  readonly segment: string;
  readonly description: string;
  readonly action: string;
  /** The rule that matched: its position, counted from 1, or null for the fallback; and its condition. */
  readonly rule: { readonly number: number | null; readonly condition: string };
  /** The shortest ways into each better segment; none where buying more does not lead there. */
  readonly paths: readonly SegmentPath[];
  /**
   * The segments in which runs published the customer, the earliest first, as far as the store knows of changes (`rfm_changes`); the last is
   * the present one. Empty where no run has changed it.
   */
  readonly way: readonly PublishedStay[];
  /** True where ties were broken by customer id, so that a neighbour with the same value may have another score. */
  readonly ties_broken: boolean;
}

/** A segment in which runs published a customer, until one published another. */
export interface PublishedStay {
  /** Null where the customer was not scored. */
  readonly segment: string | null;
  /** The first run that published it, and its snapshot; null for what was before the first known change. */
  readonly run: number | null;
  readonly since: string | null;
}

/** One metric of a customer, and why it has its score. */
export interface ExplainedScore {
  readonly dimension: Dimension;
  /** Whole days, purchases, or an exact decimal as text. */
  readonly value: number | string;
  readonly score: Score;
  /** Where this score begins and ends; null at the open end. */
  readonly from: ScoreEdge | null;
  readonly to: ScoreEdge | null;
  /** Four, ascending, as exact text. */
  readonly cutpoints: readonly string[];
}

/** A cutpoint at the edge of a score, as exact text, and whether a value equal to it still has the score. */
export interface ScoreEdge {
  readonly cutpoint: string;
  readonly included: boolean;
}
