import type { FrozenShare } from "../model/movement/frozen-shares.js";
import type { MovementCount } from "../model/movement/movement-count.js";
import type { Flow } from "../model/movement/movement-flows.js";
import type { MovementMatrix } from "../model/movement/movement-matrix.js";
import type { PooledTransitions, SegmentSeries } from "../model/movement/movement-series.js";
import type { Reason } from "../model/movement/reason.js";
import type { SegmentMovement } from "../model/movement/segment-movements.js";
import type { Score } from "../model/score.js";
import type { ExactCutpoints } from "./exact-cutpoints.js";
import type { Timings } from "./stage.js";

/** One of the moments between which customers moved. */
export interface MovementMoment {
  /** To which recency was counted: a date for a date source, a timestamp for a timestamp source. */
  readonly snapshot: string;
  /** Customers with a purchase so far. */
  readonly customers: number;
  /** Those that were fitted at this moment; null where there was no customer yet. */
  readonly cutpoints: ExactCutpoints | null;
}

/** A customer of a flow. Scores and segment before are null for new customers. */
export interface MovedCustomer {
  readonly customer_id: string;
  readonly R_before: Score | null;
  readonly F_before: Score | null;
  readonly M_before: Score | null;
  readonly segment_before: string | null;
  readonly R_after: Score;
  readonly F_after: Score;
  readonly M_after: Score;
  readonly segment_after: string;
  /** Where the customer would be by the cutpoints of the first moment. */
  readonly segment_frozen: string | null;
  /** True where there was a purchase or a refund between the moments. */
  readonly bought: boolean;
  /** Null for new customers. */
  readonly reason: Reason | null;
  /** Sum of the amounts between the moments. */
  readonly revenue: number;
  /** The monetary value at the second moment. */
  readonly monetary: number;
}

/** The customers of one flow. */
export interface ListedFlow {
  /** Where all of them were written; null where no file was named. */
  readonly file: string | null;
  /** Null for new customers. */
  readonly from_segment: string | null;
  readonly to_segment: string;
  readonly customers: number;
  /** Only where no file was named: those who have brought most, at most 50. */
  readonly rows?: readonly MovedCustomer[];
}

/** One period of a series. */
export interface MovementPeriod {
  readonly from: string;
  readonly to: string;
  readonly flows: readonly Flow[];
  readonly segments: readonly SegmentMovement[];
}

/** Several moments that follow each other. */
export interface MovementSeries {
  /** All segments of the model, in its listing order. */
  readonly segments: readonly SegmentSeries[];
  /** The transition matrix of all periods together. */
  readonly transitions: PooledTransitions;
  /** The earliest first. */
  readonly periods: readonly MovementPeriod[];
}

/** Who moved between two moments, and why. Of a series, these are the last two; the rest stands in `series`. */
export interface Movement {
  /** The run of the store that said what was not said otherwise; null where there was none. */
  readonly run: number | null;
  readonly source: string;
  /** The store that keeps it in `customer_movement` and `rfm_movement`; null where it was only shown. */
  readonly kept: string | null;
  /** The first moment, as `snapshot` of its run would be. */
  readonly from: string;
  /** The second moment. */
  readonly to: string;
  readonly model: string;
  /** The first and the second moment; of a series, all of them. */
  readonly moments: readonly MovementMoment[];
  /** Customers who changed their segment, and new ones, the largest flow first. */
  readonly flows: readonly Flow[];
  /** All segments of the model, in its listing order. */
  readonly segments: readonly SegmentMovement[];
  readonly matrix: MovementMatrix;
  /** Where the customers of each segment would be if the cutpoints had stayed as they were. */
  readonly frozen: readonly FrozenShare[];
  /** Only of several periods. */
  readonly series?: MovementSeries;
  /** The customers of one flow, where they were asked for. */
  readonly listed?: ListedFlow;
  /** Only where they are asked for. */
  readonly counts?: readonly MovementCount[];
  readonly timings: Timings;
}
