import type { Bands } from "../model/icp/bands.js";
import { bandLabels } from "../model/icp/bands.js";
import type { Dialect } from "../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../sql/fragment.js";
import type { Column } from "../sql/relation.js";

/** The engine's type for numbers of attributes and for average tickets. */
const NUMBER = keyword("DECIMAL(38, 4)");

/** How many rows the first look at attributes takes. */
const SAMPLE = 10_000;

/** A day at the start of a value, in any usual notation: 2024-03-01, 01.03.2024, 3/1/24. */
const DATE_PATTERN = String.raw`\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))([ T].*)?`;

/** The published customers: `customer` (the id as text), `cell` (`543`) and `ticket`, the monetary value per purchase. */
export function scoredCustomers(customers: Sql): Sql {
  return sql`SELECT CAST(customer_id AS VARCHAR) AS customer, "R_score" * 100 + "F_score" * 10 + "M_score" AS cell,
    CAST(monetary / frequency AS ${NUMBER}) AS ticket FROM ${customers}`;
}

/** The name under which the n-th attribute, counted from 0, stands in the relations of this file. */
export function attributeName(position: number): string {
  return `attribute_${position}`;
}

/** Any column as text. Floats and decimals that are whole numbers are written as such: 42.0 is the id 42. */
export function asText({ name, kind }: Column, dialect: Dialect): Sql {
  const column = identifier(name);
  const text = sql`CAST(${column} AS VARCHAR)`;
  if (kind !== "float" && kind !== "decimal" && kind !== "number") return text;
  return sql`CASE WHEN ${dialect.isWhole(column)} THEN CAST(${dialect.toInteger(column)} AS VARCHAR) ELSE ${text} END`;
}

/** The same, or null where there is none. */
function filled(text: Sql, dialect: Dialect): Sql {
  return sql`CASE WHEN NOT ${dialect.isBlank(text)} THEN ${text} END`;
}

/** The rows of the source of attributes: `key` (null where there is none) and the columns, each as text. */
export function attributeRows(from: Sql, key: Column, columns: readonly Column[], dialect: Dialect): Sql {
  const attributes = columns.map(
    (column, index) => sql`${asText(column, dialect)} AS ${identifier(attributeName(index))}`,
  );
  return sql`SELECT ${filled(asText(key, dialect), dialect)} AS key${joined(attributes)} FROM ${from}`;
}

/** How many rows there are, how many of them without a key, how many keys, and how many keys that stand on several rows. */
export function countKeys(rows: Sql, dialect: Dialect): Sql {
  const key = dialect.groupingKey(identifier("key"), "text");
  return sql`SELECT sum(times) AS rows, sum(CASE WHEN key IS NULL THEN times ELSE 0 END) AS without_key, count(key) AS keys,
    count(*) FILTER (WHERE key IS NOT NULL AND times > 1) AS repeated
    FROM (SELECT ${key} AS key, count(*) AS times FROM ${rows} GROUP BY ${key}) AS keys`;
}

/** One row per key. Where several rows of a key disagree on an attribute, it is unknown: none of them is more right. */
export function oneRowPerKey(rows: Sql, attributes: number, dialect: Dialect): Sql {
  const key = dialect.groupingKey(identifier("key"), "text");
  const agreed = names(attributes).map((name) => {
    const value = dialect.groupingKey(filled(name, dialect), "text");
    return sql`CASE WHEN min(${value}) = max(${value}) THEN min(${value}) END AS ${name}`;
  });
  return sql`SELECT ${key} AS key${joined(agreed)} FROM ${rows} WHERE key IS NOT NULL GROUP BY ${key}`;
}

/** Every customer with their attributes, or with none; `key` is null for those who have no row of attributes. */
export function withAttributes(customers: Sql, rows: Sql, attributes: number, dialect: Dialect): Sql {
  const [key, customer] = [identifier("attributes", "key"), identifier("scored", "customer")];
  const columns = [sql`scored.customer`, sql`scored.cell`, sql`scored.ticket`, key, ...names(attributes)];
  return sql`SELECT ${join(columns)} FROM (SELECT * FROM ${customers}) AS scored LEFT JOIN (${rows}) AS attributes
    ON ${dialect.groupingKey(key, "text")} = ${dialect.groupingKey(customer, "text")}`;
}

