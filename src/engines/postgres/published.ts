import { QuintileError } from "../../errors.js";
import { identifier, sql } from "../../sql/fragment.js";
import { CUSTOMER_COLUMNS, STORE_FORMAT } from "../../sql/published-tables.js";
import type { PublishedTable } from "../engine.js";
import type { PostgresSession } from "./session.js";

/** The published tables as they stand in a schema before a run: the columns of each, with their types; none where absent. */
export type PublishedColumns = Readonly<Record<PublishedTable, ReadonlyMap<string, string>>>;

/** The tables that every run writes. */
const TABLES: readonly PublishedTable[] = ["customer_rfm", "rfm_segments", "rfm_runs"];

/** Columns by which the tables beside `customer_rfm` are known to be Quintile's. */
const MARKS = { rfm_segments: "segment_group", rfm_runs: "model_definition", rfm_icp: "patterns" } as const;

/** The columns of the published tables of a schema. Raises `STORE_OCCUPIED` where one of them is no table. */
export async function publishedColumns(session: PostgresSession, schema: string): Promise<PublishedColumns> {
  const rows = await session.query(
    sql`SELECT relname AS table, relkind AS kind, attname AS column, format_type(atttypid, atttypmod) AS type
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
      WHERE nspname = ${schema} AND relname IN ('customer_rfm', 'rfm_segments', 'rfm_runs', 'rfm_icp') ORDER BY relname, attnum`,
  );
  const foreign = rows.find(({ kind }) => kind !== "r");
  if (foreign !== undefined) {
    throw new QuintileError(
      "STORE_OCCUPIED",
      `${schema}.${foreign["table"]} is there already, and is no plain table.`,
      {
        hint: "Rename it, or name another --schema.",
      },
    );
  }
  const columnsOf = (table: PublishedTable): Map<string, string> =>
    new Map(rows.filter((row) => row["table"] === table).map((row) => [String(row["column"]), String(row["type"])]));
  return {
    customer_rfm: columnsOf("customer_rfm"),
    rfm_segments: columnsOf("rfm_segments"),
    rfm_runs: columnsOf("rfm_runs"),
    rfm_icp: columnsOf("rfm_icp"),
  };
}

/** Raises `STORE_NEWER` or `STORE_OCCUPIED` for tables that this version must not touch; with `mayReplace`, a foreign `customer_rfm` is none. */
export async function requireOwnTables(
  session: PostgresSession,
  schema: string,
  columns: PublishedColumns,
  mode: "read" | "write" | "amend",
  mayReplace: boolean,
): Promise<void> {
  if (columns.rfm_runs.has("format")) {
    const [row] = await session.query(sql`SELECT max(format) AS format FROM ${identifier(schema, "rfm_runs")}`);
    if (Number(row?.["format"] ?? 0) > STORE_FORMAT) {
      throw new QuintileError("STORE_NEWER", `The tables in ${schema} were written by a newer version of Quintile.`, {
        hint: "Update Quintile, or name another --schema; these were left as they are.",
      });
    }
  }
  const customers = [...columns.customer_rfm.keys()];
  if (customers.length > 0 && customers.join() !== CUSTOMER_COLUMNS.join() && !mayReplace) {
    throw occupied(schema, "customer_rfm", customers, mode === "write");
  }
  for (const [table, mark] of Object.entries(MARKS) as [keyof typeof MARKS, string][]) {
    if (columns[table].size > 0 && !columns[table].has(mark))
      throw occupied(schema, table, [...columns[table].keys()], false);
  }
}

function occupied(schema: string, table: string, columns: readonly string[], mayReplace: boolean): QuintileError {
  return new QuintileError(
    "STORE_OCCUPIED",
    `${schema}.${table} is there already, with other columns: ${columns.join(", ")}.`,
    {
      hint: `Name another --schema, or rename that table${mayReplace ? ", or let this run take its place with --replace" : ""}.`,
    },
  );
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
  if (given !== undefined && schemas.includes(given)) return given;
  if (given === undefined && (schemas.length === 1 || rows[0]?.["visible"] === true)) return schemas[0] as string;
  if (given === undefined && schemas.length > 1) {
    throw new QuintileError("NO_SUCH_SCHEMA", `${label} has published customers in ${schemas.length} schemas.`, {
      hint: `Name one with --schema: ${schemas.join(", ")}.`,
    });
  }
  throw new QuintileError(
    "NO_SUCH_STORE",
    `${label} holds no published customers${given === undefined ? "" : ` in the schema ${given}`}.`,
    {
      hint: `Score some sales first (quintile run SOURCE)${schemas.length > 0 ? `, or name a schema that has some: ${schemas.join(", ")}` : ", or name the store with --store"}.`,
    },
  );
}

/** The rights that a run needs on the tables that are there already. */
export const NEEDED_RIGHTS: readonly (readonly [PublishedTable, readonly string[]])[] = TABLES.map((table) => [
  table,
  table === "rfm_runs" ? ["SELECT", "INSERT"] : ["SELECT", "INSERT", "UPDATE", "DELETE"],
]);
