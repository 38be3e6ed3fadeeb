import type { SegmentSummary } from "../model/summarize-segments.js";
import type { StoredRun } from "./stored/stored-run.js";

/** The runs of a store, newest first. */
export interface ListedRuns {
  readonly store: string;
  readonly runs: readonly ListedRun[];
}

/** A run as the list shows it: scoring and model by their names. */
export interface ListedRun extends Pick<
  StoredRun,
  "run" | "finished_at" | "source" | "snapshot" | "sales" | "customers" | "rejected" | "reading" | "version"
> {
  readonly scoring: string;
  readonly model: string;
  /** The run whose scores it published under another model; null for a run that read sales. */
  readonly relabels: number | null;
  /** All segments of the run's model, in its listing order; null for a run of a version that did not keep what they add up to. */
  readonly segments: readonly RunSegment[] | null;
}

/** A segment as a run published it. */
export type RunSegment = Pick<SegmentSummary, "segment" | "customers" | "revenue">;
