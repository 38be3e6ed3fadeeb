import { roundExactly } from "./round-half-even.js";

type Attributes = Readonly<Record<string, unknown>>;

interface Entry {
  readonly value: string;
  readonly count: number;
  readonly pct_top: number;
  readonly pct_all: number;
  readonly lift: number;
}

/** What the plain rules say of one attribute. */
interface Pattern {
  readonly distribution: readonly Entry[];
  readonly primary: readonly string[];
  readonly secondary: readonly string[];
  readonly negative: readonly string[];
  readonly absent: ReadonlySet<string>;
}

const COLUMNS: Readonly<Record<string, string>> = { region: "state_region" };

function valueOf(record: Attributes, column: string): string {
  const value = record[column];
  if (value === undefined || value === null || (typeof value === "number" && value !== value)) return "Unknown";
  const text = `${value as string}`.replace(/^\s+/, "").replace(/\s+$/, "");
  return text.length > 0 ? text : "Unknown";
}

function howMany(values: readonly string[], value: string): number {
  return values.filter((each) => each === value).length;
}

/** One attribute of records that have `column`, or its own name where none has. */
function patternOf(dimension: string, top: readonly Attributes[], all: readonly Attributes[]): Pattern {
  const renamed = COLUMNS[dimension];
  const column = renamed !== undefined && all.some((record) => renamed in record) ? renamed : dimension;
  const ofTop = top.map((record) => valueOf(record, column));
  const ofAll = all.map((record) => valueOf(record, column));
  const entries = ofTop
    .filter((value, index) => ofTop.indexOf(value) === index)
    .map((value) => {
      const count = howMany(ofTop, value);
      const top_percentage = (count / ofTop.length) * 100;
      const all_percentage = (howMany(ofAll, value) / ofAll.length) * 100;
      const lift = all_percentage === 0 ? 0 : top_percentage / all_percentage;
      return {
        value,
        count,
        pct_top: roundExactly(top_percentage, 1),
        pct_all: roundExactly(all_percentage, 1),
        lift: roundExactly(lift, 2),
      };
    });
  const distribution: Entry[] = [];
  for (const entry of entries) {
    const before = distribution.filter(({ pct_top }) => pct_top >= entry.pct_top).length;
    distribution.splice(before, 0, entry);
  }
  const between = (from: number, to: number): string[] =>
    distribution.filter(({ lift }) => lift >= from && lift < to).map(({ value }) => value);
  return {
    distribution,
    primary: between(2, Infinity),
    secondary: between(1.5, 2),
    negative: between(-1, 0.5),
    absent: new Set(top.length === 0 ? [] : ofAll.filter((value) => !ofTop.includes(value))),
  };
}

/** The patterns of each attribute. */
export function patternsOf(
  top: readonly Attributes[],
  all: readonly Attributes[],
  dimensions: readonly string[],
): Record<string, Pattern> {
  return Object.fromEntries(dimensions.map((dimension) => [dimension, patternOf(dimension, top, all)]));
}

function isKnown(value: string): boolean {
  return value !== "Unknown";
}

/** The first three primary values of each attribute, and its negative ones. */
export function criteriaOf(pattern: Pattern): { criteria: string[]; antiPatterns: string[] } {
  return { criteria: pattern.primary.filter(isKnown).slice(0, 3), antiPatterns: pattern.negative.filter(isKnown) };
}

/**
 * The tier of a prospect by industry, size and revenue, and how many of them match; values as they are written. Without a known value of
 * what has criteria or anti-patterns there is none.
 */
export function tierOf(
  prospect: Attributes,
  criteria: Readonly<Record<string, readonly string[]>>,
  antiPatterns: Readonly<Record<string, readonly string[]>>,
): string {
  const columns = ["industry", "employee_count", "company_revenue"];
  const judged = columns.filter((column) => [...(criteria[column] ?? []), ...(antiPatterns[column] ?? [])].length > 0);
  if (judged.every((column) => valueOf(prospect, column) === "Unknown")) return "unknown";
  const matches = columns.filter((column) => {
    const value = valueOf(prospect, column);
    return value !== "Unknown" && criteria[column]?.includes(value) === true;
  });
  return `tier_${4 - matches.length}`;
}

/** Everything tested at once: the q of each p, by the definition, from the largest p down. */
export function qOf(p: readonly number[]): number[] {
  return p.map((own) => {
    const larger = p.filter((each) => each >= own);
    const candidates = larger.map((each) => (each * p.length) / p.filter((other) => other <= each).length);
    return Math.min(1, ...candidates);
  });
}
