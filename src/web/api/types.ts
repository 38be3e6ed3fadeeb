import type { Bin } from "../../model/bins.js";
import type { Cube } from "../../model/cube.js";
import type { IcpPatterns } from "../../model/icp/patterns.js";
import type { Qualification } from "../../model/icp/qualify.js";
import type { TierName, Tiers } from "../../model/icp/tiers.js";
import type { Dimension, Score } from "../../model/score.js";
import type { Scoring } from "../../model/scoring.js";
import type { Way } from "../../model/paths.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { SegmentSummary } from "../../model/summarize-segments.js";

/** `GET /overview`: all that the overview, the model and the grid show. */
export interface Overview {
  readonly store: string;
  /** ISO 4217; null where none is configured, and amounts are shown without one. */
  readonly currency: string | null;
  /** BCP 47; null for the browser's own. */
  readonly locale: string | null;
  readonly run: OverviewRun;
  readonly model: SegmentModel;
  readonly cube: Cube;
  readonly segments: readonly SegmentSummary[];
  readonly distributions: Readonly<Record<Dimension, readonly Bin[]>>;
}

/** The run that the store holds. */
export interface OverviewRun {
  readonly run: number;
  readonly finished_at: string;
  readonly source: string;
  readonly snapshot: string;
  readonly sales: number;
  readonly customers: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly scoring: Scoring;
  /** Four per dimension, ascending, as exact text. */
  readonly cutpoints: Readonly<Record<Dimension, readonly string[]>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly model: string;
}

/** One row of `customer_rfm`. */
export interface Customer {
  readonly customer_id: string;
  readonly recency: number;
  readonly frequency: number;
  /** Exact decimal text. */
  readonly monetary: string;
  readonly R_score: Score;
  readonly F_score: Score;
  readonly M_score: Score;
  readonly segment: string;
}

/** `GET /customers`: one page. */
export interface CustomerPage {
  readonly customers: readonly Customer[];
  /** Of all pages. */
  readonly total: number;
  /** Asks for the page after this; null on the last. */
  readonly next: string | null;
}

/** `GET /customers/{id}`. */
export interface Explanation {
  readonly customer_id: string;
  readonly run: number;
  readonly snapshot: string;
  readonly scores: readonly ExplainedScore[];
  readonly segment: string;
  readonly description: string;
  readonly action: string;
  readonly rule: { readonly number: number | null; readonly condition: string };
  readonly paths: readonly { readonly segment: string; readonly ways: readonly Way[]; readonly text: string }[];
  readonly ties_broken: boolean;
}

/** One metric of a customer, and the edges of its score. */
export interface ExplainedScore {
  readonly dimension: Dimension;
  readonly value: number | string;
  readonly score: Score;
  readonly from: ScoreEdge | null;
  readonly to: ScoreEdge | null;
  readonly cutpoints: readonly string[];
}

/** A cutpoint, and whether a value equal to it still has the score. */
export interface ScoreEdge {
  readonly cutpoint: string;
  readonly included: boolean;
}

/** `GET /icp`. */
export interface Icp {
  readonly run: number;
  readonly attributes: string;
  readonly customers: number;
  readonly top_performers: number;
  readonly lift_ceiling: number | null;
  readonly patterns: IcpPatterns;
  readonly tiers: Tiers;
  readonly warnings: readonly string[];
}

/** `POST /qualify` with `Accept: application/json`. */
export interface Qualified {
  readonly prospects: number;
  readonly tiers: Readonly<Record<TierName, number>>;
  /** Criteria that the file has no column for. */
  readonly missing: readonly string[];
  readonly results: readonly QualifiedProspect[];
}

/** One prospect, and where it belongs. */
export interface QualifiedProspect extends Qualification {
  readonly prospect: Readonly<Record<string, unknown>>;
}

/** `GET /runs`. */
export interface Runs {
  readonly store: string;
  readonly runs: readonly ListedRun[];
}

/** One run of the list. */
export interface ListedRun {
  readonly run: number;
  /** UTC, ISO 8601 with a blank. */
  readonly finished_at: string;
  readonly source: string;
  readonly snapshot: string;
  readonly sales: number;
  readonly customers: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly scoring: string;
  readonly model: string;
  readonly version: string;
}

/** `GET /runs/current`. */
export interface CurrentRun {
  readonly state: "idle" | "running" | "done" | "failed" | "cancelled";
  readonly started_at?: string;
  readonly stage?: string;
  /** Of the stage, 0 to 1. */
  readonly share?: number;
  readonly notes: readonly string[];
  readonly result?: { readonly run: number; readonly customers: number; readonly sales: number };
  readonly problem?: { readonly detail: string; readonly hint?: string };
}
