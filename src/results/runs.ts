import type { Reading } from "./reading.js";
import type { RejectCounts } from "./reject-counts.js";

/** The runs of a store, newest first. */
export interface ListedRuns {
  readonly store: string;
  readonly runs: readonly ListedRun[];
}

/** A run as the list shows it. */
export interface ListedRun {
  readonly run: number;
  /** UTC, ISO 8601 with a blank. */
  readonly finished_at: string;
  readonly source: string;
  readonly snapshot: string;
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
  readonly scoring: string;
  readonly model: string;
  /** How the sales were read; null for runs of versions that did not keep it. */
  readonly reading: Reading | null;
  readonly version: string;
}
