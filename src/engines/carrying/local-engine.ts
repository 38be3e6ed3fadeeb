import type { Sql } from "../../sql/fragment.js";
import type { ProgressListener } from "../../sql/database.js";
import type { Engine, FileOptions, Source, Store, StoreOptions } from "../engine.js";

/** A column of a file of rows, by the type in which the engine reads it. */
export interface LocalColumn {
  readonly name: string;
  readonly type: string;
}

/** The embedded engine, to and from which other databases carry rows as CSV files in a folder of its own. */
export interface LocalEngine extends Engine {
  /** Opens a source of sales by its file name or pattern. */
  source(location: string, table?: string, options?: FileOptions): Promise<Source>;
  /** Opens a store in a file; raises `NO_SUCH_STORE`, `STORE_BUSY`, `STORE_NEWER` or `STORE_OCCUPIED`. */
  store(file: string, options: StoreOptions): Promise<Store>;
  /** A fresh path in the engine's own folder, which is removed when it closes. */
  file(): string;
  /** What stands after `FROM` to read a CSV file without a header, in which text is quoted and null is nothing. */
  rowsOf(file: string, columns: readonly LocalColumn[]): Sql;
  /** Writes a query's rows as such a file. */
  writeRows(query: Sql, file: string, listener?: ProgressListener): Promise<void>;
  /** Rolls back what is not published, and removes what the engine kept aside. */
  close(): Promise<void>;
}
