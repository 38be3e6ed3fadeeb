import type { Reading } from "../results/reading.js";
import type { RecordedOptions } from "../results/recorded-options.js";
import type { Scoring } from "../model/scoring.js";
import { type Dimension, DIMENSIONS } from "../model/score.js";
import type { DisplayFormat } from "./display-format.js";

/** What a run was told, in words: name and meaning, where it bears on a number. */
export type Described = readonly (readonly [string, string])[];

/** Options that change where things are or how fast they go, but no number. */
const WITHOUT_BEARING: ReadonlySet<string> = new Set([
  "source",
  "store",
  "schema",
  "to",
  "rejects",
  "replace",
  "memory",
  "threads",
  "statementTimeout",
  "lockTimeout",
  "changesFor",
  "model",
  "scoring",
]);

const NAMES: Readonly<Record<string, string>> = {
  table: "Table of sales",
  customer: "Customer is",
  date: "Date of a sale is",
  revenue: "Amount of a sale is",
  where: "Only rows where",
  dateFormat: "Dates are written as",
  timezone: "Clocks of",
  decimal: "Decimal mark",
  maxRejects: "Rejected rows allowed",
  strict: "Rejected rows allowed",
};

/** A run, as far as it is described here. */
interface DescribedRun {
  readonly options: RecordedOptions;
  readonly reading: Reading | null;
}

/** Says what the options of a run come to, those left at their defaults included where they bear on every number. */
export function describeOptions({ options, reading }: DescribedRun): Described {
  const { asOf, since, order: _, refunds: __, ties, cutpoints, ...others } = options;
  const { order, refunds } = knownOf({ options, reading });
  const rest = Object.entries(others).filter(([name]) => !WITHOUT_BEARING.has(name));
  return [
    ["A purchase is", order === null ? "every row of the sales" : `all rows with the same ${order}`],
    [
      "Recency is counted to",
      asOf === undefined ? "one day after the latest row that is used" : `${write(asOf)}, as given`,
    ],
    ["Sales are used from", since === undefined ? "the first one on" : `${write(since)} on`],
    ["Refunds", describeRefunds(refunds)],
    ["Customers with equal values", describeTies(ties)],
    ...(reading?.account ?? []).map((each) => ["Read so", each] as const),
    ...(cutpoints === undefined ? [] : [["Cutpoints are those of", `run ${write(cutpoints)}`] as const]),
    ...rest.map(([name, value]) => [NAMES[name] ?? name, name === "strict" ? "none" : write(value)] as const),
  ];
}

/** How each metric was scored. */
export function describeScoring(scoring: Scoring, format: DisplayFormat): Described {
  return DIMENSIONS.map((dimension) => [titleOf(dimension), describeDimension(scoring[dimension], format)]);
}

function describeDimension(scoring: Scoring[Dimension], format: DisplayFormat): string {
  switch (scoring.method) {
    case "quintiles":
      return "quintiles: four cutpoints part the customers into fifths; equal values always lie on the same side";
    case "percentiles":
      return "the 20th, 40th, 60th and 80th percentile, interpolated; a customer on one has the better score";
    case "thresholds":
      return `fixed bounds for the scores 5, 4, 3 and 2: ${scoring.bounds.map((bound) => format.count(bound)).join(", ")}; a customer on one has the better score`;
  }
}

/** What was a purchase. Of a run that kept no reading, what it was told is known, and the defaults of its time. */
function knownOf({ options, reading }: DescribedRun): { order: string | null; refunds: Reading["refunds"] } {
  if (reading !== null) return { order: reading.columns.order?.from ?? null, refunds: reading.refunds };
  return { order: options.order ?? null, refunds: options.refunds ?? "net" };
}

function describeRefunds(refunds: Reading["refunds"]): string {
  if (refunds === "amount-only") return "reduce the amount, and are no purchase";
  if (refunds === "ignore") return "are left out";
  return "count like any sale, with their negative amount";
}

function describeTies(ties: unknown): string {
  const rules = (Array.isArray(ties) ? ties : []).map(String);
  const first = rules.filter((rule) => rule === "first" || rule.endsWith("=first"));
  if (first.length === 0) return "share a score";
  if (first.includes("first")) return "are ranked by their ids, and may get different scores";
  const named = first.map((rule) => rule.replace("=first", "")).join(" and ");
  return `share a score, except in ${named}, where they are ranked by their ids`;
}

function titleOf(dimension: Dimension): string {
  return dimension.charAt(0).toUpperCase() + dimension.slice(1);
}

function write(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(", ") : String(value);
}
