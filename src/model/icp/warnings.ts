import type { AdjustedValue } from "./adjusted-lifts.js";
import { folded, UNKNOWN } from "./attribute-value.js";
import { type IcpPatterns, LIFT_BOUNDS, liftCeiling, type PatternValue, type Totals } from "./patterns.js";
import type { UnsupportedValue } from "./evidence.js";
import type { Tiers } from "./tiers.js";

/** From this share of customers without a value on, an attribute says little. */
const MOSTLY = 0.5;

/** At most so many values are named in one warning. */
const NAMED = 3;

/** What a reader of patterns should know before acting on them, in sentences; none where all is well. */
export function patternWarnings(
  patterns: IcpPatterns,
  totals: Totals,
  tiers: Tiers,
  unsupported: readonly UnsupportedValue[] = [],
): string[] {
  const basis = warningOnBasis(totals);
  if (totals.top === 0 || totals.top === totals.customers) return basis;
  return [
    ...basis,
    ...Object.entries(patterns).flatMap(([attribute, pattern]) => [
      ...valuesWarning(attribute, [...pattern.distribution, ...pattern.absent_distribution], totals),
      ...supportWarning(attribute, pattern.distribution),
    ]),
    ...criterionWarnings(tiers, unsupported),
  ];
}

function warningOnBasis({ top, customers }: Totals): string[] {
  if (customers === 0) return ["There are no customers, so there is nothing to compare."];
  if (top === 0)
    return [
      "No customer is a top performer, so there is nothing to compare: ask for a lower least total, or name the segments that are the top.",
    ];
  if (top === customers)
    return [
      "Every customer is a top performer, so nothing can set them apart: ask for a higher least total, or name the segments that are the top.",
    ];
  const ceiling = liftCeiling({ top, customers }) as number;
  if (ceiling >= LIFT_BOUNDS.primary) return [];
  const share = Math.round((top / customers) * 100);
  const most = ceiling.toFixed(2);
  return [
    `${share}% of the customers are top performers, so no lift can exceed ${most} and no value can be primary (2.00): ask for a higher least total, or name fewer segments as the top.`,
  ];
}

function valuesWarning(attribute: string, values: readonly PatternValue[], { customers }: Totals): string[] {
  const unknown = values.find(({ value }) => value === UNKNOWN)?.support ?? 0;
  if (unknown === customers) return [`${attribute} is known of nobody.`];
  if (values.length === 1) return [`${attribute} is the same for every customer, so it sets nobody apart.`];
  return [
    ...spellingWarning(attribute, values),
    ...(unknown / customers < MOSTLY
      ? []
      : [`${attribute} is not known of ${Math.round((unknown / customers) * 100)}% of the customers.`]),
  ];
}

/** A value in two spellings halves its support, while a prospect matches either. */
function spellingWarning(attribute: string, values: readonly PatternValue[]): string[] {
  const spellings = new Map<string, string[]>();
  for (const { value } of values) spellings.set(folded(value), [...(spellings.get(folded(value)) ?? []), value]);
  const twice = [...spellings.values()].filter((same) => same.length > 1);
  if (twice.length === 0) return [];
  const named = twice.slice(0, NAMED).map((same) => same.join(" / "));
  const more = twice.length > NAMED ? ` and ${twice.length - NAMED} more` : "";
  return [`${attribute} has values that differ in case only, and are counted apart: ${named.join(", ")}${more}.`];
}

/** Which lifts are those of another attribute, in sentences, of values that could become criteria and the like. */
export function adjustedWarnings(adjusted: readonly AdjustedValue[]): string[] {
  const strong = adjusted.filter(({ lift }) => lift >= LIFT_BOUNDS.secondary || lift < LIFT_BOUNDS.negative);
  const words: readonly (readonly [AdjustedValue["finding"], string])[] = [
    ["explained", "is explained by"],
    ["cannot be told apart", "cannot be told apart from"],
    ["reversed", "turns around within"],
  ];
  return words.flatMap(([finding, said]) => {
    const values = new Map<string, AdjustedValue[]>();
    for (const each of strong.filter((one) => one.finding === finding)) {
      const name = `${each.dimension} ${each.value}`;
      values.set(name, [...(values.get(name) ?? []), each]);
    }
    return [...values].map(([name, found]) => {
      const within = found.slice(0, NAMED).map((each) => {
        const interval =
          each.adjusted_low === null ? "" : `, ${shown(each.adjusted_low)} – ${shown(each.adjusted_high)}`;
        return `${each.within} (lift ${shown(each.adjusted_lift)}${interval} within it, ${shown(each.lift)} without)`;
      });
      const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
      return `${name} ${said} ${within.join(", ")}${more}.`;
    });
  });
}

/** Values that look like patterns, but rest on a handful of customers. */
function supportWarning(attribute: string, distribution: readonly PatternValue[]): string[] {
  const weak = distribution.filter(({ lift, small_support }) => small_support && lift >= LIFT_BOUNDS.secondary);
  if (weak.length === 0) return [];
  const named = weak.slice(0, NAMED).map(({ value, count, lift_low, lift_high }) => {
    return `${value} (${count}; its lift lies between ${shown(lift_low)} and ${shown(lift_high)})`;
  });
  const more = weak.length > NAMED ? ` and ${weak.length - NAMED} more` : "";
  return [`${attribute}: too few top performers to rely on: ${named.join(", ")}${more}.`];
}

function shown(lift: number | null): string {
  return lift === null ? "?" : lift.toFixed(2);
}

/**
 * Which criteria of tiers no prospect can match, for want of a primary value that counts.
 *
 * @param unsupported values that are primary, and do not count.
 */
export function criterionWarnings(tiers: Tiers, unsupported: readonly UnsupportedValue[] = []): string[] {
  const entries = Object.entries(tiers.tier_1.criteria);
  const empty = entries.filter(([, values]) => values.length === 0).map(([criterion]) => criterion);
  if (empty.length === 0) return [];
  const isWeak = unsupported.some(({ kind }) => kind === "primary");
  if (empty.length === entries.length && isWeak)
    return [
      "No primary value is supported by the figures, so no prospect matches any criterion: with more customers, or fewer values per attribute, smaller differences can be told from chance.",
    ];
  if (empty.length === entries.length)
    return [
      "No value is primary, so no prospect matches any criterion: with fewer top performers (a higher least total, or fewer segments as the top) lifts are larger.",
    ];
  return [
    `No value of ${empty.join(", ")} is primary${isWeak ? " and supported" : ""}, so no prospect can reach tier 1.`,
  ];
}
