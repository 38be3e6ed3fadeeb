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
}
