import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, keyword, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { asText, attributeName, numberName, toNumber } from "./attribute-columns.js";
import { type CountedAttribute, countedValues } from "./counted-values.js";

/** The columns that are added to those of each prospect. */
export const QUALIFICATION_COLUMNS = ["tier", "priority", "matched", "missed", "anti_patterns", "reason"] as const;

/** A criterion that is read from a column of the prospects; undefined where they have none. */
export interface ProspectAttribute {
  readonly column: Column | undefined;
  readonly bands: CountedAttribute["bands"];
}

/** The name under which the n-th column of the prospects themselves, counted from 0, stands in these relations. */
export function ownName(position: number): string {
  return `own_${position}`;
}

/**
 * The rows of prospects with their columns, their order (`place`) and the value of each attribute. Their columns go by names
 * of ours, since prospects may have one called `place` or `value_0` too.
 */
export function prospectRows(
  from: Sql,
  columns: readonly Column[],
  attributes: readonly ProspectAttribute[],
  dialect: Dialect,
): Sql {
  const own = columns.map(({ name }, index) => sql`${identifier(name)} AS ${identifier(ownName(index))}`);
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
  return sql`SELECT *, ${countedValues(counted, dialect)} FROM (SELECT ${join([...own, sql`row_number() OVER () AS place`, ...texts])} FROM ${from}) AS prospects`;
}

/** Every combination of values that occurs, and how many prospects have it. */
export function combinations(rows: Sql, attributes: number): Sql {
  const values = valueNames(attributes);
  return sql`SELECT ${join(values)}, count(*) AS prospects FROM ${rows} GROUP BY ${join(values)}`;
}

/** True of a column of the prospects that has the name of an added one, which takes its place. */
export function isReplaced({ name }: Column): boolean {
  return (QUALIFICATION_COLUMNS as readonly string[]).includes(name.toLowerCase());
}

/** The prospects in their order, with their own columns and the added ones for their combination of values. */
export function qualifiedProspects(rows: Sql, qualified: Sql, columns: readonly Column[], attributes: number): Sql {
  const own = columns.flatMap((column, index) =>
    isReplaced(column) ? [] : [sql`prospects.${identifier(ownName(index))} AS ${identifier(column.name)}`],
  );
  const said = QUALIFICATION_COLUMNS.map((name) => sql`qualified.${identifier(name)}`);
  return inOrder([...own, ...said], rows, qualified, attributes);
}

/** The prospects in their order, their columns as `own_0`, `own_1` …, with the place of their `combination` of values. */
export function prospectsByCombination(rows: Sql, qualified: Sql, columns: readonly Column[], attributes: number): Sql {
  const own = columns.map((_, index) => sql`prospects.${identifier(ownName(index))}`);
  return inOrder([...own, sql`qualified.combination`], rows, qualified, attributes);
}

function inOrder(chosen: readonly Sql[], rows: Sql, qualified: Sql, attributes: number): Sql {
  const same = valueNames(attributes).map((value) => sql`prospects.${value} IS NOT DISTINCT FROM qualified.${value}`);
  return sql`SELECT ${join(chosen)} FROM ${rows} AS prospects JOIN ${qualified} AS qualified ON ${join(same, " AND ")}
    ORDER BY prospects.place`;
}

function valueNames(attributes: number): Sql[] {
  return Array.from({ length: attributes }, (_, index) => identifier(`value_${index}`));
}
