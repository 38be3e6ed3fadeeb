import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { SalesTable } from "./sales-table.js";

export type PlainRow = Record<string, string | null>;

type Run = (statement: string) => Promise<PlainRow[]>;
type Work<T> = (run: Run, connection: DuckDBConnection) => Promise<T>;

let engine: Promise<DuckDBInstance> | undefined;
let attached = 0;
const turns = new Map<string, Promise<void>>();
const ignore = (): void => {};

/**
 * Opens a database for a moment: a file, or ":memory:" for one that is empty and gone afterwards. All share one engine, since
 * starting an engine takes much longer than a question.
 */
function within<T>(file: string, work: Work<T>): Promise<T> {
  // An engine attaches a file once, so whoever asks for the same one waits.
  const done = (turns.get(file) ?? Promise.resolve()).then(() => attach(file, work));
  const turn = done.then(ignore, ignore);
  turns.set(file, turn);
  return done;
}

async function attach<T>(file: string, work: Work<T>): Promise<T> {
  const connection = await (await (engine ??= DuckDBInstance.create())).connect();
  const run: Run = async (statement) => (await connection.runAndReadAll(statement)).getRowObjectsJson() as PlainRow[];
  attached += 1;
  const name = `attached_${attached}`;
  try {
    await run(`SET TimeZone = 'UTC'; ATTACH '${file.replaceAll("'", "''")}' AS ${name}; USE ${name}`);
    try {
      return await work(run, connection);
    } finally {
      await run("ROLLBACK").catch(ignore); // where a statement failed within a transaction
      await run(`USE memory; DETACH ${name}`);
    }
  } finally {
    connection.closeSync();
  }
}

/** Runs statements on a database of their own and returns the rows of the last one, every value as text. */
export function queryDuckdb(file: string, ...statements: readonly string[]): Promise<PlainRow[]> {
  return within(file, async (run) => {
    let rows: PlainRow[] = [];
    for (const statement of statements) rows = await run(statement);
    return rows;
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Puts sales, typed, into the table `fact_sales` of a database, then runs the statements there. */
export function storeSales(file: string, table: SalesTable, ...statements: readonly string[]): Promise<void> {
  return within(file, async (run, connection) => {
    const names = table.columns.map(({ name }) => quoted(name));
    await run(`CREATE TEMP TABLE raw (${names.map((name) => `${name} VARCHAR`).join(", ")})`);
    const appender = await connection.createAppender("raw", "main", "temp");
    for (const row of table.rows) {
      for (const value of row) {
        if (value === null) appender.appendNull();
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.closeSync();
    const casts = table.columns.map(({ name, type }) => `CAST(${quoted(name)} AS ${type}) AS ${quoted(name)}`);
    await run(`CREATE TABLE fact_sales AS SELECT ${casts.join(", ")} FROM raw`);
    for (const statement of statements) await run(statement);
  });
}
