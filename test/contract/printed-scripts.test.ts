import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { sqlOperation } from "../../src/operations/sql/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { type Database, newDatabase } from "../support/postgres/database.js";
import { describeServers, servers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { queryPostgres, sorted } from "./printed.js";

const SALES = `INSERT INTO fact_sales VALUES ('a', '2024-03-01', 5), ('b', '2024-02-01', 7), ('b', '2024-02-02', 7), ('c', '2024-01-05', 1)`;
const BEFORE = [
  "a|1|1|5.0000|5|1|3|Potential Loyalists",
  "b|29|2|14.0000|3|5|5|Loyal Customers",
  "c|57|1|1.0000|1|1|1|Others",
];
const AFTER = ["a|1|2|25.0000|5|3|5|Potential Loyalists", "b|60|2|14.0000|3|3|3|Others", "d|99|1|1.0000|1|1|1|Others"];
const CHANGE = `DELETE FROM fact_sales WHERE customer_id = 'c'; INSERT INTO fact_sales VALUES ('a', '2024-04-01', 20), ('d', '2023-12-25', 1)`;

const { path } = temporaryFolder();

/** The client that people schedule; the tests that need it are skipped where no server came with it. */
const psql = servers.map(({ bin }) => join(bin, "psql")).find((program) => existsSync(program));

async function rowsOf(file: string, table: string): Promise<string[]> {
  return sorted(await queryDuckdb(file, `SELECT COLUMNS(*)::VARCHAR FROM ${table}`));
}

/** Waits until so many sessions wait for a lock. */
async function waiting(sql: Database["sql"], count: number): Promise<void> {
  const question =
    "SELECT count(*) AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  while (Number((await sql(question))[0]?.["waiting"]) < count) await setTimeout(10);
}

describeServers((server) => {
  async function shop(sales = SALES) {
    const database = await newDatabase(server);
    await database.sql(
      `CREATE TABLE fact_sales (customer_id text, sale_date date, revenue numeric(10, 2)); ${sales}; CREATE SCHEMA "my ""rfm"""`,
    );
    const print = async (into: string): Promise<string> => (await sqlOperation.run({ source: database.url, into })).sql;
    /** In a session of its own, as `psql` would. */
    const execute = (text: string) => queryPostgres(database.url, text);
    return { ...database, print, execute };
  }

  test("a script makes the table, then changes it: views, grants and equal rows stay as they are", async () => {
    const { sql, print, execute, drop } = await shop();
    const script = await print(`"my ""rfm""".customer_rfm`);
    await execute(script);
    const table = `"my ""rfm""".customer_rfm`;
    expect(sorted(await sql(`SELECT * FROM ${table}`))).toEqual(BEFORE);
    const columns = `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required
      FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnum > 0 ORDER BY attnum`;
    expect((await sql(columns)).map(({ name, type, required }) => `${name} ${type} ${required}`)).toEqual([
      "customer_id text t",
      "recency integer f",
      "frequency integer f",
      "monetary numeric(38,4) f",
      "R_score integer f",
      "F_score integer f",
      "M_score integer f",
      "segment text f",
    ]);
    await sql(`CREATE VIEW best AS SELECT * FROM ${table} WHERE segment = 'Potential Loyalists';
      DROP ROLE IF EXISTS script_reader; CREATE ROLE script_reader; GRANT SELECT ON ${table} TO script_reader`);
    const places = await sql(`SELECT customer_id, ctid, xmin FROM ${table} ORDER BY customer_id`);
    await execute(script);
    expect(await sql(`SELECT customer_id, ctid, xmin FROM ${table} ORDER BY customer_id`)).toEqual(places);
    await sql(CHANGE);
    await execute(script);
    expect(sorted(await sql(`SELECT * FROM ${table}`))).toEqual(AFTER);
    expect(sorted(await sql("SELECT * FROM best"))).toEqual(AFTER.slice(0, 1));
    expect(await sql(`SELECT has_table_privilege('script_reader', '${table}', 'SELECT') AS granted`)).toEqual([
      { granted: "t" },
    ]);
    await sql(`DROP OWNED BY script_reader; DROP ROLE script_reader`);
    await drop();
  });

  test("a script without anybody to score fails, and leaves the table as it was", async () => {
    const { sql, print, execute, drop } = await shop();
    const script = await print("customer_rfm");
    await execute(script);
    await sql("DELETE FROM fact_sales");
    await expect(execute(script)).rejects.toThrow("No row of the sales is a purchase that can be scored");
    expect(sorted(await sql("SELECT * FROM customer_rfm"))).toEqual(BEFORE);
    await drop();
  });

  test.skipIf(psql === undefined)(
    "a script that fails in its midst leaves the table as it was, although psql goes on after errors",
    async () => {
      const { sql, url, print, drop } = await shop();
      const file = path("customer_rfm.sql");
      writeFileSync(file, await print("customer_rfm"));
      const run = () => promisify(execFile)(psql as string, [url, "--quiet", "--no-psqlrc", "--file", file]);
      expect(await run()).toEqual({ stdout: "", stderr: "" });
      expect(sorted(await sql("SELECT * FROM customer_rfm"))).toEqual(BEFORE);
      await sql(`${CHANGE}; ALTER TABLE customer_rfm ADD CHECK (monetary < 25)`);
      expect((await run()).stderr).toContain("violates check constraint");
      expect(sorted(await sql("SELECT * FROM customer_rfm"))).toEqual(BEFORE);
      await drop();
    },
  );

  test("three scripts at once leave what one of them computed", async () => {
    const { sql, url, print, execute, drop } = await shop();
    const script = await print("customer_rfm");
    await execute(script);
    await sql(`${CHANGE}; DELETE FROM customer_rfm`);
    // All three wait for the sales, and then go on at once.
    const client = new Client(url);
    await client.connect();
    await client.query("BEGIN; LOCK TABLE fact_sales");
    const scripts = [1, 2, 3].map(() => execute(script));
    await waiting(sql, 3);
    await client.query("COMMIT");
    await client.end();
    await Promise.all(scripts);
    expect(sorted(await sql("SELECT * FROM customer_rfm"))).toEqual(AFTER);
    await drop();
  });

  test("a script fills the table that a run has published, and a run goes on with it", async () => {
    const { sql, url, print, execute, drop } = await shop();
    const { runOperation } = await import("../../src/operations/run/operation.js");
    await runOperation.run({ source: url });
    await sql(CHANGE);
    await execute(await print("public.customer_rfm"));
    expect(sorted(await sql("SELECT * FROM customer_rfm"))).toEqual(AFTER);
    await runOperation.run({ source: url });
    expect(sorted(await sql("SELECT * FROM customer_rfm"))).toEqual(AFTER);
    await drop();
  });

  test("a script does not take the place of the sales", async () => {
    const { print, drop } = await shop();
    for (const into of ["fact_sales", "public.fact_sales"]) {
      await expect(print(into)).rejects.toMatchObject({ code: "USAGE" });
    }
    await drop();
  });
});

describe("A script for DuckDB", () => {
  const CREATE = "CREATE TABLE fact_sales (customer_id VARCHAR, sale_date DATE, revenue DECIMAL(10, 2))";

  async function shop() {
    const source = path("shop.duckdb");
    await queryDuckdb(source, CREATE, SALES);
    return { source, print: async (into: string) => (await sqlOperation.run({ source, into })).sql };
  }

  test("makes the table, then changes it: views stay as they are", async () => {
    const { source, print } = await shop();
    await queryDuckdb(source, 'CREATE SCHEMA "my ""rfm"""');
    const table = `"my ""rfm""".customer_rfm`;
    const script = await print(table);
    await queryDuckdb(
      source,
      script,
      `CREATE VIEW best AS SELECT * FROM ${table} WHERE segment = 'Potential Loyalists'`,
    );
    expect(await rowsOf(source, table)).toEqual(BEFORE);
    await queryDuckdb(source, script, script, CHANGE, script);
    expect(await rowsOf(source, table)).toEqual(AFTER);
    expect(await rowsOf(source, "best")).toEqual(AFTER.slice(0, 1));
    const columns = await queryDuckdb(source, `DESCRIBE ${table}`);
    expect(columns.map((column) => `${column["column_name"]} ${column["column_type"]}`)).toEqual([
      "customer_id VARCHAR",
      "recency INTEGER",
      "frequency INTEGER",
      "monetary DECIMAL(38,4)",
      "R_score INTEGER",
      "F_score INTEGER",
      "M_score INTEGER",
      "segment VARCHAR",
    ]);
  });

  test("that fails in its midst leaves the table as it was", async () => {
    const { source, print } = await shop();
    const columns = "customer_id VARCHAR, recency INT, frequency INT, monetary DECIMAL(38, 4) CHECK (monetary < 25)";
    const script = await print("customer_rfm");
    await queryDuckdb(
      source,
      `CREATE TABLE customer_rfm (${columns}, "R_score" INT, "F_score" INT, "M_score" INT, segment VARCHAR)`,
      script,
      CHANGE,
    );
    await expect(queryDuckdb(source, script)).rejects.toThrow("CHECK constraint failed");
    expect(await rowsOf(source, "customer_rfm")).toEqual(BEFORE);
  });

  test("without anybody to score fails, and leaves the table as it was", async () => {
    const { source, print } = await shop();
    const script = await print("customer_rfm");
    await queryDuckdb(source, script, "DELETE FROM fact_sales");
    await expect(queryDuckdb(source, script)).rejects.toThrow("No row of the sales is a purchase that can be scored");
    expect(await rowsOf(source, "customer_rfm")).toEqual(BEFORE);
  });

  test("reads a file, and fills a table of any database", async () => {
    const source = path("sales.csv");
    writeFileSync(source, "customer_id,sale_date,revenue\n1,2024-03-01,5\n");
    const { sql } = await sqlOperation.run({ source, into: "customer_rfm" });
    expect(
      await queryDuckdb(":memory:", sql, sql, "SELECT customer_id, typeof(customer_id) AS type FROM customer_rfm"),
    ).toEqual([{ customer_id: "1", type: "BIGINT" }]);
  });
});
