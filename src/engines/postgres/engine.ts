import { identifier, type Sql, sql } from "../../sql/fragment.js";
import { asDatabase } from "../carrying/carrier.js";
import type { Database, Engine, EngineOptions, Source, Store } from "../engine.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import type { Address } from "./connection/address.js";
import { carrierOf } from "./carrier.js";
import { typedCustomers } from "./dialect/replace-customers.js";
import { PostgresSession } from "./connection/session.js";
import { LOCK_TIMEOUT } from "./connection/session-settings.js";
import { findSales, rowsOf, type SalesTable } from "./source.js";
import { PostgresTables } from "./store/tables.js";

/**
 * Opens the engine that computes where the sales are: customers are grouped, scored and published inside one database,
 * in one transaction that sees one state of the sales. A run that fails or is killed leaves nothing behind.
 */
export async function openPostgres(
  address: Address,
  openLocal: () => Promise<LocalEngine>,
  options: EngineOptions,
): Promise<Engine> {
  const session = await PostgresSession.open(address, options);
  let local: Promise<LocalEngine> | undefined;
  const database = asDatabase(carrierOf(session), () => (local ??= openLocal()));
  let sales: SalesTable | undefined;
  let tables: PostgresTables | undefined;
  return {
    ...database,
    source: async (_, table) => {
      sales = await findSales(session, table);
      return sourceIn(session, database, sales, () => tables);
    },
    store: async (_, storeOptions) => {
      const { lockTimeout = LOCK_TIMEOUT } = options;
      const all = { ...storeOptions, salesSchema: sales?.schema, lockTimeout };
      tables = await PostgresTables.open(session, all, () => session.begin("frozen"));
      return storeIn(database, tables);
    },
    keep: (name, query) => keepAside(session, name, query),
    derive: (name, query) => Promise.resolve(sql`(${query}) AS ${identifier(name)}`),
    close: async () => {
      await session.close();
      await (await local)?.close();
    },
  };
}

/** A table of this session only; where the session may have none, as on a replica, the query itself, computed each time. */
async function keepAside(session: PostgresSession, name: string, query: Sql): Promise<Sql> {
  const [row] = await session.query(
    sql`SELECT has_database_privilege(current_database(), 'TEMP') AND NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS allowed`,
  );
  const table = identifier(name);
  if (row?.["allowed"] !== true) return sql`(${query}) AS ${table}`;
  await session.execute(sql`CREATE TEMPORARY TABLE ${table} AS ${query}`);
  await session.query(sql`ANALYZE ${table}`);
  return table;
}

/** Rows that are collected go to the schema of the store, which is opened after the source; where it is only read, aside. */
function sourceIn(
  session: PostgresSession,
  database: Database,
  sales: SalesTable,
  tables: () => PostgresTables | undefined,
): Source {
  return {
    ...database,
    ...sales,
    files: [],
    start: sales.relation.from,
    rows: () => Promise.resolve(rowsOf(sales)),
    collect: async (name, query) => {
      const opened = tables();
      if (opened === undefined) throw new Error("The store has to be opened first: it says where working tables go.");
      if (!opened.isWritten) return keepAside(session, name, query);
      return opened.analyse(await opened.create(name, "unlogged", sql`AS ${query}`));
    },
  };
}

function storeIn(database: Database, tables: PostgresTables): Store {
  return {
    ...database,
    label: tables.label,
    table: (name) => tables.table(name),
    has: (name) => tables.has(name),
    stage: async (scored, order) => {
      const [id] = await database.describe(sql`SELECT customer_id FROM (${scored}) AS scored`);
      if (id === undefined) throw new Error("Scored customers have no customer_id.");
      tables.requireAlikeIds(id);
      const staged = await tables.analyse(await tables.createStaged(sql`AS ${typedCustomers(scored, id)}`));
      return { from: staged, order };
    },
    publish: (companions) => tables.publish(companions),
    collect: (name, query) => Promise.resolve(sql`(${query}) AS ${identifier(name)}`),
    keep: (table) => tables.keep(table),
  };
}
