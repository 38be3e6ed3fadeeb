import { inputName, QuintileError } from "../../../errors.js";
import { compileWhole } from "../../../sql/compile.js";
import { identifier, join, literal, type Sql, sql } from "../../../sql/fragment.js";
import { CUSTOMER_COLUMNS, PUBLISHED_NAMES } from "../../../sql/published-tables.js";
import { choosePublished, columnsByTable, type PublishedColumns } from "../../own-tables.js";
import { showTrinoAddress } from "../client/address.js";
import { failureOf, isUnsupported } from "../failure.js";
import type { TrinoSession } from "../client/session.js";

/** Catalogs spell all names in lower case; these are our own spellings. */
const SPELLINGS = new Map(CUSTOMER_COLUMNS.map((name) => [name.toLowerCase(), name]));

/** The columns of the published tables of a schema, in our own spelling. */
export async function publishedColumns(
  session: TrinoSession,
  catalog: string,
  schema: string,
): Promise<PublishedColumns> {
  const names = join(PUBLISHED_NAMES.map((name) => literal(name)));
  const rows = await session.query(
    sql`SELECT table_name AS "table", column_name AS "column", data_type AS type
      FROM ${identifier(catalog, "information_schema", "columns")}
      WHERE table_schema = ${schema} AND table_name IN (${names}) ORDER BY table_name, ordinal_position`,
  );
  return columnsByTable(rows.map((row) => ({ ...row, column: SPELLINGS.get(String(row["column"])) ?? row["column"] })));
}

/** What `customer_rfm` says of itself. */
export function runComment(run: number): string {
  return `Quintile run ${run}`;
}

/** The run that the published customers are of; undefined where there are none, or the catalog keeps no comments. */
export async function publishedRun(
  session: TrinoSession,
  catalog: string,
  schema: string,
): Promise<number | undefined> {
  const [row] = await session.query(
    sql`SELECT comment FROM system.metadata.table_comments
      WHERE catalog_name = ${catalog} AND schema_name = ${schema} AND table_name = 'customer_rfm'`,
  );
  const [, number] = /^Quintile run (\d+)$/.exec(String(row?.["comment"])) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The schema to publish to. Raises `NO_SUCH_SCHEMA` with the statement that makes it, or `USAGE` where none is named. */
export async function requireSchema(
  session: TrinoSession,
  catalog: string,
  schema: string | undefined,
): Promise<string> {
  if (schema === undefined) {
    throw new QuintileError("USAGE", `The address names no schema of the catalog ${catalog} to publish to.`, {
      hint: `Add it to the address (trino://user@host:port/catalog/schema), or name it with ${inputName("schema")}.`,
    });
  }
  const [row] = await session.query(
    sql`SELECT schema_name AS name FROM ${identifier(catalog, "information_schema", "schemata")} WHERE schema_name = ${schema}`,
  );
  if (row !== undefined) return schema;
  const create = compileWhole(sql`CREATE SCHEMA ${identifier(catalog, schema)};`, session.dialect);
  throw new QuintileError("NO_SUCH_SCHEMA", `The catalog ${catalog} has no schema ${schema}.`, {
    hint: `Make it first (${create}), or name another with ${inputName("schema")}.`,
  });
}

/** The name of a table that is only planned; the memory connector makes it all the same, empty. */
export const ATTEMPT = "quintile_attempt";

/** Raises `NOT_WRITABLE` or `NOT_ALLOWED` where tables cannot be made, before any work is done. */
export async function requireWritable(session: TrinoSession, catalog: string, schema: string): Promise<void> {
  const table = identifier(catalog, schema, ATTEMPT);
  try {
    await session.query(sql`EXPLAIN CREATE TABLE IF NOT EXISTS ${table} AS SELECT 1 AS attempt`);
  } catch (error) {
    const hint = `Name another place with ${inputName("store")}: a catalog that can be written (trino://…/catalog/schema), or a .duckdb file; ${inputName("to")} writes files.`;
    if (isUnsupported(error)) {
      const connector = session.connectorOf(catalog);
      throw new QuintileError(
        "NOT_WRITABLE",
        `No tables can be made in the catalog ${catalog} (${connector}): nothing can be published there.`,
        { hint, cause: error },
      );
    }
    if (failureOf(error, "not-allowed")?.name === "PERMISSION_DENIED") {
      throw new QuintileError("NOT_ALLOWED", `Your user may not create tables in ${catalog}.${schema}.`, {
        hint: `Ask its owner. ${hint}`,
        cause: error,
      });
    }
    throw error;
  }
}

/** The schema of a store that is only read. Raises `NO_SUCH_STORE`, or `NO_SUCH_SCHEMA` where several would do. */
export async function findPublished(
  session: TrinoSession,
  catalog: string,
  given: string | undefined,
): Promise<string> {
  // A table may be listed once for each name that is asked for.
  const within = (condition: Sql): Sql =>
    sql`SELECT table_schema AS schema FROM ${identifier(catalog, "information_schema", "tables")}
      WHERE table_name IN ('customer_rfm', 'rfm_runs') AND ${condition}
      GROUP BY table_schema HAVING count(DISTINCT table_name) = 2 ORDER BY 1`;
  const near = given === undefined ? [] : await session.query(within(sql`table_schema = ${given}`));
  const rows = near.length > 0 ? near : await session.query(within(sql`table_schema <> 'information_schema'`));
  const schemas = rows.map((row) => String(row["schema"]));
  return choosePublished(schemas, false, given, showTrinoAddress({ ...session.address, catalog, schema: undefined }));
}

/** The names of all tables of a schema. */
export async function namesIn(session: TrinoSession, catalog: string, schema: string): Promise<ReadonlySet<string>> {
  const rows = await session.query(
    sql`SELECT table_name AS name FROM ${identifier(catalog, "information_schema", "tables")} WHERE table_schema = ${schema}`,
  );
  return new Set(rows.map((row) => String(row["name"])));
}
