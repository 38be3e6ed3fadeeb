import { asDatabase } from "../carrying/carrier.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import type { Source } from "../engine.js";
import type { Database } from "../../sql/database.js";
import { closedOnFailure, type OpenedPlaces, type SoughtPlaces } from "../places.js";
import { inline } from "./inline.js";
import type { ServerSales, ServerSession } from "./server-session.js";
import { openServerStore } from "./server-store.js";

/**
 * Source and store on one server, which groups, scores and publishes by itself. What only reads a store sees one
 * published state of it.
 */
export async function openInPlace(
  session: ServerSession,
  { source: soughtSource, store: soughtStore }: SoughtPlaces,
  openLocal: () => Promise<LocalEngine>,
): Promise<OpenedPlaces> {
  let local: Promise<LocalEngine> | undefined;
  const database = asDatabase(session.carrier, () => (local ??= openLocal()));
  const close = async (): Promise<void> => {
    await session.close();
    await (await local)?.close();
  };
  return closedOnFailure(close, async () => {
    if (soughtStore?.mode === "read") await session.hold?.("with tables aside");
    const sales = soughtSource && (await session.findSales(soughtSource.table));
    const options = soughtStore && { ...soughtStore, salesSchema: sales?.schema, inPlace: true };
    return {
      engine: {
        ...database,
        materialize: (name, query, listener) => session.materialize(name, query, listener),
        derive: (name, query) => Promise.resolve(inline(name, query)),
      },
      source: sales && sourceIn(session, database, sales),
      store: options && (await openServerStore(session, database, options)).store,
      file: () => Promise.reject(new Error("A server reads no files: open the places with `carried`.")),
      close,
    };
  });
}

function sourceIn(session: ServerSession, database: Database, { rows, ...sales }: ServerSales): Source {
  return {
    ...database,
    ...sales,
    files: [],
    start: sales.relation.from,
    rows: () => Promise.resolve(rows),
    collect: (name, query, listener) => session.collect(name, query, listener),
  };
}
