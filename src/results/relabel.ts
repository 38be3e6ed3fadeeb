import type { ModelMove } from "../model/model-moves.js";
import type { Timings } from "./stage.js";

/** What a store holds after its customers were published under another segment model. */
export interface RelabelResult {
  /** Number of the new run in the store. */
  readonly run: number;
  /** The run whose scores, cutpoints and sales it has. */
  readonly relabels: number;
  readonly store: string;
  /** The moment recency is counted to, as that run has it. */
  readonly snapshot: string;
  readonly customers: number;
  readonly model_before: string;
  readonly model: string;
  /** The segments of the new model in its listing order, then those that only the model before had. */
  readonly segments: readonly RelabelledSegment[];
  /** Who moved between segments of different names, the largest group first. */
  readonly moves: readonly ModelMove[];
  readonly timings: Timings;
}

/** A segment before and after; null under the model that has none of that name. Amounts are the nearest numbers to exact decimals. */
export interface RelabelledSegment {
  readonly segment: string;
  readonly customers_before: number | null;
  readonly customers: number | null;
  readonly revenue_before: number | null;
  readonly revenue: number | null;
}
