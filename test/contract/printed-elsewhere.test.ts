import { describe, expect, test } from "vitest";
import { sqlOperation } from "../../src/operations/sql/operation.js";
import { queryDuckdb, storeSales } from "../support/duckdb.js";
import { goldenNames, readGolden } from "../support/golden.js";
import { newDatabase } from "../support/postgres/database.js";
import { storePostgresSales } from "../support/postgres/sales.js";
import { describeServers } from "../support/postgres/servers.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { type Options, places, put, queryPostgres, sorted } from "./printed.js";

const [csv, parquet] = ["duckdb, CSV", "duckdb, Parquet"].map(
  (name) => places.find((place) => place.name === name) as (typeof places)[number],
) as [(typeof places)[number], (typeof places)[number]];

const LINES: SalesTable = {
  columns: [
    { name: "Customer ID", type: "VARCHAR" },
    { name: "when", type: "VARCHAR" },
    { name: "Quantity", type: "DOUBLE" },
    { name: "Price", type: "DOUBLE" },
    { name: "note", type: "VARCHAR" },
  ],
  rows: [
    ["007", "2024-03-01", "2", "1.15", "x"],
    ["7", "2024-03-02 10:00:00", "1", "3.3", "x"],
    ["8", "2024-03-02 10:30:00", "-1", "3.3", "x"],
    ["8", "2024-03-04 10:30:00", "5", "0.1", "x"],
  ],
};

/** The columns that the comment above the SQL asks for, with their types. */
function columnsOf(printed: string): string[] {
  const lines = printed.split("\n");
  const start = lines.findIndex((line) => line.includes("must have these columns"));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("--   "));
  return lines.slice(start + 1, end).map((line) => line.slice(5));
}

