import { benjaminiHochberg, type QValue } from "../statistics/benjamini-hochberg.js";
import { fisherExact } from "../statistics/fisher-exact.js";
import { liftInterval } from "../statistics/lift-interval.js";
import { roundHalfEven } from "../statistics/round-half-even.js";

/** How often one value of an attribute occurs. */
export interface ValueCount {
  readonly value: string;
  /** Top performers that have it. */
  readonly count: number;
  /** Customers that have it, top performers among them. */
  readonly support: number;
}

/** How many customers a comparison rests on. */
export interface Totals {
  readonly top: number;
  readonly customers: number;
}

/** One value of an attribute, compared between top performers and all customers. */
export interface PatternValue extends ValueCount {
  /** Percentage of top performers that have it, one decimal. */
  readonly pct_top: number;
  /** Percentage of all customers that have it, one decimal. */
  readonly pct_all: number;
  /** `pct_top / pct_all` before rounding, two decimals; 0 where no top performer has it. */
  readonly lift: number;
  /** The 95 % interval of the lift, two decimals; null without top performers. */
  readonly lift_low: number | null;
  readonly lift_high: number | null;
  /** Fisher's exact p, two-sided. 0 where it is too small for a number; then `log10_p` says how small. */
  readonly p: number;
  readonly log10_p: number;
  /** The false discovery rate at which this value would be reported (Benjamini and Hochberg), over all values of all attributes. */
  readonly q: number;
  /** The lift rests on fewer than five customers: those counted, and those expected were the value of no importance. */
  readonly small_support: boolean;
}

/** What the values of one attribute say about top performers. */
export interface Pattern {
  /** The values present among top performers, the largest `pct_top` first. */
  readonly distribution: readonly PatternValue[];
  /** The values that no top performer has, the most frequent first. */
  readonly absent_distribution: readonly PatternValue[];
  /** Values with a lift of 2.0 or more. */
  readonly primary: readonly string[];
  /** Values with a lift of 1.5 or more, below 2.0. */
  readonly secondary: readonly string[];
  /** Values present among top performers with a lift below 0.5. */
  readonly negative: readonly string[];
  /** Values that no top performer has. */
  readonly absent: readonly string[];
}

/** Patterns by attribute. */
export type IcpPatterns = Readonly<Record<string, Pattern>>;

/** From which lift on a value is primary, or secondary, and below which it is negative: of the rounded lift. */
export const LIFT_BOUNDS = { primary: 2, secondary: 1.5, negative: 0.5 } as const;

/** Fewer customers than this carry no pattern (Cochran's rule of five). */
const FEW = 5;

/**
 * Compares each value's share among top performers with its share among all customers.
 *
 * @param counts per attribute, in the order in which ties of the same share are to be listed.
 */
export function patternsFrom(
  counts: Readonly<Record<string, readonly ValueCount[]>>,
  totals: Totals,
): Record<string, Pattern> {
  if (totals.top === 0) return Object.fromEntries(Object.keys(counts).map((attribute) => [attribute, patternOf([])]));
  const tested = Object.entries(counts).flatMap(([attribute, values]) =>
    values.map((value) => ({ attribute, value, test: fisherExact({ ...value, ...totals }) })),
  );
  const q = benjaminiHochberg(tested.map(({ test }) => test.log10P));
  const compared = tested.map(({ attribute, value, test }, index) => ({
    attribute,
    value: { ...compare(value, totals), p: test.p, log10_p: test.log10P, q: (q[index] as QValue).q },
  }));
  const valuesOf = (attribute: string): PatternValue[] =>
    compared.filter((each) => each.attribute === attribute).map(({ value }) => value);
  return Object.fromEntries(Object.keys(counts).map((attribute) => [attribute, patternOf(valuesOf(attribute))]));
}

/** The largest lift there can be: that of a value which every top performer has, and no other customer. Null without top performers. */
export function liftCeiling({ top, customers }: Totals): number | null {
  return top === 0 ? null : roundHalfEven(100 / ((top / customers) * 100), 2); // the way in which a lift is computed
}

function compare(
  { value, count, support }: ValueCount,
  { top, customers }: Totals,
): Omit<PatternValue, "p" | "log10_p" | "q"> {
  const pctTop = (count / top) * 100;
  const pctAll = (support / customers) * 100;
  const interval = liftInterval({ count, support, top, customers });
  const expected = (support * top) / customers;
  return {
    value,
    count,
    support,
    pct_top: roundHalfEven(pctTop, 1),
    pct_all: roundHalfEven(pctAll, 1),
    lift: pctAll === 0 ? 0 : roundHalfEven(pctTop / pctAll, 2),
    lift_low: interval && roundHalfEven(interval.low, 2),
    lift_high: interval && roundHalfEven(interval.high, 2),
    small_support: Math.max(count, expected) < FEW,
  };
}

function patternOf(values: readonly PatternValue[]): Pattern {
  const distribution = values.filter(({ count }) => count > 0).toSorted((one, other) => other.pct_top - one.pct_top);
  const absent = values.filter(({ count }) => count === 0).toSorted((one, other) => other.support - one.support);
  const named = (is: (lift: number) => boolean): string[] =>
    distribution.filter(({ lift }) => is(lift)).map(({ value }) => value);
  const { primary, secondary, negative } = LIFT_BOUNDS;
  return {
    distribution,
    absent_distribution: absent,
    primary: named((lift) => lift >= primary),
    secondary: named((lift) => lift >= secondary && lift < primary),
    negative: named((lift) => lift < negative),
    absent: absent.map(({ value }) => value),
  };
}
