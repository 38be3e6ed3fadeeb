import { identifier, join, keyword, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import type { Engine, EngineOptions, Source, Store, StoreOptions } from "../engine.js";
import type { LocalEngine } from "../local-engine.js";
import type { Address } from "./address.js";
import { asDatabase } from "./database.js";
import { toLocalType, toPostgresType } from "./local-types.js";
import { customerColumns } from "../../sql/postgres-customers.js";
import { PostgresSession } from "./session.js";
import { LOCK_TIMEOUT } from "./session-settings.js";
import { findSales, rowsOf } from "./source.js";
import { PostgresTables } from "./tables.js";

/**
 * The embedded engine between two places: sales in PostgreSQL are grouped there, in a transaction that writes nothing, so
 * that a read replica will do, and only the groups come over; a store in PostgreSQL gets the scored customers.
 */
export async function openBetween(
  places: { readonly source: Address | undefined; readonly store: Address | undefined },
  local: LocalEngine,
  options: EngineOptions,
): Promise<Engine> {
  const sessions: PostgresSession[] = [];
  const open = async (address: Address): Promise<PostgresSession> => {
    const session = await PostgresSession.open(address, options);
    sessions.push(session);
    return session;
  };
  return {
    ...local,
    source: async (location, table) =>
      places.source === undefined
        ? local.source(location, table)
        : sourceElsewhere(await open(places.source), local, table),
    store: async (location, storeOptions) =>
      places.store === undefined
        ? local.store(location, storeOptions)
        : storeElsewhere(await open(places.store), local, storeOptions, options.lockTimeout),
    close: async () => {
      for (const session of sessions) await session.close();
      await local.close();
    },
  };
}

async function sourceElsewhere(
  session: PostgresSession,
  local: LocalEngine,
  table: string | undefined,
): Promise<Source> {
  await session.begin("frozen, read only");
  const sales = await findSales(session, table);
  return {
    ...asDatabase(session, () => Promise.resolve(local)),
    ...sales,
    files: [],
    start: sales.relation.from,
    rows: () => Promise.resolve(rowsOf(sales)),
    collect: carry(session, local),
  };
}

/** Runs a query over there once, and keeps its rows here. */
function carry(session: PostgresSession, local: LocalEngine): Source["collect"] {
  return async (name, query, listener) => {
    const columns = await session.describe(query);
    const types = columns.map((column) => ({ name: column.name, type: localTypeOf(column) }));
    const file = local.file();
    await session.copyTo(sql`SELECT ${join(columns.map(carried))} FROM (${query}) AS collected`, file);
    return local.keep(name, sql`SELECT * FROM ${local.rowsOf(file, types)}`, listener);
  };
}

/** Sums have no declared places there; here they need some. */
function localTypeOf(column: Column): string {
  if (column.name === "monetary") return "DECIMAL(38,4)";
  return column.kind === "number" ? "DECIMAL(38,10)" : toLocalType(column);
}

/** A decimal that is no number, or has more digits than the embedded engine holds, is nobody's id there. */
function carried({ name, kind }: Column): Sql {
  const column = identifier(name);
  return kind === "number" || kind === "decimal" ? sql`CASE WHEN abs(${column}) < 1e28 THEN ${column} END` : column;
}

async function storeElsewhere(
  session: PostgresSession,
  local: LocalEngine,
  storeOptions: StoreOptions,
  lockTimeout = LOCK_TIMEOUT,
): Promise<Store> {
  const tables = await PostgresTables.open(session, { ...storeOptions, salesSchema: undefined, lockTimeout }, () =>
    Promise.resolve(),
  );
  const staged = identifier("scored");
  return {
    ...asDatabase(session, () => Promise.resolve(local)),
    label: tables.label,
    table: (name) => tables.table(name),
    has: (name) => tables.has(name),
    stage: async (scored, order, listener) => {
      const table = await local.keep("scored", sql`${scored} ORDER BY ${order}`, listener);
      return { from: table, inOrder: table };
    },
    publish: async (companions, listener) => {
      const [id] = await local.describe(sql`SELECT customer_id FROM ${staged}`);
      if (id === undefined) throw new Error("Scored customers have no customer_id.");
      const type = toPostgresType(id);
      tables.requireAlikeIds({ ...id, type });
      const file = local.file();
      await local.writeRows(sql`SELECT * FROM ${staged}`, file, listener);
      const columns = customerColumns(type).map(
        ([name, columnType]) => sql`${identifier(name)} ${keyword(columnType)}`,
      );
      await session.begin("read committed");
      const target = await tables.createStaged(sql`(${join(columns)})`);
      await session.copyFrom(file, target);
      await tables.analyse(target);
      await tables.publish(companions);
    },
    collect: carry(session, local),
    keep: async (table) => {
      await session.begin("read committed");
      await tables.keep(table);
    },
  };
}