describeServers((server) => {
  const { path } = temporaryFolder();

  /** Makes the table that the comment asks for, out of the sales as they stand; runs the SQL; compares it with a run. */
  async function compare(place: (typeof places)[number], sales: SalesTable, options: Options = {}): Promise<string[]> {
    const placed = await put(place, sales, path);
    const { sql: printed } = await sqlOperation.run({
      ...placed.located,
      ...options,
      dialect: "postgres",
      table: "rfm.Sold",
    });
    const database = await newDatabase(server);
    const columns = columnsOf(printed);
    const names = sales.columns.map(({ name }) => `"${name}"`);
    await database.sql(`CREATE SCHEMA rfm; CREATE TABLE raw (${names.map((name) => `${name} text`).join(", ")})`);
    const arrays = sales.columns.map((__, index) => sales.rows.map((row) => row[index] ?? null));
    await database.sql(
      `INSERT INTO raw SELECT * FROM unnest(${arrays.map((__, index) => `$${index + 1}::text[]`).join(", ")})`,
      arrays,
    );
    const casts = columns.map((column) => {
      const [, name, type] = /^(.*?) (double precision|\S+)$/.exec(column) as unknown as [string, string, string];
      return `CAST("${name}" AS ${type}) AS "${name}"`;
    });
    await database.sql(`CREATE TABLE rfm."Sold" AS SELECT ${casts.join(", ")} FROM raw`);
    const customers = await placed.run(options);
    expect(sorted(await queryPostgres(database.url, printed))).toEqual(customers);
    await database.drop();
    return columns;
  }

  test.each(goldenNames.filter((_, index) => index % 4 === 0))("a file of text as a table: %s", async (name) => {
    const columns = await compare(csv, readGolden(name).sales, { ties: ["frequency=first"] });
    expect(columns[0]).toBe(name === "text-ids" ? "customer_id text" : "customer_id bigint");
    expect(columns[2]).toBe("revenue numeric");
  });

  test("a file of text with times, ids that are none, and an expression", async () => {
    const columns = await compare(csv, LINES, { customer: "Customer ID", date: "when", where: '"Quantity" > -1' });
    expect(columns).toEqual(["Customer ID text", "when timestamp", "Quantity numeric", "Price numeric"]);
  });

  test("a file with types", async () => {
    const sales = salesTable(
      [
        ["1", "2024-03-01 10:00:00", "1.00009", "a"],
        ["2", "2024-03-02 10:00:00", "2", "b"],
        ["2", "2024-03-02 10:00:00", "2", "b"],
      ],
      { customer: "DOUBLE", date: "TIMESTAMP", revenue: "DOUBLE" },
    );
    expect(await compare(parquet, sales, { order: "order_id" })).toEqual([
      "customer_id double precision",
      "sale_date timestamp",
      "revenue double precision",
      "order_id text",
    ]);
  });

  test("a file of text whose dates have a time only far down", async () => {
    const days = Array.from({ length: 1100 }, (_, index) => [`c${index % 3}`, "2024-03-01", "1"]);
    const columns = await compare(csv, salesTable([...days, ["c0", "2024-03-01 10:00:00", "1"]]));
    expect(columns[1]).toBe("sale_date timestamp");
  });

  test("decimals with more places and digits than amounts have", async () => {
    const source = path("fine.parquet");
    const rows =
      "(1, DATE '2024-03-01', 1.00005), (1, '2024-03-01', 1.00005), (1, '2024-03-01', 1000000000000000), (2, '2024-03-01', 0.000049)";
    const typed = `SELECT id AS customer_id, day AS sale_date, CAST(amount AS DECIMAL(38, 10)) AS revenue FROM (VALUES ${rows}) AS raw (id, day, amount)`;
    await queryDuckdb(":memory:", `COPY (${typed}) TO '${source}' (FORMAT parquet)`);
    const printed = (await sqlOperation.run({ source, dialect: "postgres" })).sql;
    const database = await newDatabase(server);
    await database.sql(
      `CREATE TABLE fact_sales (customer_id bigint, sale_date date, revenue numeric); INSERT INTO fact_sales VALUES ${rows}`,
    );
    expect(sorted(await queryPostgres(database.url, printed))).toEqual([
      "1|1|2|2.0002|5|5|5|Champions",
      "2|1|1|0.0000|5|1|1|Potential Loyalists",
    ]);
    await database.drop();
  });

  test("a table as one of DuckDB", async () => {
    const sales = salesTable(
      [
        ["1", "2024-03-01", "5.25"],
        ["2", "2024-03-02", "7"],
        ["2", "2024-03-11", "-1"],
      ],
      { customer: "BIGINT" },
    );
    const database = await newDatabase(server);
    await storePostgresSales(database.sql, "public", "sold", sales);
    const printed = (await sqlOperation.run({ source: database.url, table: "sold", dialect: "duckdb" })).sql;
    await database.drop();
    expect(columnsOf(printed)).toEqual(["customer_id BIGINT", "sale_date DATE", "revenue DECIMAL(38, 4)"]);
    const file = path("elsewhere.duckdb");
    await storeSales(file, sales, "ALTER TABLE fact_sales RENAME TO sold");
    expect(sorted(await queryDuckdb(file, `SELECT COLUMNS(*)::VARCHAR FROM (${printed}\n)`))).toEqual([
      "1|11|1|5.2500|1|1|1|Others",
      "2|10|1|6.0000|5|1|5|Potential Loyalists",
    ]);
  });
});

describe("SQL for another engine", () => {
  const { path } = temporaryFolder();

  test("says in which types the script's table will be", async () => {
    const placed = await put(csv, LINES, path);
    const options = {
      ...placed.located,
      customer: "Customer ID",
      date: "when",
      dialect: "postgres",
      into: "rfm.customer_rfm",
    } as const;
    const { sql } = await sqlOperation.run(options);
    expect(sql).toContain('CREATE TABLE IF NOT EXISTS "rfm".customer_rfm (\n  customer_id text PRIMARY KEY,\n');
    expect(sql).toMatch(/FROM\s+fact_sales AS source\n/);
  });
});
