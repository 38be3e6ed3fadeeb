import type { Source, Store, StoreOptions } from "../engine.js";

/** A database server beside the embedded engine: sales there are grouped there, and a store there gets what is scored here. */
export interface Remote {
  source(table: string | undefined): Promise<Source>;
  store(options: StoreOptions): Promise<Store>;
  close(): Promise<void>;
}
