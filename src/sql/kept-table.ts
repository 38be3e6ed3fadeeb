import { identifier, join, keyword, literal, type Sql, sql } from "./fragment.js";
import {
  type FoundColumns,
  type KeptType,
  missingColumns,
  PUBLISHED_TABLES,
  type QueriedName,
  type RecordName,
} from "./published-tables.js";

/** A value as it is written to a {@link KeptTable}. */
export type KeptValue = string | number | null;

/**
 * Rows for one of the small tables that stand beside `customer_rfm`, with a value for each of its columns. What becomes of the rows
 * that are there is a trait of the table.
 */
export interface KeptTable {
  readonly name: RecordName;
  readonly rows: readonly Readonly<Record<string, KeptValue>>[];
}

/** Rows of a query, which take the place of all that a published table holds. Their types are those of the table. */
export interface QueriedTable {
  readonly name: QueriedName;
  readonly query: Sql;
}

/**
 * Statements that write the rows, for an engine that makes several of them visible in one step.
 *
 * @param found the columns of the table as it is; those that it lacks are added to it.
 */
export function keepStatements(table: Sql, { name, rows }: KeptTable, found: FoundColumns): Sql[] {
  const { columns, replaces, key } = PUBLISHED_TABLES[name];
  const names = Object.keys(columns);
  const values = rows.map((row) => sql`(${join(names.map((column) => written(row[column] ?? null)))})`);
  const sameKey = sql` WHERE ${identifier(key[0])} IN (${join(rows.map((row) => written(row[key[0]] ?? null)))})`;
  return [
    sql`CREATE TABLE IF NOT EXISTS ${table} (${join(Object.entries<KeptType>(columns).map(define))})`,
    ...missingColumns(name, found).map(
      (column) => sql`ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${define(column)}`,
    ),
    ...(replaces === "none" ? [] : [sql`DELETE FROM ${table}${replaces === "all" ? sql`` : sameKey}`]),
    sql`INSERT INTO ${table} (${join(names.map((column) => identifier(column)))}) VALUES ${join(values)}`,
  ];
}

/**
 * What a table holds once the rows are written, for an engine that puts a whole table in the place of another. A column that the
 * old table lacks is null in its rows. One that only the old table has, as a later version may have made it, stays, and is null in
 * the new rows.
 *
 * @param old what stands after `FROM` to read the table as it is.
 * @param found the columns of the table as it is; empty where there is none.
 */
export function keepQuery(old: Sql, { name, rows }: KeptTable, found: FoundColumns): Sql {
  const { columns, replaces, key } = PUBLISHED_TABLES[name];
  const types = Object.entries<KeptType>(columns);
  const added = join(
    rows.map((row) => sql`(${join(types.map(([column, type]) => typed(row[column] ?? null, type)))})`),
  );
  const names = join(types.map(([column]) => identifier(column)));
  const isKept = found.size > 0 && replaces !== "all";
  const others = isKept ? [...found.keys()].filter((column) => !Object.hasOwn(columns, column)) : [];
  const unknown = others.map((column) => sql`, NULL AS ${identifier(column)}`);
  const fresh = sql`SELECT ${names}${join(unknown, "")} FROM (VALUES ${added}) AS kept (${names})`;
  if (!isKept) return fresh;
  const lacking = new Map(missingColumns(name, found));
  const before = [...types.map(([column]) => column), ...others].map((column) => {
    const type = lacking.get(column);
    return type === undefined ? identifier(column) : sql`${typed(null, type)} AS ${identifier(column)}`;
  });
  const otherKey = sql` WHERE ${identifier(key[0])} NOT IN (${join(rows.map((row) => written(row[key[0]] ?? null)))})`;
  return sql`SELECT ${join(before)} FROM ${old}${replaces === "none" ? sql`` : otherKey} UNION ALL ${fresh}`;
}

/** A column with its type, as a table declares it. */
export function define([column, type]: readonly [string, KeptType]): Sql {
  return sql`${identifier(column)} ${keyword(type)}`;
}

function written(value: KeptValue): Sql {
  return typeof value === "number" ? literal(value) : sql`${value}`;
}

/** A value whose type nothing else says. A moment comes as ISO 8601 in UTC, of which not every cast knows the letters. */
export function typed(value: KeptValue, type: KeptType): Sql {
  const isMoment = type === "TIMESTAMP";
  const plain = isMoment && typeof value === "string" ? value.replace("T", " ").replace(/Z$/, "") : value;
  return sql`CAST(${written(plain)} AS ${keyword(isMoment ? "TIMESTAMP(6)" : type)})`;
}
