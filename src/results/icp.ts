import type { SameInformation } from "../model/icp/associations.js";
import type { AdjustedValue } from "../model/icp/adjusted-lifts.js";
import type { CircularValue } from "../model/icp/circular-values.js";
import type { Evidence, UnsupportedValue } from "../model/icp/evidence.js";
import type { Bands } from "../model/icp/bands.js";
import type { IcpPatterns } from "../model/icp/patterns.js";
import type { Delimiters } from "../model/icp/several-values.js";
import type { Tiers } from "../model/icp/tiers.js";
import type { HoldoutResult } from "./holdout.js";

/** What sets top performers apart. */
export interface IcpResult {
  readonly store: string;
  /** The run whose customers were compared. */
  readonly run: number;
  readonly model: string;
  /** Where the attributes came from. */
  readonly attributes: string;
  /** Who counts as a top performer: any of these segments, or a sum of scores from `min_total` on (null: only the segments). */
  readonly top: { readonly segments: readonly string[]; readonly min_total: number | null };
  readonly customers: number;
  readonly top_performers: number;
  /** The largest lift there can be, two decimals; null without top performers. */
  readonly lift_ceiling: number | null;
  readonly matched: MatchCounts;
  readonly patterns: IcpPatterns;
  /** The bands of numeric attributes, by attribute. */
  readonly bands: Readonly<Record<string, Bands>>;
  /** What parts the values of attributes that may have several in one cell, by attribute. */
  readonly multiple: Delimiters;
  /** What a value had to have to become a criterion. */
  readonly evidence: Evidence;
  readonly tiers: Tiers;
  /** Values that the bare rule makes criteria or anti-patterns, and the figures do not carry. With evidence `none` they are among them. */
  readonly unsupported: readonly UnsupportedValue[];
  /** The lift of each supported value within the strata of each other attribute. */
  readonly adjusted: readonly AdjustedValue[];
  readonly flags: {
    readonly circular: readonly CircularValue[];
    readonly same_information: readonly SameInformation[];
  };
  readonly skipped: readonly SkippedColumn[];
  /** What to know before acting on the patterns, in sentences. */
  readonly warnings: readonly string[];
  /** How the patterns fared later; only with `holdout`. */
  readonly holdout?: HoldoutResult;
}

/** How rows of attributes and customers met. */
export interface MatchCounts {
  /** Rows of attributes. */
  readonly rows: number;
  /** Rows without a key: left out. */
  readonly without_key: number;
  /** Keys that stand on several rows: what these disagree on is unknown. */
  readonly repeated_keys: number;
  /** Keys that belong to no scored customer: left out. */
  readonly without_customer: number;
  /** Customers without a row of attributes: all of theirs are unknown. */
  readonly customers_without_attributes: number;
}

/** A column that was not compared, and why. */
export interface SkippedColumn {
  readonly column: string;
  readonly reason: string;
}
