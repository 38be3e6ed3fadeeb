import { Client } from "pg";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { sqlOperation } from "../../src/operations/sql/operation.js";
import { customerLine } from "../support/customer-line.js";
import { type PlainRow, queryDuckdb } from "../support/duckdb.js";
import type { SalesTable } from "../support/sales-table.js";
import { isThorough } from "../support/thoroughness.js";
import { engines, type EngineUnderTest, type Located, type SourceUnderTest } from "./engines.js";

/** What a run can be told that changes its result. */
export type Options = Pick<RunValues, "customer" | "date" | "revenue" | "order" | "where" | "asOf" | "since"> &
  Pick<RunValues, "refunds" | "ties" | "scoring" | "model" | "dateFormat" | "decimal" | "timezone">;

/** A kind of source and the engine that runs the SQL printed for it. */
export interface Place {
  readonly name: string;
  readonly engine: EngineUnderTest;
  readonly source: SourceUnderTest;
}

const inPlace = [...new Map(engines.map((engine) => [engine.name, engine])).values()].filter(
  ({ name }) => !name.includes(" as "),
);

/** Every source of every engine that both reads and publishes. */
export const places: readonly Place[] = inPlace.flatMap((engine) =>
  engine.sources.map((source) => ({ name: `${engine.name}, ${source.name}`, engine, source })),
);

/** Text for the embedded engine, and tables of the newest server; in CI also files with types for the embedded one. */
export const mainPlaces: readonly Place[] = places
  .filter(({ source }) => ["CSV", "Parquet", "a table"].includes(source.name))
  .slice(0, 3)
  .filter(({ source }) => isThorough || source.name !== "Parquet");

/** Sales that lie somewhere, ready to be scored in both ways. */
export interface Placed {
  readonly located: Located;
  /** The customers that a run publishes, one sorted line each. */
  run(options?: Options): Promise<string[]>;
  /** The SQL for the same. */
  print(options?: Options & { readonly into?: string }): Promise<string>;
  /** What it gives when it is run as it stands, one sorted line each. */
  query(text: string): Promise<string[]>;
  /** Runs statements where the sales are; returns the rows of the last, all values as text. */
  execute(text: string): Promise<PlainRow[]>;
}

/** Puts sales into a place. */
export async function put(
  { engine, source }: Place,
  table: SalesTable,
  path: (name: string) => string,
): Promise<Placed> {
  const store = await engine.newStore(path);
  const located = await source.put(table, path, store);
  const execute = (text: string): Promise<PlainRow[]> => executeAt(located, text);
  return {
    located,
    execute,
    run: async (options = {}) => {
      await runOperation.run({ threads: 1, maxRejects: "100%", ...located, ...options, store });
      return sorted(await engine.read(store, "customer_rfm"));
    },
    print: async (options = {}) => (await sqlOperation.run({ ...located, ...options })).sql,
    query: async (text) => sorted(await execute(asText(located, text))),
  };
}

/** Lines of customers, in one order. */
export function sorted(rows: readonly PlainRow[]): string[] {
  return rows.map(customerLine).toSorted();
}

/** Stands in brackets, as dbt and views have it. */
function asText({ source }: Located, text: string): string {
  return isPostgres(source)
    ? `SELECT * FROM (${text}\n) AS printed`
    : `SELECT COLUMNS(*)::VARCHAR FROM (${text}\n) AS printed`;
}

function isPostgres(source: string): boolean {
  return source.startsWith("postgres");
}

/** In a session whose time zone is not UTC. */
function executeAt({ source }: Located, text: string): Promise<PlainRow[]> {
  if (isPostgres(source)) return queryPostgres(source, text);
  const database = source.endsWith(".duckdb") ? source : ":memory:";
  return queryDuckdb(database, "SET TimeZone = 'America/St_Johns'", text);
}

/** Runs statements at an address, in a session with the server's own settings. */
export async function queryPostgres(address: string, text: string): Promise<PlainRow[]> {
  const client = new Client({ connectionString: address, types: { getTypeParser: () => String } });
  await client.connect();
  try {
    const result: unknown = await client.query<PlainRow>(text);
    return ((Array.isArray(result) ? result.at(-1) : result) as { readonly rows: PlainRow[] }).rows;
  } finally {
    await client.end();
  }
}
