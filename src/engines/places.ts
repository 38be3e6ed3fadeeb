import type { Engine, FileOptions, Source, Store, StoreOptions } from "./engine.js";

/** Where the sales are. */
export interface SoughtSource extends FileOptions {
  /** A file, a pattern, `-` for standard input, or the address of a server. */
  readonly at: string;
  /** The table, where there are several. Default: `fact_sales`, or the only one of a file. */
  readonly table?: string | undefined;
}

/** Where results go, or are read. */
export interface SoughtStore extends StoreOptions {
  /** A `.duckdb` file, or the address of a server. */
  readonly at: string;
}

/** The places that a command needs. */
export interface SoughtPlaces {
  readonly source?: SoughtSource | undefined;
  readonly store?: SoughtStore | undefined;
}

/** Places that are open together. */
export interface OpenedPlaces {
  /** Where customers are counted, scored and staged. */
  readonly engine: Engine;
  readonly source: Source | undefined;
  readonly store: Store | undefined;
  /**
   * Opens a file of rows beside the source, in the embedded engine; an error where the engine is a server.
   *
   * @param options how it is read. Default: the table begins in the first row and ends in the last.
   */
  file(at: string, options?: FileOptions): Promise<Source>;
  /** Rolls back what is not published, ends all sessions and removes what was kept aside. */
  close(): Promise<void>;
}

/** Does the rest of some opening; closes what is open already where that fails. */
export async function closedOnFailure<T>(close: () => Promise<void>, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    await close();
    throw error;
  }
}
