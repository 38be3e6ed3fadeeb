import type { CircularValue } from "../model/icp/circular-values.js";
import type { UnsupportedValue } from "../model/icp/evidence.js";
import type { HeldOutValue } from "../model/icp/held-out.js";
import type { Tiers } from "../model/icp/tiers.js";
import type { Flow } from "../model/movement/movement-flows.js";
import type { SegmentMovement } from "../model/movement/segment-movements.js";
import type { ModelMove } from "../model/model-moves.js";
import type { SegmentSummary } from "../model/summarize-segments.js";
import type { Inspection } from "./inspection.js";
import type { ListedFlow } from "./movement.js";
import type { QualifyResult } from "./qualify.js";

/** The published base in a page, for an agent: no cells and no distributions. */
export interface AgentOverview {
  readonly run: number;
  /** To which recency is counted. */
  readonly snapshot: string;
  readonly finished_at: string;
  readonly model: string;
  readonly scoring: string;
  readonly customers: number;
  /** Sum of monetary. */
  readonly revenue: number;
  /** ISO 4217; null where none is configured. */
  readonly currency: string | null;
  readonly segments: readonly (SegmentSummary & { readonly description: string })[];
  /** What was left out, subtracted, joined or assumed, where it is more than 1 % of rows or money. */
  readonly notable: readonly string[];
}

/** Who moved, in a page: the largest flows, and segments over time where a series is asked for. */
export interface AgentMovement {
  /** The sales that were read. */
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly model: string;
  readonly customers_before: number;
  readonly customers_after: number;
  /** The largest flows as sentences. */
  readonly in_words: readonly string[];
  /** The largest first, at most 30. */
  readonly flows: readonly Flow[];
  readonly segments: readonly SegmentMovement[];
  /** Only of a series: customers at each moment, the earliest first. */
  readonly series?: {
    readonly moments: readonly string[];
    readonly segments: readonly { readonly segment: string; readonly customers: readonly number[] }[];
  };
  /** Only where a flow is asked for: those of its customers who have brought most, at most 50. */
  readonly listed?: ListedFlow;
}

/** What a model would make of the published scores. Nothing is published. */
export interface ModelEffect {
  readonly model: string;
  readonly segments: readonly (SegmentSummary & {
    /** Customers of the segment of the same name as it is published; null where there is none. */
    readonly published: number | null;
  })[];
  /** Customers who would be in a segment of another name, the largest group first. */
  readonly moves: readonly ModelMove[];
  /** Rules that win nothing and segments without customers, in sentences. */
  readonly findings: readonly string[];
}

/** What sets top performers apart, in a page. */
export interface AgentIcp {
  readonly run: number;
  readonly attributes: string;
  readonly customers: number;
  readonly top_performers: number;
  readonly top: { readonly segments: readonly string[]; readonly min_total: number | null };
  readonly tiers: Tiers;
  /** Values with a lift of 1.5 or more or below 0.5, the surest first, at most 40. */
  readonly values: readonly {
    readonly attribute: string;
    readonly value: string;
    /** Customers who have it. */
    readonly support: number;
    readonly lift: number;
    /** The 95 % interval. */
    readonly lift_low: number | null;
    readonly lift_high: number | null;
    /** False discovery rate. */
    readonly q: number;
  }[];
  /** At most 20. */
  readonly unsupported: readonly UnsupportedValue[];
  readonly circular: readonly CircularValue[];
  readonly warnings: readonly string[];
  /** How the patterns fared later; only where that was asked for. */
  readonly holdout?: readonly HeldOutValue[];
}

/** Prospects and their tiers. */
export type AgentQualified = Pick<QualifyResult, "run" | "prospects" | "tiers" | "missing" | "notes" | "results">;

/** How the configured sales would be read. It holds no values. */
export interface AgentInspection extends Pick<
  Inspection,
  "source" | "rows" | "roles" | "account" | "findings" | "doubts"
> {
  /** At most 60. */
  readonly columns: Inspection["columns"];
}

/** What the agent interface answers where it is shorter than the operation's own answer. */
export interface AgentAnswers {
  readonly agentOverview: AgentOverview;
  readonly agentMovement: AgentMovement;
  readonly modelEffect: ModelEffect;
  readonly agentIcp: AgentIcp;
  readonly agentQualified: AgentQualified;
  readonly agentInspection: AgentInspection;
}
