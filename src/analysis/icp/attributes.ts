import type { Bands } from "../../model/icp/bands.js";
import { bandLabels } from "../../model/icp/bands.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";

/** The engine's type for average tickets and the bounds of bands. */
const NUMBER = keyword("DECIMAL(18, 4)");

/** How many rows the first look at attributes takes. */
const SAMPLE = 2_000;

/** A day at the start of a value, in any usual notation: 2024-03-01, 01.03.2024, 3/1/24. */
const DATE_PATTERN = String.raw`\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))([ T].*)?`;

/**
 * The published customers: `customer` (the id, as text unless `id` says otherwise), `cell` (`543`) and `ticket`, the monetary
 * value per purchase.
 */
export function scoredCustomers(customers: Sql, id: "text" | "integer" = "text"): Sql {
  const customer = id === "integer" ? sql`customer_id` : sql`CAST(customer_id AS VARCHAR)`;
  return sql`SELECT ${customer} AS customer, CAST("R_score" * 100 + "F_score" * 10 + "M_score" AS SMALLINT) AS cell,
    CAST(monetary / frequency AS ${NUMBER}) AS ticket FROM ${customers}`;
}

/** The name under which the n-th attribute, counted from 0, stands in the relations of this file. */
export function attributeName(position: number): string {
  return `attribute_${position}`;
}

