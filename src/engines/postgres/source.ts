import { QuintileError } from "../../errors.js";
import { identifier, join, sql } from "../../sql/fragment.js";
import type { Column, Relation } from "../../sql/relation.js";
import type { SourceRows } from "../engine.js";
import { DEFAULT_TABLE, matchTable, type NamedTable } from "../server/match-table.js";
import type { ServerSales } from "../server/server-session.js";
import { showAddress } from "./connection/address.js";
import { grant, requireSchemaUsage } from "./store/rights.js";
import type { PostgresSession } from "./connection/session.js";

/** Finds a table by name, with or without its schema. Raises `NO_SUCH_TABLE` or `NOT_ALLOWED`. */
export async function findSales(session: PostgresSession, named: string | undefined): Promise<ServerSales> {
  const { schema, name } = await findTable(session, named ?? DEFAULT_TABLE);
  const from = identifier(schema, name);
  await requireSelect(session, schema, name);
  const relation = { from, columns: await readableColumns(session, schema, name), untyped: false };
  return {
    label: `${showAddress(session.address)} (${schema}.${name})`,
    schema,
    relation,
    rows: rowsOf(relation),
    lasting: from,
    estimatedRows: await estimateRows(session, schema, name),
    notes: await notesOn(session, schema, name),
  };
}

async function findTable(session: PostgresSession, named: string): Promise<NamedTable> {
  const rows = await session.query(
    sql`SELECT nspname AS schema, relname AS name, pg_table_is_visible(pg_class.oid) AS visible
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)'
      ORDER BY visible DESC, schema, name`,
  );
  const tables = rows.map(({ schema, name, visible }) => ({
    schema: String(schema),
    name: String(name),
    isVisible: visible === true,
  }));
  return matchTable(tables, named, showAddress(session.address));
}

async function requireSelect(session: PostgresSession, schema: string, name: string): Promise<void> {
  await requireSchemaUsage(session, schema);
  const table = sql`format('%I.%I', ${schema}::text, ${name}::text)`;
  const [row] = await session.query(
    sql`SELECT has_table_privilege(${table}, 'SELECT') OR has_any_column_privilege(${table}, 'SELECT') AS allowed`,
  );
  if (row?.["allowed"] === true) return;
  throw new QuintileError("NOT_ALLOWED", `Your role may not read ${schema}.${name}.`, {
    hint: `Ask its owner: ${await grant(session, "SELECT", sql`${identifier(schema, name)}`)}`,
  });
}

/** The columns that this role may read: all, or those it was granted. */
async function readableColumns(session: PostgresSession, schema: string, name: string): Promise<Column[]> {
  const rows = await session.query(
    sql`SELECT attname AS name FROM pg_attribute WHERE attrelid = CAST(format('%I.%I', ${schema}::text, ${name}::text) AS regclass)
      AND attnum > 0 AND NOT attisdropped AND has_column_privilege(attrelid, attnum, 'SELECT') ORDER BY attnum`,
  );
  const columns = rows.map((row) => identifier(String(row["name"])));
  return session.describe(sql`SELECT ${join(columns)} FROM ${identifier(schema, name)}`);
}

/** What the planner knows; tables that were never analysed, views and foreign tables tell nothing. */
async function estimateRows(session: PostgresSession, schema: string, name: string): Promise<number | undefined> {
  const [row] = await session.query(
    sql`SELECT sum(leaves.reltuples)::bigint AS rows, bool_and(leaves.reltuples >= 0 AND leaves.relkind IN ('r', 'm')) AS known
      FROM pg_class AS sales JOIN pg_namespace ON pg_namespace.oid = sales.relnamespace
      LEFT JOIN pg_partition_tree(sales.oid) AS tree ON tree.isleaf
      JOIN pg_class AS leaves ON leaves.oid = coalesce(tree.relid, sales.oid)
      WHERE nspname = ${schema} AND sales.relname = ${name}`,
  );
  return row?.["known"] === true ? Number(row["rows"]) : undefined;
}

async function notesOn(session: PostgresSession, schema: string, name: string): Promise<string[]> {
  const table = sql`format('%I.%I', ${schema}::text, ${name}::text)`;
  const [row = {}] = await session.query(
    sql`SELECT row_security_active(${table}) AS partial, (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = CAST(${table} AS regclass) AND attnum > 0 AND NOT attisdropped AND NOT has_column_privilege(attrelid, attnum, 'SELECT')) AS hidden`,
  );
  return [
    ...(row["partial"] === true
      ? [`${schema}.${name} has row-level security: only the rows that your role may see are scored.`]
      : []),
    ...(row["hidden"] === null ? [] : [`Your role may not read these columns of ${schema}.${name}: ${row["hidden"]}.`]),
  ];
}

/** The rows of a table as whole records, as far as its columns may be read. */
function rowsOf(relation: Relation): SourceRows {
  const columns = join(relation.columns.map(({ name }) => identifier(name)));
  const rows = sql`(SELECT ${columns} FROM ${relation.from} AS sales)`;
  return { from: sql`(SELECT quintile_row FROM ${rows} AS quintile_row)`, numbered: false };
}
