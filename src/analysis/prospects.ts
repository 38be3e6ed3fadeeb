import type { Dialect } from "../sql/dialect.js";
import { identifier, join, keyword, type Sql, sql } from "../sql/fragment.js";
import type { Column } from "../sql/relation.js";
import { asText, attributeName, type CountedAttribute, countedValues, numberName, toNumber } from "./attributes.js";

/** What is said of each prospect, beside its own columns. */
export const QUALIFICATION_COLUMNS = ["tier", "priority", "matched", "missed", "anti_patterns", "reason"] as const;

/** A criterion that is read from a column of the prospects; undefined where they have none. */
export interface ProspectAttribute {
  readonly column: Column | undefined;
  readonly bands: CountedAttribute["bands"];
}

/** The rows of prospects as they came, in their order (`quintile_position`), with the value of each attribute. */
export function prospectRows(from: Sql, attributes: readonly ProspectAttribute[], dialect: Dialect): Sql {
  const texts = attributes.flatMap(({ column }, index) => {
    const none = keyword("NULL");
    const text = column === undefined ? none : asText(column, dialect);
    const number = column === undefined ? none : toNumber(column, dialect);
    return [
      sql`CAST(${text} AS VARCHAR) AS ${identifier(attributeName(index))}`,
      sql`CAST(${number} AS DECIMAL(18, 4)) AS ${identifier(numberName(index))}`,
    ];
  });
  const counted = attributes.map(({ bands }, position): CountedAttribute => ({ position, bands }));
  return sql`SELECT *, ${countedValues(counted, dialect)} FROM (SELECT *, row_number() OVER () AS quintile_position, ${join(texts)} FROM ${from}) AS prospects`;
}

/** Every combination of values that occurs, and how many prospects have it. */
export function combinations(rows: Sql, attributes: number): Sql {
  const values = valueNames(attributes);
  return sql`SELECT ${join(values)}, count(*) AS prospects FROM ${rows} GROUP BY ${join(values)}`;
}

/** The columns of prospects that are their own, and none of an earlier qualification. */
export function ownColumns(columns: readonly Column[]): Column[] {
  return columns.filter(({ name }) => !(QUALIFICATION_COLUMNS as readonly string[]).includes(name));
}

/** The prospects in their order, with columns of what was said of their combination of values. */
export function qualifiedProspects(
  rows: Sql,
  qualified: Sql,
  columns: readonly Column[],
  said: readonly string[],
  attributes: number,
): Sql {
  const chosen = [
    ...ownColumns(columns).map(({ name }) => sql`prospects.${identifier(name)}`),
    ...said.map((name) => sql`qualified.${identifier(name)}`),
  ];
  const same = valueNames(attributes).map((value) => sql`prospects.${value} IS NOT DISTINCT FROM qualified.${value}`);
  return sql`SELECT ${join(chosen)} FROM ${rows} AS prospects JOIN ${qualified} AS qualified ON ${join(same, " AND ")}
    ORDER BY quintile_position`;
}

function valueNames(attributes: number): Sql[] {
  return Array.from({ length: attributes }, (_, index) => identifier(`value_${index}`));
}
