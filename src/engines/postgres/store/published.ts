import { inputName, QuintileError } from "../../../errors.js";
import { identifier, join, literal, type Sql, sql } from "../../../sql/fragment.js";
import { PUBLISHED_NAMES, PUBLISHED_TABLES, type PublishedTable } from "../../../sql/published-tables.js";
import type { StoreOptions } from "../../engine.js";
import {
  choosePublished,
  columnsByTable,
  type PublishedColumns,
  requireOwnTables,
  schemaWording,
} from "../../own-tables.js";
import type { PostgresSession } from "../connection/session.js";

/** The names of all published tables, for a condition. */
const NAMES: Sql = join(PUBLISHED_NAMES.map((name) => literal(name)));

/** The columns of the published tables of a schema. Raises `STORE_OCCUPIED` where one of them is no table. */
export async function publishedColumns(session: PostgresSession, schema: string): Promise<PublishedColumns> {
  const rows = await session.query(
    sql`SELECT relname AS table, relkind AS kind, attname AS column, format_type(atttypid, atttypmod) AS type
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
      WHERE nspname = ${schema} AND relname IN (${NAMES}) ORDER BY relname, attnum`,
  );
  const foreign = rows.find(({ kind }) => kind !== "r");
  if (foreign !== undefined) {
    throw new QuintileError(
      "STORE_OCCUPIED",
      `${schema}.${foreign["table"]} is there already, and is no plain table.`,
      {
        hint: `Rename it, or name another ${inputName("schema")}.`,
      },
    );
  }
  return columnsByTable(rows);
}

/** Raises `STORE_NEWER` or `STORE_OCCUPIED` for tables that this version must not touch. */
export function requireOwn(
  session: PostgresSession,
  schema: string,
  columns: PublishedColumns,
  options: StoreOptions,
): Promise<void> {
  return requireOwnTables(schemaWording(schema), columns, options, async () => {
    const [row] = await session.query(sql`SELECT max(format) AS format FROM ${identifier(schema, "rfm_runs")}`);
    return Number(row?.["format"] ?? 0);
  });
}

/**
 * The schema of a store that is only read: as given, or the one where published tables are, first along the search path.
 * Raises `NO_SUCH_STORE`, or `NO_SUCH_SCHEMA` where several schemas have them and none is on the path.
 */
export async function findPublished(
  session: PostgresSession,
  given: string | undefined,
  label: string,
): Promise<string> {
  const rows = await session.query(
    sql`SELECT nspname AS schema, bool_or(pg_table_is_visible(pg_class.oid)) AS visible
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind = 'r' AND relname IN ('customer_rfm', 'rfm_runs') GROUP BY nspname HAVING count(*) = 2 ORDER BY visible DESC, schema`,
  );
  const schemas = rows.map((row) => String(row["schema"]));
  return choosePublished(schemas, rows[0]?.["visible"] === true, given, label);
}

/** The tables that get rows where a store is opened in some way. */
export function tablesWrittenIn(mode: StoreOptions["mode"]): readonly PublishedTable[] {
  const writers: readonly string[] = { read: [], write: ["run"], amend: ["icp", "movement"] }[mode];
  return PUBLISHED_NAMES.filter((name) => writers.includes(PUBLISHED_TABLES[name].writtenBy));
}

/** The rights that a run needs on the tables that are there already: where no row goes, none to change any. */
export const NEEDED_RIGHTS: readonly (readonly [PublishedTable, readonly string[]])[] = tablesWrittenIn("write").map(
  (name) => [
    name,
    {
      none: ["SELECT", "INSERT"],
      old: ["SELECT", "INSERT", "DELETE"],
      all: ["SELECT", "INSERT", "UPDATE", "DELETE"],
      "same key": ["SELECT", "INSERT", "DELETE"],
    }[PUBLISHED_TABLES[name].replaces],
  ],
);

/** A text that changes whenever something is published to a schema. */
export async function stateOf(session: PostgresSession, schema: string, columns: PublishedColumns): Promise<string> {
  const values = PUBLISHED_NAMES.filter((name) => columns[name].size > 0).flatMap((name) =>
    PUBLISHED_TABLES[name].state.map(
      (column) => sql`(SELECT max(${identifier(column)}) FROM ${identifier(schema, name)})`,
    ),
  );
  const there = sql`(SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = ${schema} AND relname IN (${NAMES}))`;
  const [row] = await session.query(sql`SELECT concat_ws(' ', ${join([there, ...values])}) AS state`);
  return String(row?.["state"]);
}