/** The same for the number in it, of attributes that are numeric. */
export function numberName(position: number): string {
  return `number_${position}`;
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

/** A column of attributes, and whether its first values are all numbers, so that it is read as numbers too. */
export interface AttributeColumn {
  readonly column: Column;
  readonly numeric: boolean;
}

/**
 * The rows of the source of attributes: `key` (null where there is none; text unless `id` says otherwise), and of each
 * column the value as text and, where it is numeric, as a number.
 */
export function attributeRows(
  from: Sql,
  key: Column,
  columns: readonly AttributeColumn[],
  id: "text" | "integer",
  dialect: Dialect,
): Sql {
  const name = id === "integer" ? identifier(key.name) : filled(asText(key, dialect), dialect);
  const attributes = columns.flatMap(({ column, numeric }, index) => [
    sql`${asText(column, dialect)} AS ${identifier(attributeName(index))}`,
    ...(numeric ? [sql`${toNumber(column, dialect)} AS ${identifier(numberName(index))}`] : []),
  ]);
  return sql`SELECT ${join([sql`${name} AS key`, ...attributes])} FROM ${from}`;
}

/** How many rows there are, how many of them without a key, how many keys, and how many keys that stand on several rows. */
export function countKeys(rows: Sql, id: "text" | "integer", dialect: Dialect): Sql {
  const key = dialect.groupingKey(identifier("key"), id);
  return sql`SELECT sum(times) AS rows, sum(CASE WHEN key IS NULL THEN times ELSE 0 END) AS without_key, count(key) AS keys,
    count(*) FILTER (WHERE key IS NOT NULL AND times > 1) AS repeated
    FROM (SELECT ${key} AS key, count(*) AS times FROM (${rows}) AS attributes GROUP BY ${key}) AS keys`;
}

/** One row per key. Where several rows of a key disagree on an attribute, it is unknown: none of them is more right. */
export function oneRowPerKey(rows: Sql, names: readonly string[], id: "text" | "integer", dialect: Dialect): Sql {
  const key = dialect.groupingKey(identifier("key"), id);
  const agreed = names.map((name) => {
    const value = identifier(name);
    return sql`CASE WHEN min(${value}) = max(${value}) THEN min(${value}) END AS ${value}`;
  });
  return sql`SELECT ${join([sql`${key} AS key`, ...agreed])} FROM (${rows}) AS attributes WHERE key IS NOT NULL GROUP BY ${key}`;
}

/** Every customer with their attributes, or with none; `key` is null for those who have no row of attributes. */
export function withAttributes(
  customers: Sql,
  rows: Sql,
  names: readonly string[],
  id: "text" | "integer",
  dialect: Dialect,
): Sql {
  const [key, customer] = [identifier("attributes", "key"), identifier("scored", "customer")];
  const columns = [
    sql`scored.customer`,
    sql`scored.cell`,
    sql`scored.ticket`,
    key,
    ...names.map((name) => identifier(name)),
  ];
  return sql`SELECT ${join(columns)} FROM (SELECT * FROM ${customers}) AS scored LEFT JOIN (${rows}) AS attributes
    ON ${dialect.groupingKey(key, id)} = ${dialect.groupingKey(customer, id)}`;
}

/**
 * The customers who were no top performers at an earlier moment, new ones among them, as they are now.
 *
 * @param top the codes of the cells of top performers.
 */
export function becameTop(now: Sql, then: Sql, top: readonly number[], id: "text" | "integer", dialect: Dialect): Sql {
  const [today, earlier] = [identifier("today", "customer"), identifier("earlier", "customer")];
  const isTop = sql`earlier.cell IN (${join([literal(0), ...top.map((code) => literal(code))])})`;
  return sql`SELECT today.customer, today.cell, today.ticket FROM (SELECT * FROM ${now}) AS today
    LEFT JOIN (SELECT * FROM ${then}) AS earlier ON ${dialect.groupingKey(today, id)} = ${dialect.groupingKey(earlier, id)}
    WHERE NOT coalesce(${isTop}, false)`;
}

/** What the first values of some columns look like: how many there are, how many different, how many numbers and dates. */
export function lookAtColumns(from: Sql, columns: readonly Column[], dialect: Dialect): Sql {
  const counts = columns.flatMap((_, index) => {
    const text = identifier(attributeName(index));
    const distinct = dialect.groupingKey(text, "text");
    return [
      sql`count(${text}) AS ${identifier(`filled ${index}`)}`,
      sql`count(DISTINCT ${distinct}) AS ${identifier(`different ${index}`)}`,
      sql`count(${identifier(numberName(index))}) AS ${identifier(`numbers ${index}`)}`,
      sql`count(*) FILTER (WHERE ${dialect.matches(text, DATE_PATTERN)}) AS ${identifier(`dates ${index}`)}`,
    ];
  });
  const values = columns.flatMap((column, index) => [
    sql`${filled(asText(column, dialect), dialect)} AS ${identifier(attributeName(index))}`,
    sql`${toNumber(column, dialect)} AS ${identifier(numberName(index))}`,
  ]);
  const start = sql`(SELECT * FROM ${from} LIMIT ${literal(SAMPLE)}) AS first_rows`;
  return sql`SELECT ${join(counts)} FROM (SELECT ${join(values)} FROM ${start}) AS sample`;
}

/** The numbers of an attribute, one row per customer who has one, under a name. */
export function numbersOf(customers: Sql, position: number, name: string): Sql {
  const value = identifier(numberName(position));
  return sql`SELECT ${value} AS ${identifier(name)} FROM ${customers} WHERE ${value} IS NOT NULL`;
}

/** The average tickets of a sample, one row per customer, under a name. */
export function tickets(customers: Sql, name: string): Sql {
  return sql`SELECT ticket AS ${identifier(name)} FROM ${customers}`;
}

/** How many customers have a number, how many a value that is none, and how many a code such as 00082; whether numbers have places after the point, and whether they differ. */
export function judgeNumbers(customers: Sql, position: number, dialect: Dialect): Sql {
  const [text, value] = [identifier(attributeName(position)), identifier(numberName(position))];
  return sql`SELECT count(${value}) AS numbers, count(*) FILTER (WHERE ${value} IS NULL AND NOT ${dialect.isBlank(text)}) AS others,
    count(*) FILTER (WHERE ${text} LIKE '0_%' AND ${text} NOT LIKE '0.%') AS codes,
    count(*) FILTER (WHERE NOT ${dialect.isWhole(value)}) AS fractions FROM ${customers}`;
}

/** Up to so many different numbers of an attribute. */
export function fewNumbers(customers: Sql, position: number, limit: number): Sql {
  const value = identifier(numberName(position));
  return sql`SELECT DISTINCT ${value} AS number FROM ${customers} WHERE ${value} IS NOT NULL LIMIT ${literal(limit)}`;
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
 * Customers by `attribute` (its place), `value` (null where it is not known) and cell. One grouping for each attribute: an
 * engine runs them in parallel, and faster than one over grouping sets.
 */
export function countValues(customers: Sql, attributes: readonly CountedAttribute[], dialect: Dialect): Sql {
  const counts = attributes.map(
    (attribute, index) => sql`SELECT ${literal(index)} AS attribute, value, cell, count(*) AS customers
      FROM (SELECT ${valueOf(attribute, dialect)} AS value, cell FROM ${customers}) AS counted GROUP BY value, cell`,
  );
  return join(counts, " UNION ALL ");
}

/**
 * The values of all attributes side by side, as `value_0`, `value_1` …, with the average ticket: of all customers, or of about
 * one in sixteen, always the same ones.
 *
 * @param chosenBy how to choose among customers: by ids that are integers or text, or not at all.
 */
export function sampleOf(
  customers: Sql,
  attributes: readonly CountedAttribute[],
  chosenBy: "integer" | "text" | "all",
  dialect: Dialect,
): Sql {
  const choices = {
    all: sql``,
    text: sql` WHERE ${dialect.isInSample(identifier("customer"))}`,
    // Multiplied by an odd number (Knuth's for 16 bits), so that runs and rows of ids are spread evenly.
    integer: sql` WHERE abs(customer % 65536) * 40503 % 65536 < 4096`,
  };
  return sql`SELECT ticket, ${countedValues(attributes, dialect)} FROM ${customers}${choices[chosenBy]}`;
}

/**
 * Customers of a sample by `attribute` (its place), `value` and quintile of the average ticket.
 *
 * @param cutpoints of the average ticket, ascending.
 */
export function countTickets(sample: Sql, attributes: number, cutpoints: readonly string[]): Sql {
  const passed = cutpoints.map((cutpoint) => sql`CASE WHEN ticket > ${exactNumber(cutpoint)} THEN 1 ELSE 0 END`);
  const score = join([literal(1), ...passed], " + ");
  const counts = Array.from({ length: attributes }, (_, index) => {
    const value = identifier(`value_${index}`);
    return sql`SELECT ${literal(index)} AS attribute, ${value} AS value, ticket_score, count(*) AS customers
      FROM (SELECT ${value}, ${score} AS ticket_score FROM ${sample}) AS scored GROUP BY ${value}, ticket_score`;
  });
  return join(counts, " UNION ALL ");
}

/** How often two values occur together, for each pair of attributes: `pair` (its place), `one`, `other` and `customers`. */
export function countPairs(sample: Sql, pairs: readonly (readonly [number, number])[]): Sql {
  const counts = pairs.map(([one, other], index) => {
    const [first, second] = [identifier(`value_${one}`), identifier(`value_${other}`)];
    return sql`SELECT ${literal(index)} AS pair, ${first} AS one, ${second} AS other, count(*) AS customers
      FROM ${sample} GROUP BY ${first}, ${second}`;
  });
  return join(counts, " UNION ALL ");
}

/** The values of attributes as they are counted, as `value_0`, `value_1` …. */
export function countedValues(attributes: readonly CountedAttribute[], dialect: Dialect): Sql {
  return join(
    attributes.map((attribute, index) => sql`${valueOf(attribute, dialect)} AS ${identifier(`value_${index}`)}`),
  );
}

function valueOf({ position, bands }: CountedAttribute, dialect: Dialect): Sql {
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

/** The number in a column; null where it is none, or beyond ±10^14. */
export function toNumber({ name, kind }: Column, dialect: Dialect): Sql {
  if (!["text", "integer", "decimal", "number", "float"].includes(kind)) return sql`CAST(NULL AS ${NUMBER})`;
  const value = identifier(name);
  const amount = dialect.toAmount(value, kind, ".", "narrow");
  return sql`CASE WHEN ${dialect.isAmount(value, amount, kind)} THEN CAST(${amount} AS ${NUMBER}) END`;
}

function exactNumber(text: string): Sql {
  return sql`CAST(${literal(text)} AS ${NUMBER})`;
}
