import { identifier, join, keyword, literal, type Sql, sql } from "./fragment.js";
import { PUBLISHED_TABLES, type PublishedTable } from "./published-tables.js";

/** A type that every engine and BI tool can hold: moments are ISO 8601 text until they are written, structured parts JSON text. */
export type KeptType = "INTEGER" | "BIGINT" | "VARCHAR" | "TIMESTAMP";

/** A value as it is written to a {@link KeptTable}. */
export type KeptValue = string | number | null;

/** Rows for one of the small tables that stand beside `customer_rfm`. What becomes of the rows there is a trait of the table. */
export interface KeptTable {
  readonly name: Exclude<PublishedTable, "customer_rfm">;
  readonly columns: readonly { readonly name: string; readonly type: KeptType }[];
  /** The rows to add; their values stand in the order of the columns. */
  readonly rows: readonly (readonly KeptValue[])[];
}

/** Statements that write the rows, for an engine that makes several of them visible in one step. */
export function keepStatements(table: Sql, kept: KeptTable): Sql[] {
  const definitions = kept.columns.map(({ name, type }) => sql`${identifier(name)} ${keyword(type)}`);
  const columns = kept.columns.map(({ name }) => identifier(name));
  const rows = kept.rows.map((row) => sql`(${join(row.map(written))})`);
  const { replaces } = PUBLISHED_TABLES[kept.name];
  return [
    sql`CREATE TABLE IF NOT EXISTS ${table} (${join(definitions)})`,
    ...(replaces === "none" ? [] : [sql`DELETE FROM ${table}${replaces === "all" ? sql`` : whereSameKey(kept)}`]),
    sql`INSERT INTO ${table} (${join(columns)}) VALUES ${join(rows)}`,
  ];
}

/**
 * What a table holds once the rows are written, for an engine that puts a whole table in the place of another.
 *
 * @param old what stands after `FROM` to read the table as it is; undefined where there is none.
 */
export function keepQuery(old: Sql | undefined, kept: KeptTable): Sql {
  const columns = join(kept.columns.map(({ name }) => identifier(name)));
  const rows = kept.rows.map(
    (row) => sql`(${join(row.map((value, index) => typed(value, kept.columns[index]?.type)))})`,
  );
  const added = sql`SELECT ${columns} FROM (VALUES ${join(rows)}) AS kept (${columns})`;
  const { replaces } = PUBLISHED_TABLES[kept.name];
  if (old === undefined || replaces === "all") return added;
  const others = replaces === "none" ? sql`` : whereOtherKey(kept);
  return sql`SELECT ${columns} FROM ${old}${others} UNION ALL ${added}`;
}

function whereSameKey(kept: KeptTable): Sql {
  return sql` WHERE ${identifier(PUBLISHED_TABLES[kept.name].key)} IN (${join(keysOf(kept).map(written))})`;
}

function whereOtherKey(kept: KeptTable): Sql {
  return sql` WHERE ${identifier(PUBLISHED_TABLES[kept.name].key)} NOT IN (${join(keysOf(kept).map(written))})`;
}

/** The keys of the rows to add. */
export function keysOf({ name, columns, rows }: KeptTable): KeptValue[] {
  const { key } = PUBLISHED_TABLES[name];
  const position = columns.findIndex((column) => column.name === key);
  return rows.map((row) => row[position] ?? null);
}

function written(value: KeptValue): Sql {
  return typeof value === "number" ? literal(value) : sql`${value}`;
}

/** A value whose type nothing else says. A moment comes as ISO 8601 in UTC, of which not every cast knows the letters. */
function typed(value: KeptValue, type: KeptType = "VARCHAR"): Sql {
  const isMoment = type === "TIMESTAMP" && typeof value === "string";
  const plain = isMoment ? value.replace("T", " ").replace(/Z$/, "") : value;
  return sql`CAST(${written(plain)} AS ${keyword(isMoment ? "TIMESTAMP(6)" : type)})`;
}
