import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { isNumeric, mayHavePlaces, type ValueKind } from "../../sql/relation.js";
import { attributeName, numberName, exactNumber } from "./attribute-columns.js";

/** The numbers of an attribute, one row per customer who has one, under a name. */
export function numbersOf(customers: Sql, position: number, name: string): Sql {
  const value = identifier(numberName(position));
  return sql`SELECT ${value} AS ${identifier(name)} FROM ${customers} WHERE ${value} IS NOT NULL`;
}

/** How many customers have a number, how many a value that is none, and how many a code such as 00082; how many numbers have places after the point. */
export function judgeNumbers(customers: Sql, position: number, kind: ValueKind, dialect: Dialect): Sql {
  const [text, value] = [identifier(attributeName(position)), identifier(numberName(position))];
  if (isNumeric(kind)) {
    const fractions = mayHavePlaces(kind) ? sql`count(*) FILTER (WHERE NOT ${dialect.isWhole(value)})` : literal(0);
    return sql`SELECT count(${value}) AS numbers, count(*) FILTER (WHERE ${value} IS NULL AND ${text} IS NOT NULL) AS others,
      0 AS codes, ${fractions} AS fractions FROM ${customers}`;
  }
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
