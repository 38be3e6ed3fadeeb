import { QuintileError } from "../../errors.js";
import { identifier, join, keyword, type Sql, sql } from "../../sql/fragment.js";
import type { Column, Relation } from "../../sql/relation.js";
import type { SourceRows } from "../engine.js";
import { DEFAULT_TABLE, findTable, matchTable, type NamedTable } from "../server/match-table.js";
import type { ServerSales } from "../server/server-session.js";
import { showTrinoAddress } from "./client/address.js";
import { requireCatalog } from "./store/catalog.js";
import type { TrinoSession } from "./client/session.js";

/** Finds a table of the address's catalog by name, with or without its schema. Raises `NO_SUCH_TABLE` or `NO_SUCH_SCHEMA`. */
export async function findSales(session: TrinoSession, named = DEFAULT_TABLE): Promise<ServerSales> {
  const { catalog } = session.address;
  requireCatalog(session, catalog);
  const { schema, name } = await findNamed(session, named);
  const from = identifier(catalog, schema, name);
  const [columns, estimatedRows] = await Promise.all([
    session.describe(sql`SELECT * FROM ${from}`),
    estimateRows(session, from),
  ]);
  const relation = { from, columns, untyped: false };
  return {
    label: `${showTrinoAddress({ ...session.address, schema })} (${name})`,
    schema,
    relation,
    rows: rowsOf(relation),
    lasting: from,
    estimatedRows,
    notes: [],
  };
}

/** Looks into the address's own schema first: a lake may have many, each with many tables. */
async function findNamed(session: TrinoSession, named: string): Promise<NamedTable> {
  const { schema } = session.address;
  const near = schema === undefined ? [] : await tablesOf(session, sql`table_schema = ${schema}`);
  const found = findTable(near, named);
  if (found.length === 1) return found[0] as NamedTable;
  const all = await tablesOf(session, sql`table_schema <> 'information_schema'`);
  return matchTable(all, named, showTrinoAddress(session.address));
}

async function tablesOf(session: TrinoSession, condition: Sql): Promise<NamedTable[]> {
  const { catalog, schema } = session.address;
  const rows = await session.query(
    sql`SELECT table_schema AS schema, table_name AS name FROM ${identifier(catalog, "information_schema", "tables")}
      WHERE ${condition} ORDER BY table_schema, table_name`,
  );
  return rows.map((row) => ({
    schema: String(row["schema"]),
    name: String(row["name"]),
    isVisible: row["schema"] === schema,
  }));
}

/** What the catalog's statistics know: files tell their rows, views do not. */
async function estimateRows(session: TrinoSession, from: Sql): Promise<number | undefined> {
  try {
    const rows = await session.query(sql`SHOW STATS FOR ${from}`);
    const total = rows.find((row) => row["column_name"] === null)?.["row_count"];
    return total === null || total === undefined ? undefined : Math.round(Number(total));
  } catch (error) {
    if (error instanceof QuintileError && error.kind === "cancelled") throw error;
    return undefined;
  }
}

/** The rows of a table as whole records. */
function rowsOf(relation: Relation): SourceRows {
  const columns = relation.columns.map(({ name }) => identifier(name));
  const record = sql`CAST(ROW(${join(columns)}) AS ROW(${join(relation.columns.map(fieldOf))}))`;
  return { from: sql`(SELECT ${record} AS quintile_row FROM ${relation.from} AS sales)`, numbered: false };
}

function fieldOf({ name, type }: Column): Sql {
  return sql`${identifier(name)} ${keyword(type)}`;
}
