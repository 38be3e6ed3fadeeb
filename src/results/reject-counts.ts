/** Rows of the source that were not used, by reason, and customers that were not scored. */
export interface RejectCounts {
  /** Rows that do not meet the condition of `where`: left out. Absent in stored runs of versions that did not count them. */
  readonly left_out?: number;
  /** Rows of which the condition cannot say whether they meet it, since a value is missing: left out. Absent as `left_out` is. */
  readonly unknown_where?: number;
  /** Rows without a customer: left out. */
  readonly missing_customer: number;
  /** Rows in another currency than the one that counts: left out. Absent as `left_out` is. */
  readonly other_currency?: number;
  /** Rows whose status says that nothing was sold: left out. Absent as `left_out` is. */
  readonly not_sold?: number;
  /** Further lines of an order that repeat its total, or have no amount: they count with their order. Absent as `left_out` is. */
  readonly order_line?: number;
  /** Rows whose date is missing or unreadable: rejected. */
  readonly bad_date: number;
  /** Rows whose amount is missing, unreadable or beyond ±10^14: rejected. */
  readonly bad_revenue: number;
  /** Rows whose count of purchases is missing, negative or no whole number: rejected. Absent as `left_out` is. */
  readonly bad_frequency?: number;
  /** Rows after the as-of moment: left out. */
  readonly after_snapshot: number;
  /** Rows before the window: left out. */
  readonly before_window: number;
  /** Refund rows under `--refunds ignore`: left out. */
  readonly ignored_refund: number;
  /** Customers (not rows) without any purchase: not scored. */
  readonly no_purchase: number;
}
