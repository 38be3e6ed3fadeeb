import type { SameInformation } from "../../model/icp/associations.js";
import { type AdjustedValue, FINDINGS } from "../../model/icp/adjusted-lifts.js";
import { type CircularValue, RESTATED } from "../../model/icp/circular-values.js";
import { EVIDENCE, type UnsupportedValue } from "../../model/icp/evidence.js";
import type { Bands } from "../../model/icp/bands.js";
import { FOUND, HOLDOUT_STATUSES, type HeldOutValue } from "../../model/icp/held-out.js";
import type { Pattern, PatternValue } from "../../model/icp/patterns.js";
import type { Tier, Tiers } from "../../model/icp/tiers.js";
import type { HoldoutResult } from "../holdout.js";
import type { IcpResult, MatchCounts, SkippedColumn } from "../icp.js";
import {
  type Check,
  isAbsentOr,
  isBoolean,
  isCount,
  isListOf,
  isNullOr,
  isNumber,
  isOneOf,
  isRecordOf,
  isShapeOf,
  isText,
} from "./checks.js";

const areTexts = isListOf(isText);

const isPatternValue = isShapeOf<PatternValue>({
  value: isText,
  count: isCount,
  support: isCount,
  pct_top: isNumber,
  pct_all: isNumber,
  lift: isNumber,
  lift_low: isNullOr(isNumber),
  lift_high: isNullOr(isNumber),
  p: isNumber,
  log10_p: isNumber,
  q: isNumber,
  small_support: isBoolean,
});

const isPattern = isShapeOf<Pattern>({
  distribution: isListOf(isPatternValue),
  absent_distribution: isListOf(isPatternValue),
  primary: areTexts,
  secondary: areTexts,
  negative: areTexts,
  absent: areTexts,
});

const isBands = isShapeOf<Bands>({ bounds: isListOf(isNumber), whole: isBoolean, fitted: isBoolean });

const tier: { readonly [Name in keyof Tier]: Check<Tier[Name]> } = {
  priority: isOneOf("HIGHEST", "HIGH", "SELECTIVE", "AVOID"),
  matches: isCount,
  criteria: isRecordOf(areTexts),
};

const isTier = isShapeOf<Tier>(tier);

const isTiers = isShapeOf<Tiers>({
  tier_1: isTier,
  tier_2: isTier,
  tier_3: isTier,
  tier_4: isShapeOf<Tiers["tier_4"]>({ ...tier, anti_patterns: isRecordOf(areTexts) }),
});

const isUnsupported = isShapeOf<UnsupportedValue>({
  dimension: isText,
  value: isText,
  kind: isOneOf("primary", "negative"),
  lacks: isListOf(isOneOf("not significant", "few customers", "circular")),
});

const isAdjusted = isShapeOf<AdjustedValue>({
  dimension: isText,
  value: isText,
  within: isText,
  lift: isNumber,
  adjusted_lift: isNumber,
  adjusted_low: isNullOr(isNumber),
  adjusted_high: isNullOr(isNumber),
  finding: isOneOf(...FINDINGS),
});

const isMatchCounts = isShapeOf<MatchCounts>({
  rows: isCount,
  without_key: isCount,
  repeated_keys: isCount,
  without_customer: isCount,
  customers_without_attributes: isCount,
});

const isCircular = isShapeOf<CircularValue>({
  dimension: isText,
  value: isNullOr(isText),
  restates: isNullOr(isOneOf(...RESTATED)),
  association: isNullOr(isNumber),
});

const isPair: Check<readonly [string, string]> = (value): value is readonly [string, string] =>
  areTexts(value) && value.length === 2;

const isSameInformation = isShapeOf<SameInformation>({ dimensions: isPair, association: isNumber });

const isHeldOutValue = isShapeOf<HeldOutValue>({
  dimension: isText,
  value: isText,
  found: isOneOf(...FOUND),
  lift: isNumber,
  later: isNullOr(isPatternValue),
  holds: isBoolean,
  status: isOneOf(...HOLDOUT_STATUSES),
});

const isHoldout = isShapeOf<HoldoutResult>({
  as_of: isText,
  customers: isCount,
  bought_later: isCount,
  became_top: isCount,
  values: isListOf(isHeldOutValue),
});

/** Patterns, tiers and all that is said with them. */
export const isIcpResult = isShapeOf<IcpResult>({
  store: isText,
  run: isCount,
  model: isText,
  attributes: isText,
  top: isShapeOf<IcpResult["top"]>({ segments: areTexts, min_total: isNullOr(isCount) }),
  customers: isCount,
  top_performers: isCount,
  lift_ceiling: isNullOr(isNumber),
  matched: isMatchCounts,
  patterns: isRecordOf(isPattern),
  bands: isRecordOf(isBands),
  multiple: isRecordOf(isText),
  evidence: isOneOf(...EVIDENCE),
  tiers: isTiers,
  unsupported: isListOf(isUnsupported),
  adjusted: isListOf(isAdjusted),
  flags: isShapeOf<IcpResult["flags"]>({
    circular: isListOf(isCircular),
    same_information: isListOf(isSameInformation),
  }),
  skipped: isListOf(isShapeOf<SkippedColumn>({ column: isText, reason: isText })),
  warnings: areTexts,
  holdout: isAbsentOr(isHoldout),
});
