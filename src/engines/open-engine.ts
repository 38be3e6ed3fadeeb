import type { Engine, EngineOptions } from "./engine.js";
import type { LocalEngine } from "./local-engine.js";
import { isPostgresAddress, isSameDatabase, parseAddress } from "./postgres/address.js";

export { requireWritable } from "./duckdb/pending-file.js";
export { withoutPassword } from "./postgres/address.js";

/** Where the sales are and where the results go, as far as a command has them. */
export interface Places {
  readonly source?: string | undefined;
  readonly store?: string | undefined;
}

/** True for the address of a database server, whose tables are both source and store. */
export function isDatabase(location: string): boolean {
  return isPostgresAddress(location);
}

/**
 * Opens the engine that a source and a store ask for, and loads no other: the database itself where both are in it;
 * otherwise the embedded engine, to which customers (never sales) are carried from a database, or from there into one.
 */
export async function openEngine(options: EngineOptions & Places = {}): Promise<Engine> {
  const source = options.source !== undefined && isDatabase(options.source) ? parseAddress(options.source) : undefined;
  const store = options.store !== undefined && isDatabase(options.store) ? parseAddress(options.store) : undefined;
  const openLocal = async (): Promise<LocalEngine> => {
    const { openDuckdb } = await import("./duckdb/engine.js");
    return openDuckdb(options);
  };
  if (source === undefined && store === undefined) return openLocal();
  const address = source ?? store;
  const isOnePlace =
    options.source === undefined || options.store === undefined || (source && store && isSameDatabase(source, store));
  if (address !== undefined && isOnePlace) {
    const { openPostgres } = await import("./postgres/engine.js");
    return openPostgres(address, openLocal, options);
  }
  const { openBetween } = await import("./postgres/between.js");
  return openBetween({ source, store }, await openLocal(), options);
}
