import type { Bin } from "../model/bins.js";
import type { Cube } from "../model/cube.js";
import type { Dimension } from "../model/score.js";
import type { SegmentModel } from "../model/segment-model.js";
import type { SegmentSummary } from "../model/summarize-segments.js";
import type { StoredRun } from "./stored/stored-run.js";

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

/** The run that an overview shows; its model stands beside it. */
export interface OverviewRun extends Omit<StoredRun, "started_at" | "model" | "cube"> {
  /** Name of the model. */
  readonly model: string;
}

/** How the customers spread over each metric. */
export interface Distributions extends Readonly<Record<Dimension, readonly Bin[]>> {}
