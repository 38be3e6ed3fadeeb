import { Client } from "pg";
import { expect } from "vitest";
import type { Context } from "../../src/operations/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import type { PlainRow } from "../support/duckdb.js";
import { type Database, newDatabase } from "../support/postgres/database.js";
import type { Server } from "../support/postgres/server.js";
import type { RunResult } from "../../src/results/run.js";

/** A database with sales, and what a test of faults wants to know of it. */
export interface Shop extends Database {
  /** Scores the sales here, and waits for others as long as a test may take, unless the options say otherwise. */
  run(options?: Partial<RunValues>, context?: Context): Promise<RunResult>;
  /** Puts other sales up, and gives back what a run on them publishes: as one did that nobody disturbed. */
  change(): Promise<readonly string[]>;
  /** The published customers and segments, one line each. */
  published(schema?: string): Promise<readonly string[]>;
  /** Every row of all published tables with its place on disk and who wrote it: equal only where nothing was touched. */
  untouched(schema?: string): Promise<readonly string[]>;
  /** A new role that may log in, and do nothing else here; gone with the shop. */
  role(attributes?: string): Promise<Role>;
  /**
   * Makes a view of the sales that a run cannot read to the end before the gate is opened. The sales are those of
   * `fact_sales`; the run waits in its statement.
   */
  gate(view: string): Promise<Gate>;
  /** Waits until no session of ours is left; fails where one stays, or left a table or a lock. */
  quiet(): Promise<void>;
}

/** Holds a run back until a test lets it go on. */
export interface Gate {
  /** Waits until so many sessions stand before the gate. Gives back their process ids. */
  reached(sessions?: number): Promise<readonly string[]>;
  open(): Promise<void>;
}

export interface Role {
  readonly name: string;
  readonly password: string;
  /** The address of the shop for this role. */
  readonly url: string;
  /** Runs statements as this role. */
  sql(text: string): Promise<readonly PlainRow[]>;
}

/**
 * 300 sales of 50 customers in two versions: amounts differ, some customers go and some come. One is for sale.
 * `slow_sales` takes an hour: a test that waits for its end, and does not stop it, fails at any pace of the machine.
 */
const SALES = `CREATE TABLE sales AS
    SELECT 'a' AS version, n % (1 + n % 50) AS customer_id, DATE '2024-01-01' + n * 7 % 300 AS sale_date, (n * 31 % 10000) / 100.0 AS revenue
    FROM generate_series(1, 300) AS n;
  INSERT INTO sales SELECT 'b', customer_id + 5, sale_date, revenue + customer_id % 2 * 1000 FROM sales;
  CREATE TABLE for_sale AS SELECT 'a' AS version;
  CREATE VIEW fact_sales AS SELECT customer_id, sale_date, revenue FROM sales JOIN for_sale USING (version);
  CREATE VIEW slow_sales AS SELECT * FROM fact_sales WHERE CAST((SELECT pg_sleep(3600)) AS text) IS NOT NULL`;

export async function openShop(server: Server): Promise<Shop> {
  const database = await newDatabase(server);
  const { sql, url } = database;
  await sql(SALES);
  const roles: string[] = [];
  let gates = 0;
  const expected = new Map<string, readonly string[]>();

  async function linesOf(tables: readonly string[], columns: string): Promise<string[]> {
    const lines: string[] = [];
    for (const table of tables) {
      const [found] = await sql("SELECT to_regclass($1)::oid AS oid", [table]);
      if (found?.["oid"] === null) continue;
      const rows = await sql(`SELECT ${columns} AS line FROM ${table} AS entry`);
      lines.push(`${table} ${found?.["oid"]}`, ...rows.map(({ line }) => String(line)).toSorted());
    }
    return lines;
  }

  const shop: Shop = {
    ...database,
    run: (options = {}, context = {}) =>
      runOperation.run({ source: url, threads: 1, lockTimeout: 300, ...options }, context),
    change: async () => {
      const [row] = await sql(
        "UPDATE for_sale SET version = CASE version WHEN 'a' THEN 'b' ELSE 'a' END RETURNING 'undisturbed_' || version AS schema",
      );
      const schema = String(row?.["schema"]);
      if (!expected.has(schema)) {
        await sql(`CREATE SCHEMA ${schema}`);
        await shop.run({ schema });
        expected.set(schema, await shop.published(schema));
      }
      return expected.get(schema) as readonly string[];
    },
    published: async (schema = "public") => {
      const lines = await linesOf([`"${schema}".customer_rfm`, `"${schema}".rfm_segments`], "entry::text");
      return lines.filter((line) => line.startsWith("("));
    },
    untouched: async (schema = "public") =>
      await linesOf(
        ["customer_rfm", "rfm_segments", "rfm_runs", "rfm_changes"].map((table) => `"${schema}".${table}`),
        "concat_ws(' ', ctid, xmin, entry)",
      ),
    role: async (attributes = "") => {
      const name = `${database.name}_${roles.length}`;
      const password = `secret of ${name}`;
      await sql(`CREATE ROLE ${name} LOGIN PASSWORD '${password}' ${attributes}`);
      roles.push(name);
      const roleUrl = server.url(database.name, name, password);
      return { name, password, url: roleUrl, sql: async (text) => await queryOnce(roleUrl, text) };
    },
    drop: async () => {
      for (const name of roles) await sql(`DROP OWNED BY ${name} CASCADE; DROP ROLE ${name}`);
      await database.drop();
    },
    gate: async (view) => {
      gates += 1;
      const lock = gates;
      await sql(`CREATE VIEW ${view} AS SELECT * FROM fact_sales
        WHERE CAST((SELECT pg_advisory_xact_lock_shared(${lock})) AS text) IS NOT NULL`);
      const keeper = new Client({ connectionString: url });
      await keeper.connect();
      await keeper.query(`SELECT pg_advisory_lock(${lock})`);
      const waiting = async (): Promise<string[]> =>
        (
          await sql(`SELECT pid FROM pg_locks JOIN pg_database AS here ON here.oid = database
            WHERE datname = current_database() AND locktype = 'advisory' AND objid = ${lock} AND NOT granted`)
        ).map(({ pid }) => String(pid));
      return {
        reached: async (sessions = 1) => {
          await expect.poll(waiting).toHaveLength(sessions);
          return await waiting();
        },
        open: async () => await keeper.end(),
      };
    },
    quiet: async () => await expect.poll(() => sql(LEFT)).toEqual([]),
  };
  return shop;
}

/** Keeps what it is told, for a run's progress. */
export function listener(onNote: (text: string) => void = () => {}) {
  const notes: string[] = [];
  const note = (text: string): void => {
    notes.push(text);
    onNote(text);
  };
  return { notes, progress: { stage: () => {}, advance: () => {}, note } };
}

async function queryOnce(url: string, text: string): Promise<PlainRow[]> {
  const client = new Client({ connectionString: url, types: { getTypeParser: () => String } });
  await client.connect();
  try {
    return (await client.query<PlainRow>(text)).rows;
  } finally {
    await client.end();
  }
}

/** What is there of ours in this database beside the published tables: sessions, working tables and locks of runs. */
const LEFT = `SELECT 'session' AS kind, query AS what FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'quintile'
  UNION ALL SELECT 'table', relname FROM pg_class WHERE relname LIKE 'quintile%'
  UNION ALL SELECT 'lock', pid::text FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
