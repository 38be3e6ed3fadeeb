import type { SqlResult } from "../results/sql.js";

/** The SQL itself, or where it was written. */
export function renderSql(result: SqlResult): string {
  if (result.file === undefined) return result.sql;
  return `Wrote ${result.file === "-" ? "the SQL to standard output" : result.file}`;
}
