import { identifier, join, keyword, type Sql, sql } from "../../sql/fragment.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import { asDatabase } from "../carrying/carrier.js";
import type { Database, Engine, EngineOptions, Source, Store } from "../engine.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import type { TrinoAddress } from "./client/address.js";
import { carrierOf } from "./carrier.js";
import { TrinoSession } from "./client/session.js";
import { findSales, rowsOf, type TrinoSales } from "./source.js";
import { TrinoTables } from "./store/tables.js";

/** The address of the sales and that of the store: the same coordinator, and any two of its catalogs. */
export interface TrinoPlaces {
  readonly source: TrinoAddress | undefined;
  readonly store: TrinoAddress;
}

/**
 * Opens the engine that computes on all workers of a Trino cluster. Each step is a query of its own, and its result a
 * table beside the published ones until the run ends.
 */
export async function openTrino(
  { source, store }: TrinoPlaces,
  openLocal: () => Promise<LocalEngine>,
  options: EngineOptions,
): Promise<Engine> {
  const session = await TrinoSession.open(source ?? store, options);
  let local: Promise<LocalEngine> | undefined;
  const database = asDatabase(carrierOf(session), () => (local ??= openLocal()));
  let tables: TrinoTables | undefined;
  const keep: Engine["keep"] = async (name, query, listener) =>
    tables?.isWritten === true ? tables.create(name, query, listener) : inline(name, query);
  return {
    ...database,
    source: async (_, table) => sourceIn(database, await findSales(session, table), keep),
    store: async (_, storeOptions) => {
      tables = await TrinoTables.open(session, store, storeOptions);
      return storeIn(database, tables);
    },
    keep,
    derive: (name, query) => Promise.resolve(inline(name, query)),
    close: async () => {
      await tables?.drop();
      session.close();
      await (await local)?.close();
    },
  };
}

/** The query itself, computed each time. */
function inline(name: string, query: Sql): Sql {
  return sql`(${query}) AS ${identifier(name)}`;
}

function sourceIn(database: Database, sales: TrinoSales, keep: Source["collect"]): Source {
  return {
    ...database,
    ...sales,
    files: [],
    start: sales.relation.from,
    rows: () => Promise.resolve(rowsOf(sales)),
    collect: keep,
  };
}

/** The store of some tables, by way of a database that answers for them. */
export function storeIn(database: Database, tables: TrinoTables): Store {
  return {
    ...database,
    label: tables.label,
    table: (name) => tables.table(name),
    has: (name) => Promise.resolve(tables.has(name)),
    stage: async (scored, order, listener) => {
      const staged = await tables.stage(withFreeText(scored), listener);
      return { from: staged, order };
    },
    publish: (companions) => tables.publish(companions),
    collect: (name, query) => Promise.resolve(inline(name, query)),
    keep: (table) => tables.keep(table),
  };
}

/** Names of segments as text of any length: the longest of today is not the longest of all. */
function withFreeText(scored: Sql): Sql {
  const columns = CUSTOMER_COLUMNS.map((name) => {
    const column = identifier(name);
    return name === "segment" ? sql`CAST(${column} AS ${keyword("VARCHAR")}) AS ${column}` : column;
  });
  return sql`SELECT ${join(columns)} FROM (${scored}) AS scored`;
}
