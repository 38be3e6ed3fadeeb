import { bandLabels, type Bands } from "../../model/icp/bands.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { attributeName, numberName, exactNumber } from "./attribute-columns.js";
import type { CellColumn } from "./scored-customers.js";

/** How the values of one attribute are counted: as they are, or by the band of the number. */
export interface CountedAttribute {
  /** The attribute's place among the columns that were joined. */
  readonly position: number;
  readonly bands: Bands | undefined;
}

/**
 * Customers by `attribute` (its place), `value` (null where it is not known) and cell, of either column of cells. One grouping for each attribute: an
 * engine runs them in parallel, and faster than one over grouping sets.
 */
export function countValues(
  customers: Sql,
  cells: CellColumn,
  attributes: readonly CountedAttribute[],
  dialect: Dialect,
): Sql {
  const column = identifier(cells);
  const counts = attributes.map(
    (attribute, index) => sql`SELECT ${literal(index)} AS attribute, value, cell, count(*) AS customers
      FROM (SELECT ${countedValue(attribute, dialect)} AS value, ${column} AS cell FROM ${customers}) AS counted GROUP BY value, cell`,
  );
  return join(counts, " UNION ALL ");
}

/** Two attributes, whose values are counted together. */
export type CountedPair = readonly [one: CountedAttribute, other: CountedAttribute];

/**
 * How often two values occur together, for each pair of attributes: `pair` (its place), `one`, `other`, `customers`, and how many of
 * them are on top as `top`.
 */
export function countPairsAtTop(customers: Sql, pairs: readonly CountedPair[], dialect: Dialect): Sql {
  const counts = pairs.map(
    (
      [one, other],
      index,
    ) => sql`SELECT ${literal(index)} AS pair, one, other, count(*) AS customers, count(*) FILTER (WHERE is_top) AS top
      FROM (SELECT ${countedValue(one, dialect)} AS one, ${countedValue(other, dialect)} AS other, is_top
        FROM ${customers}) AS counted GROUP BY one, other`,
  );
  return join(counts, " UNION ALL ");
}

/** The values of attributes as they are counted, as `value_0`, `value_1` …. */
export function countedValues(attributes: readonly CountedAttribute[], dialect: Dialect): Sql {
  return join(
    attributes.map((attribute, index) => sql`${countedValue(attribute, dialect)} AS ${identifier(`value_${index}`)}`),
  );
}

/** The value of an attribute as it is counted; null where none is known. */
export function countedValue({ position, bands }: CountedAttribute, dialect: Dialect): Sql {
  const value = bands === undefined ? identifier(attributeName(position)) : bandOfNumber(position, bands);
  return dialect.groupingKey(value, "text");
}

/** Text stays as it is: prospects may name a band, `11-50`, where customers had a number. */
function bandOfNumber(position: number, bands: Bands): Sql {
  const value = identifier(numberName(position));
  const labels = bandLabels(bands);
  const lows = bands.fitted ? bands.bounds.slice(1) : bands.bounds;
  const cases = lows
    .map((low, index) => sql`WHEN ${value} >= ${exactNumber(String(low))} THEN ${literal(labels[index + 1] as string)}`)
    .toReversed();
  const lowest = sql`WHEN ${value} IS NOT NULL THEN ${literal(labels[0] as string)}`;
  const text = identifier(attributeName(position));
  return sql`CASE ${join([...cases, lowest], " ")} ELSE ${text} END`;
}
