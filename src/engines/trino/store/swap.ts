import { identifier, type Sql, sql } from "../../../sql/fragment.js";
import { PUBLISHED_NAMES, type PublishedTable } from "../../../sql/published-tables.js";
import { ATTEMPT, namesIn } from "./published.js";
import type { TrinoSession } from "../client/session.js";

/** The name of a published table while another one takes its place. */
export function previousName(name: PublishedTable): string {
  return `quintile_previous_${name}`;
}

/**
 * Puts a table in the place of a published one, in a catalog that cannot replace one in one step: two renames, between
 * which a reader meets no table. Where the second fails, the first is taken back.
 */
export async function putInPlace(
  session: TrinoSession,
  catalog: string,
  schema: string,
  name: PublishedTable,
  next: Sql,
): Promise<void> {
  const table = identifier(catalog, schema, name);
  const previous = identifier(catalog, schema, previousName(name));
  const isThere = (await namesIn(session, catalog, schema)).has(name);
  // Half of a swap would leave no table: it is not cancelled any more.
  const steady = session.withoutSignal();
  if (isThere) await steady.query(sql`ALTER TABLE ${table} RENAME TO ${previous}`);
  try {
    await steady.query(sql`ALTER TABLE ${next} RENAME TO ${table}`);
  } catch (error) {
    if (isThere) await steady.query(sql`ALTER TABLE ${previous} RENAME TO ${table}`);
    throw error;
  }
  if (isThere) await steady.query(sql`DROP TABLE IF EXISTS ${previous}`);
}

/** Ends what a killed run left half done: a table that was put aside comes back, or goes where another took its place. */
export async function recover(
  session: TrinoSession,
  catalog: string,
  schema: string,
  names: ReadonlySet<string>,
): Promise<void> {
  if (names.has(ATTEMPT)) await session.query(sql`DROP TABLE IF EXISTS ${identifier(catalog, schema, ATTEMPT)}`);
  for (const name of PUBLISHED_NAMES) {
    if (!names.has(previousName(name))) continue;
    const previous = identifier(catalog, schema, previousName(name));
    if (names.has(name)) await session.query(sql`DROP TABLE IF EXISTS ${previous}`);
    else await session.query(sql`ALTER TABLE ${previous} RENAME TO ${identifier(catalog, schema, name)}`);
  }
}
