/** The SQL itself, or where it was written. */
export function renderSql(result: { readonly sql: string; readonly file?: string }): string {
  if (result.file === undefined) return result.sql;
  return `Wrote ${result.file === "-" ? "the SQL to standard output" : result.file}`;
}
