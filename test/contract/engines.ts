import { existsSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { inject } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import type { PublishedTable } from "../../src/sql/published-tables.js";
import { renderCsv } from "../support/csv.js";
import { type PlainRow, queryDuckdb, storeSales } from "../support/duckdb.js";
import type { SalesTable } from "../support/sales-table.js";
import { isThorough } from "../support/thoroughness.js";
import { postgresEngines } from "./postgres-engines.js";
import { trinoEngines } from "./trino-engines.js";

/** What `run` needs to find the sales. */
export type Located = Pick<RunValues, "source" | "table">;

/** A way in which sales can lie in front of an engine. */
export interface SourceUnderTest {
  readonly name: string;
  /** True where columns carry no types. */
  readonly untyped: boolean;
  /** Puts sales there; `path` makes a fresh path out of a name, `store` is where the results will go. */
  put(table: SalesTable, path: (name: string) => string, store: string): Promise<Located>;
}

/** An engine that passes this suite. A new one joins by adding an entry to {@link engines}. */
export interface EngineUnderTest {
  readonly name: string;
  readonly sources: readonly SourceUnderTest[];
  /** True where names of columns come back in lower case, whatever case they were given in. */
  readonly losesCase?: boolean;
  newStore(path: (name: string) => string): string | Promise<string>;
  /** Puts any rows into a table of the store's database; gives back the table's name. */
  putBeside(store: string, table: SalesTable): Promise<string>;
  /** The names of the tables in a store that look like published ones, sorted; none where there is no store yet. */
  published(store: string): Promise<readonly string[]>;
  /** A published table, every value as text. */
  read(store: string, table: PublishedTable): Promise<PlainRow[]>;
}

const csv: SourceUnderTest = textFile("CSV", "sales.csv", (table) => delimited(table, ","));

let tablesBeside = 0;

/** The embedded engine, which reads files and publishes to a file. */
export const duckdb: EngineUnderTest = {
  name: "duckdb",
  sources: [
    csv,
    textFile("TSV", "sales.tsv", (table) => delimited(table, "\t")),
    textFile("CSV with semicolons", "sales.csv", (table) => delimited(table, ";")),
    textFile("packed CSV", "sales.csv.gz", (table) => gzipSync(delimited(table, ","))),
    textFile("JSON lines", "sales.jsonl", (table) => table.rows.map((row) => `${jsonOf(table, row)}\n`).join("")),
    {
      name: "Parquet",
      untyped: false,
      put: async (table, path) => {
        const file = path("sales.parquet");
        await storeSales(":memory:", table, `COPY fact_sales TO '${file}' (FORMAT parquet)`);
        return { source: file };
      },
    },
    {
      name: "a table of a .duckdb file",
      untyped: false,
      put: async (table, path) => {
        const file = path("sales.duckdb");
        await storeSales(file, table);
        return { source: file };
      },
    },
  ],
  newStore: (path) => path("store.duckdb"),
  putBeside: async (store, table) => {
    tablesBeside += 1;
    const name = `beside ${tablesBeside}`;
    await storeSales(store, table, `ALTER TABLE fact_sales RENAME TO "${name}"`);
    return name;
  },
  published: async (store) => {
    if (!existsSync(store)) return [];
    return namesOf(await queryDuckdb(store, "SELECT table_name AS name FROM duckdb_tables() ORDER BY 1"));
  },
  read: (store, table) => queryDuckdb(store, `SELECT COLUMNS(*)::VARCHAR FROM (SELECT * FROM ${table} ORDER BY ALL)`),
};

const cluster = inject("trinoCluster");

/** True in the run on a cluster, where every statement takes its time. */
export const isOnCluster = cluster !== undefined;

/** Those that the tests have a server for: a cluster has a run of its own (`npm run test:trino`). */
export const engines: readonly EngineUnderTest[] =
  cluster === undefined ? [duckdb, ...postgresEngines(duckdb)] : trinoEngines(cluster, duckdb);

/** Engines by how a result takes the place of another: on a cluster by two kinds of catalogs. */
export const publishingEngines: readonly EngineUnderTest[] = isOnCluster ? engines.slice(0, 2) : engines;

/** Engines for what is the same however rows get there; statements on a cluster take too long to ask each of its catalogs. */
const everyMainEngine: readonly EngineUnderTest[] = cluster === undefined ? engines : engines.slice(0, 1);

/**
 * Those of them that read sales, and keep results, each in its own way: in CI also pairs of one as source and another as store, which
 * read and keep as the two alone do.
 */
export const mainEngines: readonly EngineUnderTest[] = isThorough
  ? everyMainEngine
  : everyMainEngine.filter(({ name }) => !name.includes(" as source, "));

/** Pairs for `describe.each` and `test.each`, so that titles show the plain name. */
export function byName<T extends { readonly name: string }>(entries: readonly T[]): [string, T][] {
  return entries.map((entry) => [entry.name, entry]);
}

/** Those of some tables, given by `name`, that have the name of a published one. */
export function namesOf(tables: readonly PlainRow[]): string[] {
  return tables.map(({ name }) => String(name)).filter((name) => /^(customer_rfm|rfm_)/.test(name));
}

export function textFile(name: string, file: string, render: (table: SalesTable) => string | Buffer): SourceUnderTest {
  return {
    name,
    untyped: true,
    put: (table, path) => {
      const source = path(file);
      writeFileSync(source, render(table));
      return Promise.resolve({ source });
    },
  };
}

export function delimited({ columns, rows }: SalesTable, delimiter: string): string {
  return renderCsv([columns.map(({ name }) => name), ...rows], delimiter);
}

/** Numbers are written digit by digit, since JavaScript would round them. */
function jsonOf({ columns }: SalesTable, row: SalesTable["rows"][number]): string {
  const members = columns.map(({ name, type }, index) => {
    const value = row[index] ?? null;
    const isNumber = value !== null && /^(BIGINT|DOUBLE|REAL|DECIMAL)/.test(type);
    return `${JSON.stringify(name)}: ${isNumber ? value : JSON.stringify(value)}`;
  });
  return `{${members.join(", ")}}`;
}
