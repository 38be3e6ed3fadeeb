import { DuckDBInstance } from "@duckdb/node-api";
import type { SalesTable } from "./sales-table.js";

export type PlainRow = Record<string, string | null>;

/** Runs statements on a database of their own and returns the rows of the last one, every value as text. */
export async function queryDuckdb(file: string, ...statements: readonly string[]): Promise<PlainRow[]> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    let rows: PlainRow[] = [];
    await connection.run("SET TimeZone = 'UTC'");
    for (const statement of statements) {
      const reader = await connection.runAndReadAll(statement);
      rows = reader.getRowObjectsJson() as PlainRow[];
    }
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Puts sales, typed, into the table `fact_sales` of a database, then runs the statements there. */
export async function storeSales(file: string, table: SalesTable, ...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const names = table.columns.map(({ name }) => quoted(name));
  try {
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(`CREATE TEMP TABLE raw (${names.map((name) => `${name} VARCHAR`).join(", ")})`);
    const appender = await connection.createAppender("raw");
    for (const row of table.rows) {
      for (const value of row) {
        if (value === null) appender.appendNull();
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.closeSync();
    const casts = table.columns.map(({ name, type }) => `CAST(${quoted(name)} AS ${type}) AS ${quoted(name)}`);
    await connection.run(`CREATE TABLE fact_sales AS SELECT ${casts.join(", ")} FROM raw`);
    for (const statement of statements) await connection.run(statement);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
