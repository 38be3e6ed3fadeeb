import type { Engine } from "../../engines/engine.js";
import { UNKNOWN } from "../../model/icp/attribute-value.js";
import type { BandsByAttribute } from "../../model/icp/bands.js";
import { liftCeiling, patternsFrom, type Totals, type ValueCount } from "../../model/icp/patterns.js";
import { adjustedWarnings, patternWarnings } from "../../model/icp/warnings.js";
import { countOf, formatCount } from "../../outputs/format.js";
import type { Sql } from "../../sql/fragment.js";
import { countByAttribute, type CountsByAttribute, customersToCount } from "./count-values.js";
import { fitBands } from "./fit-bands.js";
import {
  type AttributedCustomers,
  cannotCompare,
  MOST_VALUES,
  type ReadAttributes,
  tooManyValues,
} from "./read-attributes.js";
import { delimitersOf, type GivenMultiple, listWarnings, splitCounts } from "./several-values.js";
import { type GivenClaims, weighClaims } from "./weigh-claims.js";
import type { IcpResult, SkippedColumn } from "../../results/icp.js";

/** What was found in a base of customers, and the counts behind it. */
export interface FoundPatterns {
  readonly result: Pick<
    IcpResult,
    | "customers"
    | "top_performers"
    | "lift_ceiling"
    | "matched"
    | "patterns"
    | "bands"
    | "multiple"
    | "evidence"
    | "tiers"
    | "unsupported"
    | "adjusted"
    | "flags"
    | "skipped"
    | "warnings"
  >;
  readonly counts: CountsByAttribute;
  /** What stands after FROM to read the customers with their counted values, so that others can be counted in the same way. */
  readonly from: Sql;
}

/** What a person says about how attributes are to be compared. */
export interface GivenComparison extends GivenClaims {
  readonly bands: BandsByAttribute;
  /** True where the attributes were named. */
  readonly named: boolean;
  readonly multiple: GivenMultiple;
}

/** Compares the customers of top cells with all, attribute by attribute. */
export async function findPatterns(
  engine: Engine,
  attributes: ReadAttributes,
  joined: AttributedCustomers,
  top: readonly boolean[],
  given: GivenComparison,
): Promise<FoundPatterns> {
  const bands = await fitBands(engine, joined, given.bands, given.multiple);
  const from = await customersToCount(engine, joined, bands);
  const all = await countByAttribute(engine, from, joined.candidates);
  const delimiters = delimitersOf(given.multiple, all);
  const unfit = unfitAttributes(splitCounts(all, delimiters), attributes);
  if (unfit.length > 0 && (given.named || unfit.length === attributes.candidates.length)) {
    throw cannotCompare(attributes.label, unfit);
  }
  const left = new Set(unfit.map(({ column }) => column));
  const fit = attributes.candidates.filter(({ column }) => !left.has(column.name)).map(({ attribute }) => attribute);
  const cells = only(all, fit);
  const multiple = only(delimiters, fit);
  const counts = splitCounts(cells, multiple);
  const totals = totalsOf(cells, top);
  const patterns = patternsFrom(valueCounts(counts, top), totals);
  const { claims, warnings } = await weighClaims(engine, joined, { from, cells, multiple }, patterns, given);
  const named = attributes.candidates.flatMap(({ attribute }, index) => {
    const found = bands[index];
    return found === undefined ? [] : [[attribute, found] as const];
  });
  const ownBands = only(Object.fromEntries(named), fit);
  return {
    result: {
      customers: totals.customers,
      top_performers: totals.top,
      lift_ceiling: liftCeiling(totals),
      matched: joined.matched,
      patterns,
      bands: ownBands,
      multiple,
      ...claims,
      skipped: [...attributes.skipped, ...unfit],
      warnings: [
        ...patternWarnings(patterns, totals, claims.tiers, claims.unsupported),
        ...adjustedWarnings(claims.adjusted),
        ...warnings,
        ...flagWarnings(claims.flags),
        ...listWarnings(cells, multiple, ownBands),
        ...matchWarnings(joined),
      ],
    },
    counts,
    from,
  };
}

/** Of what is known of attributes that of some. */
function only<T>(all: Readonly<Record<string, T>>, attributes: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([attribute]) => attributes.includes(attribute)));
}

/** Top performers and customers per value, in the order of the values. */
export function valueCounts(counts: CountsByAttribute, top: readonly boolean[]): Record<string, ValueCount[]> {
  return Object.fromEntries(
    Object.entries(counts).map(([attribute, cells]) => [
      attribute,
      [...cells].map(([value, customers]) => ({
        value,
        count: sum(customers.filter((_, cell) => top[cell])),
        support: sum(customers),
      })),
    ]),
  );
}

/** How many customers there are, and how many of them in top cells; every attribute counts each customer once. */
export function totalsOf(counts: CountsByAttribute, top: readonly boolean[]): Totals {
  const [values = []] = Object.values(valueCounts(counts, top));
  return { top: sum(values.map(({ count }) => count)), customers: sum(values.map(({ support }) => support)) };
}

/** Names and codes that the first look did not tell, and those of a small base, where each customer has one of their own. */
function unfitAttributes(counts: CountsByAttribute, { candidates }: ReadAttributes): SkippedColumn[] {
  return candidates.flatMap(({ attribute, column }) => {
    const known = [...(counts[attribute] ?? [])].filter(([value]) => value !== UNKNOWN);
    const customers = sum(known.map(([, cells]) => sum(cells)));
    if (known.length > MOST_VALUES) return [{ column: column.name, reason: tooManyValues() }];
    if (known.length > 20 && customers / known.length < 3) {
      return [
        { column: column.name, reason: `nearly every customer has a value of their own (${known.length} values)` },
      ];
    }
    return [];
  });
}

function flagWarnings({ circular, same_information }: IcpResult["flags"]): string[] {
  return [
    ...circular.flatMap(({ dimension: attribute, value, restates, association }) =>
      value === null || restates === null || association === null
        ? []
        : [
            `${attribute} ${value} restates ${restates} (association ${association.toFixed(2)}): top performers have it because of how they are chosen, so it is no pattern. Overrule this where it is a true trait of such customers.`,
          ],
    ),
    ...same_information.map(
      ({ dimensions: [one, other], association }) =>
        `${one} and ${other} carry nearly the same information (association ${association.toFixed(2)}): count them once.`,
    ),
  ];
}

function matchWarnings({ matched, customers }: AttributedCustomers): string[] {
  const { without_key, repeated_keys, customers_without_attributes: unknown } = matched;
  return [
    ...(repeated_keys === 0
      ? []
      : [
          `${countOf(repeated_keys, "customer id")} ${repeated_keys === 1 ? "stands" : "stand"} on several rows of the attributes; each customer is counted once, and what the rows disagree on is unknown.`,
        ]),
    ...(without_key === 0
      ? []
      : [
          `${countOf(without_key, "row")} of the attributes without a customer id ${without_key === 1 ? "is" : "are"} left out.`,
        ]),
    ...(unknown === 0
      ? []
      : [
          `Of ${countOf(customers, "customer")}, ${formatCount(unknown)} ${unknown === 1 ? "has" : "have"} no row of attributes; theirs are unknown.`,
        ]),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
