import type { Bin } from "../../model/bins.js";
import type { Cube } from "../../model/cube.js";
import type { Dimension } from "../../model/score.js";
import type { Scoring } from "../../model/scoring.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { SegmentSummary } from "../../model/summarize-segments.js";
import type { ShownIcp } from "./icp-section.js";

/** What a report shows. It holds no customer. */
export interface ReportData {
  /** Stands above everything. Default: "Customer segments". */
  readonly title?: string | undefined;
  readonly store: string;
  /** ISO 4217; null where amounts are plain numbers. */
  readonly currency: string | null;
  /** null: en-US. */
  readonly locale: string | null;
  readonly run: ReportRun;
  readonly model: SegmentModel;
  readonly cube: Cube;
  readonly segments: readonly SegmentSummary[];
  readonly distributions: Readonly<Record<Dimension, readonly Bin[]>>;
  /** What sets the top performers apart, where the store knows. */
  readonly icp?: ShownIcp | undefined;
}

/** The run that a report shows. */
export interface ReportRun {
  readonly run: number;
  readonly finished_at: string;
  readonly version: string;
  readonly source: string;
  readonly snapshot: string;
  readonly sales: number;
  readonly customers: number;
  readonly rejected: Readonly<Record<string, number>> | object;
  readonly scoring: Scoring;
  /** Four per dimension, ascending, as exact text. */
  readonly cutpoints: Readonly<Record<Dimension, readonly string[]>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** Milliseconds per stage, and in all. */
  readonly timings: Readonly<Record<string, number>>;
}
