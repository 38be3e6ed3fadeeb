/** What becomes of a row of the source. The numbers stand in the pipeline's SQL. */
export const ROW_STATUS = {
  used: 0,
  bad_date: 1,
  bad_revenue: 2,
  after_snapshot: 3,
  before_window: 4,
  ignored_refund: 5,
  /** An amount that only the wide decimal holds: the run starts over with wide amounts. */
  wide_revenue: 6,
} as const;

/** How negative amounts are treated. */
export type RefundPolicy = "net" | "amount-only" | "ignore";

/** Rows of the source that were not used, by reason, and customers that were not scored. */
export interface RejectCounts {
  /** Rows without a customer: left out. */
  missing_customer: number;
  /** Rows whose date is missing or unreadable: rejected. */
  bad_date: number;
  /** Rows whose amount is missing, unreadable or beyond ±10^14: rejected. */
  bad_revenue: number;
  /** Rows after the as-of moment: left out. */
  after_snapshot: number;
  /** Rows before the window: left out. */
  before_window: number;
  /** Refund rows under `--refunds ignore`: left out. */
  ignored_refund: number;
  /** Customers (not rows) without any purchase: not scored. */
  no_purchase: number;
}
