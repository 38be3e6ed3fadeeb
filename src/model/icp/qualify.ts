import { attributeIn, type AttributeRecord, isSameValue, UNKNOWN } from "./attribute-value.js";
import { bandedValue, type BandsByAttribute, bandsOf } from "./bands.js";
import { attributeOf, columnOfAttribute } from "./attributes.js";
import { delimiterOf, type Delimiters, valuesIn } from "./several-values.js";
import { type CriterionValues, type Priority, TIER_NAMES, type TierName, type Tiers } from "./tiers.js";

/** A prospect's value of one criterion. */
export interface CriterionMatch {
  readonly criterion: string;
  /** "Unknown" where the prospect has none. */
  readonly value: string;
}

/** A prospect of whom nothing is known that tiers rest on belongs to none of them. */
export const UNKNOWN_TIER = "unknown";

/** Where a prospect belongs, and why. */
export interface Qualification {
  readonly tier: TierName | typeof UNKNOWN_TIER;
  readonly priority: Priority | "UNKNOWN";
  readonly matched: readonly CriterionMatch[];
  /** Criteria that have values, of which the prospect has none. */
  readonly missed: readonly CriterionMatch[];
  /** Values that are rare among top performers. They lower no tier by themselves. */
  readonly anti_patterns: readonly CriterionMatch[];
  /** The same in a sentence or two. */
  readonly reason: string;
}

/** How the values of prospects are read: as those of the customers were. */
export interface QualifyOptions {
  /** How numbers of an attribute are parted into values, by attribute. Default: numbers are compared as they are. */
  readonly bands?: BandsByAttribute;
  /** What parts several values in a cell, by attribute. Default: a cell holds one value. */
  readonly multiple?: Delimiters;
}

/**
 * Says which tier a prospect belongs to. Values are compared exactly, but for case and blanks around them: "Software" is
 * no match for "Software Consulting". A prospect of whom no attribute is known that has a criterion or an anti-pattern belongs to no
 * tier: `unknown`.
 *
 * @param prospect its attributes by name; the criterion `size` is read from `employee_count`, `revenue` from
 *   `company_revenue`, and `region` from `state_region`, where the prospect has those, else from their own names.
 */
export function qualify(
  prospect: AttributeRecord,
  tiers: Tiers,
  { bands = {}, multiple = {} }: QualifyOptions = {},
): Qualification {
  const criteria = Object.keys(tiers.tier_1.criteria);
  const values = criteria.map((criterion): CriterionValue => {
    const attribute = attributeOf(criterion, criteria);
    const column = columnOf(attribute, criterion, prospect);
    const own = <T>(of: (name: string) => T | undefined): T | undefined => of(attribute) ?? of(criterion);
    const value = bandedValue(
      attributeIn(prospect, column),
      own((name) => bandsOf(bands, name)),
    );
    const delimiter = own((name) => delimiterOf(multiple, name));
    return { criterion, value, values: valuesIn(value, delimiter) };
  });
  const matches = values.map((each) => amongOf(each, tiers.tier_1.criteria));
  const matched = matches.flatMap((match) => match ?? []);
  const exists = ({ criterion }: CriterionValue): boolean => (tiers.tier_1.criteria[criterion] ?? []).length > 0;
  const missed = values
    .filter((each, index) => matches[index] === undefined && exists(each))
    .map(({ criterion, value }) => ({ criterion, value }));
  const antiPatterns = values.flatMap((each) => amongOf(each, tiers.tier_4.anti_patterns) ?? []);
  const isJudged = (each: CriterionValue): boolean =>
    exists(each) || (tiers.tier_4.anti_patterns[each.criterion] ?? []).length > 0;
  if (!values.some((each) => isJudged(each) && each.values.some((value) => value !== UNKNOWN))) {
    const reason = values.some(isJudged)
      ? `Not known: ${values
          .filter(isJudged)
          .map(({ criterion }) => criterion)
          .join(", ")}.`
      : "There is no criterion.";
    return { tier: UNKNOWN_TIER, priority: "UNKNOWN", matched, missed, anti_patterns: antiPatterns, reason };
  }
  const tier =
    TIER_NAMES.find((name) => matched.length > 0 && matched.length >= tiers[name].matches) ?? ("tier_4" as const);
  return {
    tier,
    priority: tiers[tier].priority,
    matched,
    missed,
    anti_patterns: antiPatterns,
    reason: reasonFor(matched, missed, antiPatterns, values),
  };
}

/** What a prospect has of a criterion: the cell as it stands, and the values in it. */
interface CriterionValue extends CriterionMatch {
  readonly values: readonly string[];
}

/** The values that are on a list; undefined where none is. */
function amongOf({ criterion, values }: CriterionValue, list: CriterionValues): CriterionMatch | undefined {
  const found = values.filter(
    (value) => value !== UNKNOWN && (list[criterion] ?? []).some((each) => isSameValue(each, value)),
  );
  return found.length === 0 ? undefined : { criterion, value: found.join(", ") };
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
  criteria: readonly CriterionMatch[],
): string {
  const met = [...matched, ...missed].map(({ criterion }) => criterion);
  const without = criteria.map(({ criterion }) => criterion).filter((criterion) => !met.includes(criterion));
  const shown = ({ criterion, value }: CriterionMatch): string =>
    value === UNKNOWN ? `${criterion} (not known)` : `${criterion} (${value})`;
  const list = (all: readonly CriterionMatch[]): string => all.map(shown).join(" and ");
  const parts = [
    matched.length === 0 ? `Matches no criterion` : `Matches ${matched.length} of ${criteria.length}: ${list(matched)}`,
    ...(missed.length === 0 ? [] : [`misses ${list(missed)}`]),
    ...(without.length === 0 ? [] : [`there is no criterion of ${without.join(" and ")}`]),
  ];
  const against = antiPatterns.length === 0 ? "" : ` Rare among top performers: ${list(antiPatterns)}.`;
  return `${parts.join("; ")}.${against}`;
}