/**
 * The customers who were no top performers at an earlier moment, new ones among them, as they are now.
 *
 * @param top the codes of the cells of top performers.
 */
export function becameTop(now: Sql, then: Sql, top: readonly number[], dialect: Dialect): Sql {
  const [today, earlier] = [identifier("today", "customer"), identifier("earlier", "customer")];
  const isTop = sql`earlier.cell IN (${join([literal(0), ...top.map((code) => literal(code))])})`;
  return sql`SELECT today.customer, today.cell, today.ticket FROM (SELECT * FROM ${now}) AS today
    LEFT JOIN (SELECT * FROM ${then}) AS earlier ON ${dialect.groupingKey(today, "text")} = ${dialect.groupingKey(earlier, "text")}
    WHERE NOT coalesce(${isTop}, false)`;
}

/** What the first values of each attribute look like: how many there are, how many different, how many numbers and dates. */
export function lookAtAttributes(rows: Sql, attributes: number, dialect: Dialect): Sql {
  const counts = names(attributes).flatMap((name, index) => [
    sql`count(${name}) AS ${identifier(`filled ${index}`)}`,
    sql`count(DISTINCT ${dialect.groupingKey(name, "text")}) AS ${identifier(`different ${index}`)}`,
    sql`count(*) FILTER (WHERE ${isNumber(name, dialect)}) AS ${identifier(`numbers ${index}`)}`,
    sql`count(*) FILTER (WHERE ${dialect.matches(name, DATE_PATTERN)}) AS ${identifier(`dates ${index}`)}`,
  ]);
  const columns = names(attributes).map((name) => sql`${filled(name, dialect)} AS ${name}`);
  return sql`SELECT ${join(counts)} FROM (SELECT ${join(columns)} FROM (${rows}) AS attributes LIMIT ${literal(SAMPLE)}) AS sample`;
}

/** The numbers of an attribute, one row per customer who has one, under a name. */
export function numbersOf(customers: Sql, position: number, name: string, dialect: Dialect): Sql {
  const value = identifier(attributeName(position));
  return sql`SELECT ${toNumber(value, dialect)} AS ${identifier(name)} FROM ${customers} WHERE ${isNumber(value, dialect)}`;
}

/** The average tickets, one row per customer, under a name. */
export function tickets(customers: Sql, name: string): Sql {
  return sql`SELECT ticket AS ${identifier(name)} FROM ${customers}`;
}

/** Whether an attribute of customers has values that are no numbers, or places after the point, and how many values. */
export function judgeNumbers(customers: Sql, position: number, dialect: Dialect): Sql {
  const value = identifier(attributeName(position));
  const isFilled = sql`NOT ${dialect.isBlank(value)}`;
  const number = sql`CASE WHEN ${isNumber(value, dialect)} THEN ${toNumber(value, dialect)} END`;
  return sql`SELECT count(*) FILTER (WHERE ${isFilled} AND number IS NULL) AS others, count(number) AS numbers,
    count(*) FILTER (WHERE number <> trunc(number)) AS fractions, count(DISTINCT number) AS different
    FROM (SELECT ${value}, ${number} AS number FROM ${customers}) AS judged`;
}

/** The least value of each band that quintile cutpoints, ascending, part numbers into; null for bands that stay empty. */
export function leastOfBands(numbers: Sql, name: string, cutpoints: readonly string[]): Sql {
  const value = identifier(name);
  const lows = [
    sql`min(${value})`,
    ...cutpoints.map((cutpoint) => sql`min(${value}) FILTER (WHERE ${value} > ${exactNumber(cutpoint)})`),
  ];
  return sql`SELECT ${join(lows.map((low, index) => sql`CAST(${low} AS VARCHAR) AS ${identifier(`low ${index}`)}`))} FROM ${numbers}`;
}

/** How the values of one attribute are counted: as they are, or by the band of the number. */
export interface CountedAttribute {
  /** The attribute's place among the columns that were joined. */
  readonly position: number;
  readonly bands: Bands | undefined;
}

