import { identifier, join, keyword, sql } from "../../sql/fragment.js";
import { customerColumns } from "./dialect/replace-customers.js";
import { asDatabase, carriedSource, carry } from "../carrying/carrier.js";
import type { EngineOptions, Source, Store, StoreOptions } from "../engine.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import type { Remote } from "../carrying/remote.js";
import type { Address } from "./connection/address.js";
import { carrierOf } from "./carrier.js";
import { toPostgresType } from "./local-types.js";
import { PostgresSession } from "./connection/session.js";
import { LOCK_TIMEOUT } from "./connection/session-settings.js";
import { findSales, rowsOf } from "./source.js";
import { PostgresTables } from "./store/tables.js";

/** Sales in PostgreSQL that are scored elsewhere, or a store there for customers who were scored elsewhere. */
export async function openRemote(address: Address, local: LocalEngine, options: EngineOptions): Promise<Remote> {
  const session = await PostgresSession.open(address, options);
  return {
    source: (table) => sourceOn(session, local, table),
    store: (storeOptions) => storeOn(session, local, storeOptions, options.lockTimeout),
    close: () => session.close(),
  };
}

/** The groups are computed in a transaction that writes nothing, so that a read replica will do. */
async function sourceOn(session: PostgresSession, local: LocalEngine, table: string | undefined): Promise<Source> {
  await session.begin("frozen, read only");
  const sales = await findSales(session, table);
  return carriedSource(carrierOf(session), local, sales, rowsOf(sales));
}

async function storeOn(
  session: PostgresSession,
  local: LocalEngine,
  storeOptions: StoreOptions,
  lockTimeout = LOCK_TIMEOUT,
): Promise<Store> {
  const tables = await PostgresTables.open(session, { ...storeOptions, salesSchema: undefined, lockTimeout }, () =>
    Promise.resolve(),
  );
  const staged = identifier("scored");
  const carrier = carrierOf(session);
  return {
    ...asDatabase(carrier, () => Promise.resolve(local)),
    label: tables.label,
    table: (name) => tables.table(name),
    has: (name) => tables.has(name),
    stage: async (scored, order, listener) => {
      const table = await local.keep("scored", sql`${scored} ORDER BY ${order}`, listener);
      return { from: table, order: undefined }; // rows stand as they were kept
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
    collect: carry(carrier, local),
    keep: async (table) => {
      await session.begin("read committed");
      await tables.keep(table);
    },
  };
}
