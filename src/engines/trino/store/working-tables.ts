import { identifier, literal, sql } from "../../../sql/fragment.js";
import type { TrinoSession } from "../client/session.js";

/** How the names of tables start that belong to one run only; they end in the run's token. */
export const WORKING = "quintile_";

const TOKEN = "quintile_[a-z_]+_([0-9a-f]{8})";

/** Minutes for which the server remembers at least what ran; a run that lives asks more often. */
const SILENCE = 10;

/** Removes, of some tables of a schema, those of runs that no statement has named for a while: their clients are gone. */
export async function dropAbandoned(
  session: TrinoSession,
  catalog: string,
  schema: string,
  names: ReadonlySet<string>,
  minutes = SILENCE,
): Promise<void> {
  const working = [...names].flatMap((name) => {
    const [, token] = new RegExp(`^${TOKEN}$`).exec(name) ?? [];
    return token === undefined ? [] : [{ name, token }];
  });
  if (working.length === 0) return;
  const named = await session.query(
    sql`SELECT DISTINCT regexp_extract(query, ${literal(TOKEN)}, 1) AS token FROM system.runtime.queries
      WHERE "end" IS NULL OR "end" > current_timestamp - INTERVAL ${literal(String(minutes))} MINUTE`,
  );
  const alive = new Set(named.map((row) => row["token"]));
  for (const { name, token } of working) {
    if (!alive.has(token)) await session.query(sql`DROP TABLE IF EXISTS ${identifier(catalog, schema, name)}`);
  }
}
