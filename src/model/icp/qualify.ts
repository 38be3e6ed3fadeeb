import { attributeIn, type AttributeRecord, isSameValue, UNKNOWN } from "./attribute-value.js";
import { bandedValue, type BandsByAttribute, bandsOf } from "./bands.js";
import { attributeOf, columnOfAttribute } from "./attributes.js";
import { type CriterionValues, type Priority, TIER_NAMES, type TierName, type Tiers } from "./tiers.js";

/** A prospect's value of one criterion. */
export interface CriterionMatch {
  readonly criterion: string;
  /** "Unknown" where the prospect has none. */
  readonly value: string;
}

/** Where a prospect belongs, and why. */
export interface Qualification {
  readonly tier: TierName;
  readonly priority: Priority;
  readonly matched: readonly CriterionMatch[];
  readonly missed: readonly CriterionMatch[];
  /** Values that are rare among top performers. They lower no tier by themselves. */
  readonly anti_patterns: readonly CriterionMatch[];
  /** The same in a sentence or two. */
  readonly reason: string;
}

/**
 * Says which tier a prospect belongs to. Values are compared exactly, but for case and blanks around them: "Software" is
 * no match for "Software Consulting".
 *
 * @param prospect its attributes by name; the criterion `size` is read from `employee_count`, `revenue` from
 *   `company_revenue`, and `region` from `state_region`, where the prospect has those, else from their own names.
 * @param bands how numbers of an attribute are parted into values, by attribute. Default: numbers are compared as they are.
 */
export function qualify(
  prospect: AttributeRecord,
  tiers: Tiers,
  { bands = {} }: { readonly bands?: BandsByAttribute } = {},
): Qualification {
  const criteria = Object.keys(tiers.tier_1.criteria);
  const values = criteria.map((criterion): CriterionMatch => {
    const attribute = attributeOf(criterion, criteria);
    const column = columnOf(attribute, criterion, prospect);
    return {
      criterion,
      value: bandedValue(attributeIn(prospect, column), bandsOf(bands, attribute) ?? bandsOf(bands, criterion)),
    };
  });
  const matched = values.filter((each) => isAmong(each, tiers.tier_1.criteria));
  const missed = values.filter((each) => !matched.includes(each));
  const antiPatterns = values.filter((each) => isAmong(each, tiers.tier_4.anti_patterns));
  const tier =
    TIER_NAMES.find((name) => matched.length > 0 && matched.length >= tiers[name].matches) ?? ("tier_4" as const);
  return {
    tier,
    priority: tiers[tier].priority,
    matched,
    missed,
    anti_patterns: antiPatterns,
    reason: reasonFor(matched, missed, antiPatterns),
  };
}

function isAmong({ criterion, value }: CriterionMatch, list: CriterionValues): boolean {
  return value !== UNKNOWN && (list[criterion] ?? []).some((each) => isSameValue(each, value));
}

function columnOf(attribute: string, criterion: string, prospect: AttributeRecord): string {
  const columns = new Set(Object.keys(prospect));
  const column = columnOfAttribute(attribute, columns);
  return columns.has(column) ? column : criterion;
}

function reasonFor(
  matched: readonly CriterionMatch[],
  missed: readonly CriterionMatch[],
  antiPatterns: readonly CriterionMatch[],
): string {
  const of = matched.length + missed.length;
  const shown = ({ criterion, value }: CriterionMatch): string =>
    value === UNKNOWN ? `${criterion} (not known)` : `${criterion} (${value})`;
  const list = (all: readonly CriterionMatch[]): string => all.map(shown).join(" and ");
  const parts = [
    matched.length === 0 ? `Matches no criterion` : `Matches ${matched.length} of ${of}: ${list(matched)}`,
    ...(missed.length === 0 ? [] : [`misses ${list(missed)}`]),
  ];
  const against = antiPatterns.length === 0 ? "" : ` Rare among top performers: ${list(antiPatterns)}.`;
  return `${parts.join("; ")}.${against}`;
}
