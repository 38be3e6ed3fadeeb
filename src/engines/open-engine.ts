import { openBetween } from "./carrying/between.js";
import type { Engine, EngineOptions } from "./engine.js";
import type { LocalEngine } from "./carrying/local-engine.js";
import { serverOf } from "./location.js";
import type { Remote } from "./carrying/remote.js";
import type { ServerKind } from "./server/server-kind.js";

export { requireWritable } from "./duckdb/pending-file.js";
export { isDatabase, withoutPassword } from "./location.js";

/** Where the sales are and where the results go, as far as a command has them. */
export interface Places {
  readonly source?: string | undefined;
  readonly store?: string | undefined;
  /** Compute in the embedded engine, and carry there what lies elsewhere, since something else is to be joined with it. */
  readonly carried?: boolean | undefined;
}

/**
 * Opens the engine that a source and a store ask for, and loads no other: the database itself where both are in it;
 * otherwise the embedded engine, to which customers (never sales) are carried from a database, or from there into one.
 */
export async function openEngine(options: EngineOptions & Places = {}): Promise<Engine> {
  const openLocal = async (): Promise<LocalEngine> => {
    const { openDuckdb } = await import("./duckdb/engine.js");
    return openDuckdb(options);
  };
  const server = await onePlace(options);
  if (server !== undefined) {
    return server.openInPlace({ source: options.source, store: options.store }, openLocal, options);
  }
  const local = await openLocal();
  const remote = (location: string | undefined): (() => Promise<Remote>) | undefined => {
    const kind = location === undefined ? undefined : serverOf(location);
    return kind && (() => kind.openRemote(location as string, local, options));
  };
  const places = { source: remote(options.source), store: remote(options.store) };
  return places.source === undefined && places.store === undefined ? local : openBetween(places, local);
}

/** The one server that holds all there is; undefined where there is another place, or another role. */
async function onePlace({ source, store, carried }: Places): Promise<ServerKind | undefined> {
  if (carried === true) return undefined;
  const location = source ?? store;
  const server = location === undefined ? undefined : serverOf(location);
  if (source === undefined || store === undefined || server === undefined) return server;
  if (!server.isAddress(store)) return undefined;
  return (await server.isOnePlace(source, store)) ? server : undefined;
}
