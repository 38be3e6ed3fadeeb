import { bandLabels, type Bands } from "../../model/icp/bands.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { asCategory, attributeName, exactNumber, numberName } from "./attribute-columns.js";
import type { CellColumn } from "./scored-customers.js";

/** How the values of one attribute are counted: as they are, or by the band of the number. */
export interface CountedAttribute {
  /** The attribute's place among the columns that were joined. */
  readonly position: number;
  readonly bands: Bands | undefined;
}

/**
 * Customers with the values of their attributes as they are counted: `customer`, the cells, `is_top`, and `value_0`, `value_1` …, null where
 * none is known.
 */
export function countedCustomers(
  customers: Sql,
  cells: readonly CellColumn[],
  attributes: readonly CountedAttribute[],
  dialect: Dialect,
): Sql {
  const values = attributes.map((attribute, index) => {
    const labels = attribute.bands && bandLabels(attribute.bands);
    return sql`${asCategory(countedValue(attribute, dialect), labels, dialect)} AS ${valueName(index)}`;
  });
  const columns = [...cells.map((cell) => identifier(cell)), ...values];
  return sql`SELECT customer, is_top, ${join(columns)} FROM ${customers}`;
}

/**
 * Customers of {@link countedCustomers} by `attribute` (its place), `value` (null where it is not known) and cell, of either column of cells. One
 * grouping for each attribute: an engine runs them in parallel, and faster than one over grouping sets.
 */
export function countValues(customers: Sql, cells: CellColumn, attributes: number): Sql {
  const cell = identifier(cells);
  const counts = Array.from({ length: attributes }, (_, index) => {
    const value = valueName(index);
    return sql`SELECT ${literal(index)} AS attribute, CAST(${value} AS VARCHAR) AS value, ${cell} AS cell, count(*) AS customers
      FROM ${customers} GROUP BY ${value}, ${cell}`;
  });
  return join(counts, " UNION ALL ");
}

/**
 * How often two values occur together, for each pair of attributes by their places: `pair` (its place), `one`, `other`, `customers`, and
 * how many of them are on top as `top`.
 */
export function countPairsAtTop(customers: Sql, pairs: readonly (readonly [number, number])[]): Sql {
  const counts = pairs.map(([first, second], index) => {
    const [one, other] = [valueName(first), valueName(second)];
    return sql`SELECT ${literal(index)} AS pair, CAST(${one} AS VARCHAR) AS one, CAST(${other} AS VARCHAR) AS other, count(*) AS customers,
      count(*) FILTER (WHERE is_top) AS top FROM ${customers} GROUP BY ${one}, ${other}`;
  });
  return join(counts, " UNION ALL ");
}

/** The values of attributes as they are counted, as `value_0`, `value_1` …. */
export function countedValues(attributes: readonly CountedAttribute[], dialect: Dialect): Sql {
  return join(attributes.map((attribute, index) => sql`${countedValue(attribute, dialect)} AS ${valueName(index)}`));
}

/** The name of the n-th counted value. */
export function valueName(position: number): Sql {
  return identifier(`value_${position}`);
}

function countedValue({ position, bands }: CountedAttribute, dialect: Dialect): Sql {
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
