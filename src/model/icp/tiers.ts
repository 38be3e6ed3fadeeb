import { UNKNOWN } from "./attribute-value.js";
import { criteriaOf } from "./attributes.js";
import type { IcpPatterns, Pattern } from "./patterns.js";

/** Values by criterion. */
export type CriterionValues = Readonly<Record<string, readonly string[]>>;

/** The names of tiers, best first. */
export const TIER_NAMES = ["tier_1", "tier_2", "tier_3", "tier_4"] as const;

/** The name of a tier. */
export type TierName = (typeof TIER_NAMES)[number];

/** How soon a tier deserves attention. */
export type Priority = "HIGHEST" | "HIGH" | "SELECTIVE" | "AVOID";

/** A group of prospects by how much they look like the top performers. */
export interface Tier {
  readonly priority: Priority;
  /** The least number of criteria that a prospect of this tier matches. */
  readonly matches: number;
  /** The values that match, by criterion: the first three primary ones. */
  readonly criteria: CriterionValues;
}

/** Tiers of prospects, best first. */
export interface Tiers {
  readonly tier_1: Tier;
  readonly tier_2: Tier;
  readonly tier_3: Tier;
  /** Prospects that match nothing, and the values that speak against a prospect. */
  readonly tier_4: Tier & { readonly anti_patterns: CriterionValues };
}

/** What makes a value count: a high lift makes it a criterion, a low one an anti-pattern. */
export type CriterionKind = "primary" | "negative";

/** Whether a value of an attribute may count. */
export type MayCount = (attribute: string, value: string) => boolean;

/** How many values of a criterion count. */
const VALUES_PER_CRITERION = 3;

/**
 * Tiers from patterns: tier 1 matches all criteria, tier 2 two thirds of them or more, tier 3 one or more, tier 4 none.
 * With the default attributes the criteria are industry, size (`employee_count`) and revenue (`company_revenue`), so
 * that is three, two, one, none; with others every attribute is a criterion. A criterion matches by one of its first
 * three primary values; values with a lift below 0.5 are anti-patterns. "Unknown" is neither.
 *
 * @param mayCount which values may become criteria and anti-patterns. Default: all, which is the bare rule.
 */
export function tierRecommendations(patterns: IcpPatterns, mayCount: MayCount = () => true): Tiers {
  const named = Object.entries(criteriaOf(Object.keys(patterns)));
  const valuesOf = (kind: CriterionKind): CriterionValues =>
    Object.fromEntries(
      named.map(([criterion, attribute]) => [
        criterion,
        bareCriteria(patterns[attribute], kind, (value) => mayCount(attribute, value)),
      ]),
    );
  const criteria = valuesOf("primary");
  return {
    tier_1: { priority: "HIGHEST", matches: named.length, criteria },
    tier_2: { priority: "HIGH", matches: Math.ceil((2 * named.length) / 3), criteria },
    tier_3: { priority: "SELECTIVE", matches: Math.min(1, named.length), criteria },
    tier_4: { priority: "AVOID", matches: 0, criteria, anti_patterns: valuesOf("negative") },
  };
}

/** The values of an attribute that count for, or against, a prospect, of those that may. */
export function bareCriteria(
  pattern: Pattern | undefined,
  kind: CriterionKind,
  mayCount: (value: string) => boolean = () => true,
): string[] {
  const values = (pattern?.[kind] ?? []).filter((value) => value !== UNKNOWN && mayCount(value));
  return kind === "primary" ? values.slice(0, VALUES_PER_CRITERION) : values;
}
