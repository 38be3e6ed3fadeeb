import type { EngineOptions, FileOptions, Source, Store } from "../engine.js";
import type { ServerAddresses, ServerKind } from "../engine-kind.js";
import { serverOf } from "../location.js";
import {
  closedOnFailure,
  type OpenedPlaces,
  type SoughtPlaces,
  type SoughtSource,
  type SoughtStore,
} from "../places.js";
import type { ServerSession } from "../server/server-session.js";
import { openCarriedStore } from "./carried-store.js";
import { carriedSource } from "./carrier.js";
import type { LocalEngine } from "./local-engine.js";

/** The embedded engine between its places: customers are carried from and to servers, and sales never. */
export async function openEmbedded(
  local: LocalEngine,
  { source, store }: SoughtPlaces,
  options: EngineOptions,
): Promise<OpenedPlaces> {
  const sessions: ServerSession[] = [];
  const connect = async (kind: ServerKind, at: ServerAddresses): Promise<ServerSession> => {
    const session = await kind.connect(at, options);
    sessions.push(session);
    return session;
  };
  const openSource = async ({ at, table, ...fileOptions }: SoughtSource): Promise<Source> => {
    const server = serverOf(at);
    if (server === undefined) return local.source(at, table, fileOptions);
    const session = await connect(server, { source: at });
    // The groups are computed in a view that nothing is written in, so that a read replica will do.
    await session.hold?.("read only");
    const { rows, ...sales } = await session.findSales(table);
    return carriedSource(session.carrier, local, sales, rows);
  };
  const openStore = async ({ at, ...storeOptions }: SoughtStore): Promise<Store> => {
    const server = serverOf(at);
    if (server === undefined) return local.store(at, storeOptions);
    return openCarriedStore(await connect(server, { store: at }), local, storeOptions);
  };
  const close = async (): Promise<void> => {
    for (const session of sessions) await session.close();
    await local.close();
  };
  return closedOnFailure(close, async () => {
    const opened = source && (await openSource(source));
    const file = (path: string, fileOptions?: FileOptions): Promise<Source> =>
      local.source(path, undefined, fileOptions);
    return { engine: local, source: opened, store: store && (await openStore(store)), file, close };
  });
}
