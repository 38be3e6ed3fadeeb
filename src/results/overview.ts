import type { Bin } from "../model/bins.js";
import type { Cube } from "../model/cube.js";
import type { Dimension } from "../model/score.js";
import type { Scoring } from "../model/scoring.js";
import type { SegmentModel } from "../model/segment-model.js";
import type { SegmentSummary } from "../model/summarize-segments.js";
import type { ExactCutpoints } from "./exact-cutpoints.js";
import type { Reading } from "./reading.js";
import type { RecordedOptions } from "./recorded-options.js";
import type { RejectCounts } from "./reject-counts.js";
import type { Timings } from "./stage.js";

/** A scored base at a glance: everything that reports and dashboards draw. It holds no customer. */
export interface Overview {
  readonly store: string;
  /** ISO 4217; null where none is configured, and amounts are shown without one. */
  readonly currency: string | null;
  /** BCP 47; null where none is configured: reports are then in en-US, the dashboard in the browser's own. */
  readonly locale: string | null;
  readonly run: OverviewRun;
  readonly model: SegmentModel;
  readonly cube: Cube;
  readonly segments: readonly SegmentSummary[];
  readonly distributions: Distributions;
}

/** The run that an overview shows. */
export interface OverviewRun {
  readonly run: number;
  /** UTC, ISO 8601 with a blank. */
  readonly finished_at: string;
  readonly version: string;
  readonly source: string;
  readonly snapshot: string;
  /** Rows that were used. */
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
  readonly scoring: Scoring;
  readonly cutpoints: ExactCutpoints;
  /** What the run was told, by input name. */
  readonly options: RecordedOptions;
  /** How the sales were read; null for runs of versions that did not keep it. */
  readonly reading: Reading | null;
  readonly timings: Timings;
  /** Name of the model. */
  readonly model: string;
}

/** How the customers spread over each metric. */
export interface Distributions extends Readonly<Record<Dimension, readonly Bin[]>> {}
