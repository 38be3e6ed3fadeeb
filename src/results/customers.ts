import type { Score } from "../model/score.js";

/** A page of a list of customers. */
export interface CustomersPage {
  readonly customers: readonly Customer[];
  /** Customers of the whole list. */
  readonly total: number;
  /** The cursor of the page that follows; null at the end. */
  readonly next: string | null;
  /** Only where those were asked for who entered or left a segment: which movement knows of them. */
  readonly movement?: ListedMovement;
}

/** Between which moments customers entered or left a segment. */
export interface ListedMovement {
  readonly segment: string;
  readonly direction: "entered" | "left";
  /** The movement that was kept last, or where there is none, what the last run changed. */
  readonly table: "customer_movement" | "rfm_changes";
  /** The first moment; of `rfm_changes`, the snapshot of the run before. */
  readonly from: string;
  /** The second moment; of `rfm_changes`, the snapshot of the last run. */
  readonly to: string;
  /** The run whose sales and options the movement goes by, or which changed the customers. */
  readonly run: number;
}

/** A scored customer, as `customer_rfm` holds it. */
export interface Customer {
  /** As text, whatever the type of the source. */
  readonly customer_id: string;
  /** Whole days since the last purchase. */
  readonly recency: number;
  readonly frequency: number;
  /** Exact decimal as text. */
  readonly monetary: string;
  readonly R_score: Score;
  readonly F_score: Score;
  readonly M_score: Score;
  readonly segment: string;
}