/**
 * Customers by attribute, value, cell and quintile of the average ticket: `set` says which attribute a row is about, in
 * the way of `GROUPING` (every bit is set but that of the attribute), `value` is null where it is not known.
 *
 * @param cutpoints of the average ticket, ascending.
 */
export function countValues(
  customers: Sql,
  attributes: readonly CountedAttribute[],
  cutpoints: readonly string[],
  dialect: Dialect,
): Sql {
  const columns = attributes.map((_, index) => identifier(`value_${index}`));
  const passed = cutpoints.map((cutpoint) => sql`CASE WHEN ticket > ${exactNumber(cutpoint)} THEN 1 ELSE 0 END`);
  const sets = columns.map((column) => sql`(${column}, cell, ticket_score)`);
  return sql`SELECT GROUPING(${join(columns)}) AS grouping_set, coalesce(${join([...columns, sql`NULL`])}) AS value, cell, ticket_score, count(*) AS customers
    FROM (SELECT cell, ${join([literal(1), ...passed], " + ")} AS ticket_score, ${countedValues(attributes, dialect)} FROM ${customers}) AS counted
    GROUP BY GROUPING SETS (${join(sets)})`;
}

/**
 * How often two values of different attributes occur together, for every pair of attributes: the values as `value_0`,
 * `value_1` … and the number of customers. In a large base about one customer in sixteen is looked at, always the same.
 */
export function countPairs(
  customers: Sql,
  attributes: readonly CountedAttribute[],
  pairs: readonly (readonly [number, number])[],
  isLarge: boolean,
  dialect: Dialect,
): Sql {
  const columns = attributes.map((_, index) => identifier(`value_${index}`));
  const some = isLarge ? sql` WHERE ${dialect.isInSample(identifier("customer"))}` : sql``;
  const sets = pairs.map(([one, other]) => sql`(${columns[one] as Sql}, ${columns[other] as Sql})`);
  return sql`SELECT GROUPING(${join(columns)}) AS grouping_set, ${join(columns)}, count(*) AS customers
    FROM (SELECT ${countedValues(attributes, dialect)} FROM ${customers}${some}) AS counted GROUP BY GROUPING SETS (${join(sets)})`;
}

/** The values of attributes as they are counted, as `value_0`, `value_1` …, out of the attributes as text. */
export function countedValues(attributes: readonly CountedAttribute[], dialect: Dialect): Sql {
  return join(
    attributes.map(({ position, bands }, index) => {
      const text = identifier(attributeName(position));
      const value = bands === undefined ? text : bandOfNumber(text, bands, dialect);
      return sql`${dialect.groupingKey(value, "text")} AS ${identifier(`value_${index}`)}`;
    }),
  );
}

function bandOfNumber(text: Sql, bands: Bands, dialect: Dialect): Sql {
  const labels = bandLabels(bands);
  const lows = bands.fitted ? bands.bounds.slice(1) : bands.bounds;
  const value = toNumber(text, dialect);
  const cases = lows
    .map((low, index) => sql`WHEN ${value} >= ${exactNumber(String(low))} THEN ${literal(labels[index + 1] as string)}`)
    .toReversed();
  return sql`CASE WHEN ${isNumber(text, dialect)} THEN CASE ${join(cases, " ")} ELSE ${literal(labels[0] as string)} END END`;
}

function isNumber(text: Sql, dialect: Dialect): Sql {
  return dialect.isAmount(text, dialect.toAmount(text, "text", ".", "wide"), "text");
}

function toNumber(text: Sql, dialect: Dialect): Sql {
  return sql`CAST(${dialect.toAmount(text, "text", ".", "wide")} AS ${NUMBER})`;
}

function exactNumber(text: string): Sql {
  return sql`CAST(${literal(text)} AS ${NUMBER})`;
}

function names(attributes: number): Sql[] {
  return Array.from({ length: attributes }, (_, index) => identifier(attributeName(index)));
}

/** More columns after the first one. */
function joined(columns: readonly Sql[]): Sql {
  return columns.length === 0 ? sql`` : sql`, ${join(columns)}`;
}
