/** The attributes that are analysed where no others are named. */
export const DEFAULT_DIMENSIONS = ["industry", "employee_count", "company_revenue", "region"] as const;

/** What a prospect is qualified by where the attributes are the default ones, and the attribute behind each criterion. */
const DEFAULT_CRITERIA = { industry: "industry", size: "employee_count", revenue: "company_revenue" } as const;

/** The column of the default dimension `region`. */
const REGION_COLUMN = "state_region";

/** The column that holds a dimension: `region` is read from `state_region` where there is one, any other from its own name. */
export function columnOfDimension(dimension: string, columns: ReadonlySet<string>): string {
  return dimension === "region" && columns.has(REGION_COLUMN) ? REGION_COLUMN : dimension;
}

/**
 * The criteria of tiers and the attribute behind each: industry, size and revenue where their attributes are among the
 * dimensions, and otherwise every dimension under its own name.
 */
export function criteriaOf(dimensions: readonly string[]): Readonly<Record<string, string>> {
  const isDefault = Object.values(DEFAULT_CRITERIA).every((attribute) => dimensions.includes(attribute));
  return isDefault ? DEFAULT_CRITERIA : Object.fromEntries(dimensions.map((dimension) => [dimension, dimension]));
}

/**
 * The attribute behind a criterion: `employee_count` behind `size` where the criteria are industry, size and revenue. Among
 * others a criterion of that name is an attribute of that name. Whoever knows the dimensions asks {@link criteriaOf}: three
 * dimensions may be named industry, size and revenue themselves.
 */
export function attributeOf(criterion: string, criteria: readonly string[]): string {
  const names = Object.keys(DEFAULT_CRITERIA);
  const isDefault = criteria.length === names.length && names.every((name) => criteria.includes(name));
  return isDefault ? ((DEFAULT_CRITERIA as Readonly<Record<string, string>>)[criterion] ?? criterion) : criterion;
}
