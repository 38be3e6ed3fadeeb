import type { Reading } from "../../results/reading.js";

/** What becomes of a row of the source. The numbers stand in the pipeline's SQL. */
export const ROW_STATUS = {
  used: 0,
  bad_date: 1,
  bad_revenue: 2,
  after_snapshot: 3,
  before_window: 4,
  ignored_refund: 5,
  /** A number that only the wide decimal holds: the run starts over with wide amounts. Of text, it is `odd_revenue` at first. */
  wide_revenue: 6,
  /** A `bad_date` beside an amount that is `odd_revenue`. */
  odd_row: 7,
  /** A `bad_revenue` with a digit in it, which may be money. */
  odd_revenue: 8,
  other_currency: 9,
  not_sold: 10,
  order_line: 11,
  bad_frequency: 12,
} as const;

/**
 * What a row is before orders, statuses and currencies are decided, beside {@link ROW_STATUS}. The first three are used, unless
 * something else is decided.
 */
export const OPEN_STATUS = {
  /** A negative amount. */
  refund: 20,
  /** All was paid back: no purchase, and no date. */
  repaid: 21,
  /** A part was paid back. */
  partly_repaid: 22,
  /** No amount, which another line of its order may have. */
  blank_revenue: 23,
  /** No amount, and no readable date. */
  blank_row: 24,
} as const;

/** How negative amounts are treated. */
export type RefundPolicy = Reading["refunds"];
