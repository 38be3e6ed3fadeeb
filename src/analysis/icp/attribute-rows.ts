import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { asCategory, attributeName, numberName, asText, filled, toNumber } from "./attribute-columns.js";

/** A column of attributes, and how it is read. */
export interface AttributeColumn {
  readonly column: Column;
  /** True where its first values are all numbers, so that it is read as numbers too. */
  readonly numeric: boolean;
  /** All its values as text, where they are few. */
  readonly values?: readonly string[] | undefined;
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
  const attributes = columns.flatMap(({ column, numeric, values }, index) => [
    sql`${asCategory(asText(column, dialect), values, dialect)} AS ${identifier(attributeName(index))}`,
    ...(numeric ? [sql`${toNumber(column, dialect)} AS ${identifier(numberName(index))}`] : []),
  ]);
  return sql`SELECT ${join([sql`${name} AS key`, ...attributes])} FROM ${from}`;
}

/**
 * The different values of columns as text, by their places: rows of `column` and `value`. Of a column with more than `most` it lists one
 * more than these.
 */
export function differentValues(from: Sql, columns: ReadonlyMap<number, Column>, most: number, dialect: Dialect): Sql {
  const values = [...columns].map(
    ([place, column]) => sql`SELECT ${literal(place)} AS "column", value
    FROM (SELECT DISTINCT ${asText(column, dialect)} AS value FROM ${from} LIMIT ${literal(most + 1)}) AS different`,
  );
  return sql`SELECT * FROM (${join(values, " UNION ALL ")}) AS listed WHERE value IS NOT NULL`;
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
