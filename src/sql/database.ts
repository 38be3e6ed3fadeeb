import type { Dialect } from "./dialect.js";
import type { Sql } from "./fragment.js";
import type { Column } from "./relation.js";

/** A row of a small result. Whole numbers beyond 2^53, decimals, dates and timestamps come as text. */
export type Row = Record<string, string | number | boolean | null>;

/** Called several times a second while a statement runs, with the share done, from 0 to 1. */
export type ProgressListener = (share: number) => void;

/** A file that is written but not yet in its place. */
export interface PendingFile {
  complete(): void;
  discard(): void;
}

/** Something that answers SQL. Sales, working tables and published tables may each lie in another one. */
export interface Database {
  readonly dialect: Dialect;
  /** Runs one statement and returns its rows; raises `CANCELLED` when the run's signal fires meanwhile. */
  query(statement: Sql, listener?: ProgressListener): Promise<Row[]>;
  /** The columns that a query would return, without running it. */
  describe(query: Sql): Promise<readonly Column[]>;
  /**
   * A query's rows in chunks, as they are asked for; the session answers nothing else meanwhile. It ends early when the
   * caller stops asking, and with `CANCELLED` when the signal fires.
   */
  stream(query: Sql, signal?: AbortSignal): AsyncGenerator<readonly Row[], void, undefined>;
  /** Streams a query's rows into a file beside its final place. The extension says the format. */
  write(query: Sql, file: string, listener?: ProgressListener): Promise<PendingFile>;
}
