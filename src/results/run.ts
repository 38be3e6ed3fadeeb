import type { Dimension } from "../model/score.js";
import type { SegmentSummary } from "../model/summarize-segments.js";
import type { Reading } from "./reading.js";
import type { RejectCounts } from "./reject-counts.js";
import type { Timings } from "./stage.js";

/** What a run gives back. Amounts are the nearest numbers to exact decimals; the store holds the decimals themselves. */
export interface RunResult {
  /** Number of the run in its store, counted from 1. */
  readonly run: number;
  readonly source: string;
  readonly store: string;
  /** The moment recency is counted to: a date for a date source, a timestamp (UTC) for a timestamp source. */
  readonly snapshot: string;
  readonly customers: number;
  /** Rows that were used: purchases, further lines of them, and refunds. */
  readonly sales: number;
  /** Purchases of all customers: the sum of their frequency. */
  readonly purchases: number;
  /** All rows of the source; equals `sales` plus every count of `rejected` but `no_purchase`. */
  readonly rows: number;
  readonly rejected: RejectCounts;
  /** Where each part of a sale came from, and whether that was guessed. */
  readonly columns: Readonly<
    Record<"customer" | "date" | "revenue" | "order", { readonly from: string; readonly guessed: boolean } | null>
  >;
  /** How text dates were read; null for columns that are dates already. */
  readonly date_format: string | null;
  /** All that was given, guessed and found out about how the sales were read; the store keeps it. */
  readonly reading: Reading;
  readonly scoring: string;
  /** The earlier run whose cutpoints were used; null where they are this run's own. */
  readonly cutpoints_of: number | null;
  /** Four per dimension, ascending: days, purchases, amount. */
  readonly cutpoints: Readonly<Record<Dimension, readonly number[]>>;
  /** True where equal values made two quintile edges equal, so that a score stays unused. */
  readonly collapsed: Readonly<Record<Dimension, boolean>>;
  /** Customers who share their value with a customer of another score; only where ties are broken. */
  readonly split: Readonly<Record<Dimension, number>>;
  readonly model: string;
  readonly segments: readonly SegmentSummary[];
  /** Files that were written. */
  readonly files: readonly string[];
  readonly timings: Timings;
}
