import { identifier, join, keyword, literal, type Sql, sql } from "./fragment.js";

/** A type that every engine and BI tool can hold: moments are ISO 8601 text until they are written, structured parts JSON text. */
export type KeptType = "INTEGER" | "BIGINT" | "VARCHAR" | "TIMESTAMP";

/** A value as it is written to a {@link KeptTable}. */
export type KeptValue = string | number | null;

/** Rows for one of the small tables that stand beside `customer_rfm`, and what becomes of those that are there. */
export interface KeptTable {
  readonly name: "rfm_segments" | "rfm_runs" | "rfm_icp";
  /** The column by which its rows are known. */
  readonly key: string;
  readonly columns: readonly { readonly name: string; readonly type: KeptType }[];
  /** The rows to add; their values stand in the order of the columns. */
  readonly rows: readonly (readonly KeptValue[])[];
  /** The rows that go. */
  readonly replaces: "all" | "none" | "same key";
}

/** Statements that write the rows, for an engine that makes several of them visible in one step. */
export function keepStatements(table: Sql, kept: KeptTable): Sql[] {
  const definitions = kept.columns.map(({ name, type }) => sql`${identifier(name)} ${keyword(type)}`);
  const columns = kept.columns.map(({ name }) => identifier(name));
  const rows = kept.rows.map((row) => sql`(${join(row.map(written))})`);
  return [
    sql`CREATE TABLE IF NOT EXISTS ${table} (${join(definitions)})`,
    ...(kept.replaces === "none"
      ? []
      : [sql`DELETE FROM ${table}${kept.replaces === "all" ? sql`` : whereSameKey(kept)}`]),
    sql`INSERT INTO ${table} (${join(columns)}) VALUES ${join(rows)}`,
  ];
}

function whereSameKey(kept: KeptTable): Sql {
  return sql` WHERE ${identifier(kept.key)} IN (${join(keysOf(kept).map(written))})`;
}

/** The keys of the rows to add. */
export function keysOf({ key, columns, rows }: KeptTable): KeptValue[] {
  const position = columns.findIndex(({ name }) => name === key);
  return rows.map((row) => row[position] ?? null);
}

function written(value: KeptValue): Sql {
  return typeof value === "number" ? literal(value) : sql`${value}`;
}
