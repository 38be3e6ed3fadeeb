import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { EngineOptions } from "../engine.js";
import { explained, explaining } from "../explained.js";
import { LOCK_TIMEOUT } from "../lock-timeout.js";
import { inline } from "../server/inline.js";
import type { ServerSession, ServerTables } from "../server/server-session.js";
import { carrierOf } from "./carrier.js";
import type { Address } from "./connection/address.js";
import { PostgresSession } from "./connection/session.js";
import { explainFailures } from "./explain.js";
import type { PostgresFailure } from "./failure.js";
import { findSales } from "./source.js";
import { PostgresTables } from "./store/tables.js";

/**
 * Connects to a database. Customers that are scored in it are grouped, scored and published in one transaction that sees
 * one state of the sales: a run that fails or is killed leaves nothing behind.
 */
export async function connectPostgres(address: Address, options: EngineOptions): Promise<ServerSession> {
  const explain = explainFailures(address);
  const session = await explaining(explain, () => PostgresSession.open(address, options));
  const { lockTimeout = LOCK_TIMEOUT } = options;
  let tables: PostgresTables | undefined;
  const materialize = (name: string, query: Sql): Promise<Sql> => asTemporaryTable(session, name, query);
  const served: ServerSession = {
    carrier: explained(carrierOf(session), explain),
    hold: (mode) => session.begin(mode === "read only" ? "frozen, read only" : "frozen"),
    release: () => session.rollback(),
    findSales: (table) => findSales(session, table),
    openTables: async (tablesOptions) => {
      tables = await PostgresTables.open(session, { ...tablesOptions, lockTimeout });
      return explained<ServerTables, PostgresFailure>(tables, explain);
    },
    collect: async (name, query) => {
      if (tables?.isWritten !== true) return materialize(name, query);
      return tables.analyse(await tables.create(name, "unlogged", sql`AS ${query}`));
    },
    materialize,
    close: () => session.close(),
  };
  return explained(served, explain);
}

/** A table of this session only; where the session may have none, as on a replica, the query itself. */
async function asTemporaryTable(session: PostgresSession, name: string, query: Sql): Promise<Sql> {
  const [row] = await session.query(
    sql`SELECT has_database_privilege(current_database(), 'TEMP') AND NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS allowed`,
  );
  if (row?.["allowed"] !== true) return inline(name, query);
  const table = identifier(name);
  await session.execute(sql`DROP TABLE IF EXISTS pg_temp.${table}`);
  await session.execute(sql`CREATE TEMPORARY TABLE ${table} AS ${query}`);
  await session.query(sql`ANALYZE ${table}`);
  return table;
}
