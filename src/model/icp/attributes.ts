/** The attributes that are analysed where no others are named. */
export const DEFAULT_ATTRIBUTES = ["industry", "employee_count", "company_revenue", "region"] as const;

/** What a prospect is qualified by where the attributes are the default ones, and the attribute behind each criterion. */
const DEFAULT_CRITERIA = { industry: "industry", size: "employee_count", revenue: "company_revenue" } as const;

/** The column of the default attribute `region`. */
const REGION_COLUMN = "state_region";

/** The column that holds an attribute: `region` is read from `state_region` where there is one, any other from its own name. */
export function columnOfAttribute(attribute: string, columns: ReadonlySet<string>): string {
  return attribute === "region" && columns.has(REGION_COLUMN) ? REGION_COLUMN : attribute;
}

/**
 * The criteria of tiers and the attribute behind each: industry, size and revenue where their attributes are among those
 * given, and otherwise every attribute under its own name.
 */
export function criteriaOf(attributes: readonly string[]): Readonly<Record<string, string>> {
  const isDefault = Object.values(DEFAULT_CRITERIA).every((attribute) => attributes.includes(attribute));
  return isDefault ? DEFAULT_CRITERIA : Object.fromEntries(attributes.map((attribute) => [attribute, attribute]));
}

/**
 * The attribute behind a criterion: `employee_count` behind `size` where the criteria are industry, size and revenue.
 * Otherwise a criterion has the name of its attribute. Use {@link criteriaOf} where the attributes are known: three of
 * them may be named industry, size and revenue themselves.
 */
export function attributeOf(criterion: string, criteria: readonly string[]): string {
  const names = Object.keys(DEFAULT_CRITERIA);
  const isDefault = criteria.length === names.length && names.every((name) => criteria.includes(name));
  return isDefault ? ((DEFAULT_CRITERIA as Readonly<Record<string, string>>)[criterion] ?? criterion) : criterion;
}
