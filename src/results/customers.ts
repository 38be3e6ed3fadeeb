import type { Score } from "../model/score.js";

/** A page of a list of customers. */
export interface CustomersPage {
  readonly customers: readonly Customer[];
  /** Customers of the whole list. */
  readonly total: number;
  /** The cursor of the page that follows; null at the end. */
  readonly next: string | null;
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
