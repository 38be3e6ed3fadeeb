import type { Engine, EngineOptions } from "./engine.js";
import type { LocalEngine } from "./local-engine.js";
import { isDatabase } from "./location.js";
import { type Address, isSameDatabase, parseAddress } from "./postgres/address.js";

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
  const [source, store] = [addressOf(options.source), addressOf(options.store)];
  const openLocal = async (): Promise<LocalEngine> => {
    const { openDuckdb } = await import("./duckdb/engine.js");
    return openDuckdb(options);
  };
  const only = onePlace(options, source, store);
  if (only !== undefined) {
    const { openPostgres } = await import("./postgres/engine.js");
    return openPostgres(only, openLocal, options);
  }
  if (source === undefined && store === undefined) return openLocal();
  const { openBetween } = await import("./postgres/between.js");
  return openBetween({ source, store }, await openLocal(), options);
}

function addressOf(location: string | undefined): Address | undefined {
  return location !== undefined && isDatabase(location) ? parseAddress(location) : undefined;
}

/** The one database that holds all there is, under one role; undefined where there is another place, or another role. */
function onePlace(places: Places, source: Address | undefined, store: Address | undefined): Address | undefined {
  if (places.carried === true) return undefined;
  if (places.store === undefined) return source;
  if (places.source === undefined) return store;
  return source && store && isSameDatabase(source, store) && source.user === store.user ? source : undefined;
}
