import { identifier, literal, sql } from "../../sql/fragment.js";
import type { TrinoSession } from "./session.js";

/** How the names of tables start that belong to one run only; they end in the run's token. */
export const WORKING = "quintile_";

const TOKEN = "quintile_[a-z_]+_([0-9a-f]{8})";

/** Minutes for which the server remembers at least what ran; a run that lives asks more often. */
const SILENCE = 10;

/** Removes the tables of runs that no statement has named for a while: their clients are gone. */
export async function dropAbandoned(
  session: TrinoSession,
  catalog: string,
  schema: string,
  minutes = SILENCE,
): Promise<void> {
  const rows = await session.query(
    sql`SELECT table_name AS name, regexp_extract(table_name, ${literal(`^${TOKEN}$`)}, 1) AS token
      FROM ${identifier(catalog, "information_schema", "tables")} WHERE table_schema = ${schema} AND table_name LIKE 'quintile%'`,
  );
  const working = rows.filter((row) => typeof row["token"] === "string");
  if (working.length === 0) return;
  const named = await session.query(
    sql`SELECT DISTINCT regexp_extract(query, ${literal(TOKEN)}, 1) AS token FROM system.runtime.queries
      WHERE "end" IS NULL OR "end" > current_timestamp - INTERVAL ${literal(String(minutes))} MINUTE`,
  );
  const alive = new Set(named.map((row) => row["token"]));
  for (const { name, token } of working) {
    if (!alive.has(token ?? null))
      await session.query(sql`DROP TABLE IF EXISTS ${identifier(catalog, schema, String(name))}`);
  }
}
