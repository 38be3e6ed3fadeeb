import { inputName, QuintileError } from "../../../errors.js";
import { compileWhole } from "../../../sql/compile.js";
import { identifier, join, keyword, type Sql, sql } from "../../../sql/fragment.js";
import type { KeptType } from "../../../sql/published-tables.js";
import type { PostgresSession } from "../connection/session.js";

/** The `GRANT` that gives this session's role a right. */
export async function grant(session: PostgresSession, right: string, on: Sql): Promise<string> {
  const [row] = await session.query(sql`SELECT current_user AS role`);
  return `GRANT ${right} ON ${compileWhole(on, session.dialect)} TO ${compileWhole(identifier(String(row?.["role"])), session.dialect)};`;
}

/** Raises `NO_SUCH_SCHEMA`, or `NOT_ALLOWED` with the `GRANT` that would help. */
export async function requireSchemaUsage(session: PostgresSession, schema: string): Promise<void> {
  await requireSchemaRight(session, schema, "USAGE");
}

/** The same for the right to create tables there. */
export async function requireSchemaCreate(session: PostgresSession, schema: string): Promise<void> {
  await requireSchemaRight(session, schema, "USAGE");
  await requireSchemaRight(session, schema, "CREATE");
}

async function requireSchemaRight(session: PostgresSession, schema: string, right: "USAGE" | "CREATE"): Promise<void> {
  const [row] = await session.query(
    sql`SELECT has_schema_privilege(oid, ${right}) AS allowed, current_user AS role FROM pg_namespace WHERE nspname = ${schema}`,
  );
  if (row?.["allowed"] === true) return;
  const name = identifier(schema);
  if (row === undefined) {
    const create = compileWhole(sql`CREATE SCHEMA ${name};`, session.dialect);
    throw new QuintileError("NO_SUCH_SCHEMA", `The database has no schema ${schema}.`, {
      hint: `Make it first (${create}), or name another with ${inputName("schema")}.`,
    });
  }
  const what = right === "CREATE" ? "create tables in" : "use";
  throw new QuintileError("NOT_ALLOWED", `Your role may not ${what} the schema ${schema}.`, {
    hint: `Ask its owner: ${await grant(session, right, sql`SCHEMA ${name}`)}${right === "CREATE" ? ` Or publish to another schema with ${inputName("schema")}, or elsewhere with ${inputName("store")}.` : ""}`,
  });
}

/** Raises `NOT_ALLOWED` with the `GRANT` that would help, where this role lacks one of some rights on a table. */
export async function requireTableRights(
  session: PostgresSession,
  schema: string,
  table: string,
  rights: readonly string[],
): Promise<void> {
  const name = sql`format('%I.%I', ${schema}::text, ${table}::text)`;
  const [row] = await session.query(
    sql`SELECT bool_and(has_table_privilege(${name}, needed.name)) AS allowed FROM unnest(string_to_array(${rights.join()}, ',')) AS needed (name)`,
  );
  if (row?.["allowed"] === true) return;
  throw new QuintileError(
    "NOT_ALLOWED",
    `Your role may not ${rights.length === 1 ? "read" : "change"} ${schema}.${table}.`,
    {
      hint: `Ask its owner: ${await grant(session, rights.join(", "), identifier(schema, table))}`,
    },
  );
}

/** Raises `NOT_ALLOWED` where a table is not this role's own, and so may not be replaced. */
export async function requireOwner(session: PostgresSession, schema: string, table: string): Promise<void> {
  const [row] = await session.query(
    sql`SELECT pg_has_role(relowner, 'USAGE') OR pg_has_role(nspowner, 'USAGE') AS allowed, pg_get_userbyid(relowner) AS owner, current_user AS role
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = ${schema} AND relname = ${table}`,
  );
  if (row?.["allowed"] === true) return;
  const change = sql`ALTER TABLE ${identifier(schema, table)} OWNER TO ${identifier(String(row?.["role"]))};`;
  throw new QuintileError(
    "NOT_ALLOWED",
    `${schema}.${table} belongs to the role ${String(row?.["owner"])}, and only its owner may replace it.`,
    {
      hint: `Ask its owner: ${compileWhole(change, session.dialect)} Or publish to another schema with ${inputName("schema")}.`,
    },
  );
}

/**
 * Raises `NOT_ALLOWED` where a table lacks columns that a run writes, and is not this role's own: only its owner may add them.
 *
 * @param missing what the table lacks; nothing is asked where it lacks nothing.
 */
export async function requireMayAdd(
  session: PostgresSession,
  schema: string,
  table: string,
  missing: readonly (readonly [name: string, type: KeptType])[],
): Promise<void> {
  if (missing.length === 0) return;
  const [row] = await session.query(
    sql`SELECT pg_has_role(relowner, 'USAGE') AS allowed, pg_get_userbyid(relowner) AS owner
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = ${schema} AND relname = ${table}`,
  );
  if (row?.["allowed"] === true) return;
  const additions = missing.map(([name, type]) => sql`ADD COLUMN IF NOT EXISTS ${identifier(name)} ${keyword(type)}`);
  const alter = compileWhole(sql`ALTER TABLE ${identifier(schema, table)} ${join(additions)};`, session.dialect);
  const names = missing.map(([name]) => name).join(", ");
  throw new QuintileError(
    "NOT_ALLOWED",
    `${schema}.${table} was made by an earlier version of Quintile and lacks ${names}; it belongs to the role ${String(row?.["owner"])}, and only its owner may add columns.`,
    { hint: `Ask its owner, once: ${alter} Or publish to another schema with ${inputName("schema")}.` },
  );
}

/** Raises `NOT_ALLOWED` where row-level security hides rows of a table from this role, which has to change all of them. */
export async function requireAllRows(session: PostgresSession, schema: string, table: string): Promise<void> {
  const [row] = await session.query(
    sql`SELECT row_security_active(format('%I.%I', ${schema}::text, ${table}::text)) AS hidden, current_user AS role`,
  );
  if (row?.["hidden"] !== true) return;
  const role = compileWhole(identifier(String(row["role"])), session.dialect);
  throw new QuintileError("NOT_ALLOWED", `Row-level security of ${schema}.${table} holds for your role, too.`, {
    hint: `Run as the owner of the table (without FORCE ROW LEVEL SECURITY), or ask for ALTER ROLE ${role} BYPASSRLS;`,
  });
}
