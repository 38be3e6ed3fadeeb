import type { Sql } from "../../sql/fragment.js";
import type { Engine, ProgressListener } from "../engine.js";

/** A column of a file of rows, by the type in which the engine reads it. */
export interface LocalColumn {
  readonly name: string;
  readonly type: string;
}

/** The embedded engine, to and from which other databases carry rows as CSV files in a folder of its own. */
export interface LocalEngine extends Engine {
  /** A fresh path in the engine's own folder, which is removed when it closes. */
  file(): string;
  /** What stands after `FROM` to read a CSV file without a header, in which text is quoted and null is nothing. */
  rowsOf(file: string, columns: readonly LocalColumn[]): Sql;
  /** Writes a query's rows as such a file. */
  writeRows(query: Sql, file: string, listener?: ProgressListener): Promise<void>;
}
