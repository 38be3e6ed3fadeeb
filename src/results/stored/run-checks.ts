import { toUnits } from "../../model/decimal.js";
import type { DimensionScoring, Scoring } from "../../model/scoring.js";
import type { ExactCutpoints } from "../exact-cutpoints.js";
import type { RecordedOptions } from "../recorded-options.js";
import type { RejectCounts } from "../reject-counts.js";
import type { Timings } from "../stage.js";
import {
  type Check,
  isAbsentOr,
  isCount,
  isFourOf,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isRecordOf,
  isShapeOf,
  isText,
} from "./checks.js";

/** Counts by reason; runs of the first versions have none for the condition. */
export const isRejectCounts = isShapeOf<RejectCounts>({
  left_out: isAbsentOr(isCount),
  unknown_where: isAbsentOr(isCount),
  missing_customer: isCount,
  other_currency: isAbsentOr(isCount),
  not_sold: isAbsentOr(isCount),
  order_line: isAbsentOr(isCount),
  bad_frequency: isAbsentOr(isCount),
  bad_date: isCount,
  bad_revenue: isCount,
  after_snapshot: isCount,
  before_window: isCount,
  ignored_refund: isCount,
  no_purchase: isCount,
});

const areBounds = isFourOf(isNumber);

const isDimensionScoring: Check<DimensionScoring> = (value): value is DimensionScoring => {
  if (!isObject(value)) return false;
  const { method, bounds } = value;
  return method === "quintiles" || method === "percentiles" || (method === "thresholds" && areBounds(bounds));
};

/** A scoring with a method for each metric. */
export const isScoring = isShapeOf<Scoring>({
  name: isText,
  recency: isDimensionScoring,
  frequency: isDimensionScoring,
  monetary: isDimensionScoring,
});

/** An exact decimal of at most five places, as text. */
export const isDecimal: Check<string> = (value): value is string =>
  typeof value === "string" && /^-?\d+(\.\d{1,5}0*)?$/.test(value);

const areDecimals = isFourOf(isDecimal);

const areCutpoints: Check<ExactCutpoints["recency"]> = (value): value is ExactCutpoints["recency"] =>
  areDecimals(value) &&
  value.every((cutpoint, index) => index === 0 || toUnits(value[index - 1] ?? cutpoint) <= toUnits(cutpoint));

/** Four exact decimals per metric; each is at least the one before. */
export const isExactCutpoints = isShapeOf<ExactCutpoints>({
  recency: areCutpoints,
  frequency: areCutpoints,
  monetary: areCutpoints,
});

const isKnownOptions = isShapeOf<
  Pick<RecordedOptions, "source" | "asOf" | "ties" | "order" | "where" | "relabels" | "refunds">
>({
  source: isText,
  asOf: isAbsentOr(isText),
  ties: isAbsentOr(isListOf(isText)),
  order: isAbsentOr(isText),
  where: isAbsentOr(isText),
  relabels: isAbsentOr(isCount),
  refunds: isAbsentOr(isOneOf("net", "amount-only", "ignore")),
});

/** Options by name; those that later commands go by have their types. */
export const isRecordedOptions: Check<RecordedOptions> = (value): value is RecordedOptions => isKnownOptions(value);

const areMilliseconds = isRecordOf(isNumber);

/** Milliseconds by stage, the sum among them. */
export const isTimings: Check<Timings> = (value): value is Timings => areMilliseconds(value) && "total" in value;
