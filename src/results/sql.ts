/** SQL that does what a run does. */
export interface PrintedSql {
  readonly dialect: "postgres" | "duckdb" | "trino";
  /** One SELECT, or a script of several statements with `into`. */
  readonly sql: string;
}

/** Printed SQL, and the file it was written to where one was asked for. */
export interface SqlResult extends PrintedSql {
  /** `-` for standard output; absent where no file was asked for. */
  readonly file?: string;
}
