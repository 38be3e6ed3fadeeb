import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOperation } from "../../../src/operations/sql.js";
import { type Dimension, type OracleOptions, scoreSales } from "../../oracle/score-sales.js";
import { customerLine } from "../../support/customer-line.js";
import { readGolden, tellingNames } from "../../support/golden.js";
import { type SalesTable, salesTable } from "../../support/sales-table.js";
import { queryTrino, type TextRow } from "../../support/trino/query.js";
import { quoted, storeTrinoSales } from "../../support/trino/sales.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";

const { url, port } = sharedCluster;
const schema = `printed_${process.pid}`;

/** In a session whose time zone is not UTC. */
const ask = (statement: string, catalog = "iceberg"): Promise<TextRow[]> =>
  queryTrino(url, statement, { catalog, schema, timeZone: "America/St_Johns" });

type Options = Omit<Parameters<typeof sqlOperation.run>[0], "source" | "table">;

let stored = 0;

/** Puts sales into a table of a catalog, and says how it is called. */
async function store(sales: SalesTable, catalog = "memory"): Promise<string> {
  stored += 1;
  const name = `sales ${stored}`;
  await storeTrinoSales(url, { catalog, schema, name }, sales);
  return name;
}

async function print(table: string, options: Options = {}, catalog = "memory"): Promise<string> {
  const source = `trino://tester@127.0.0.1:${port}/${catalog}/${schema}`;
  return (await sqlOperation.run({ source, table, ...options })).sql;
}

/** The customers that a query gives, one sorted line each; it stands in brackets, as dbt and views have it. */
async function customersOf(query: string, catalog = "memory"): Promise<string[]> {
  const columns = ["customer_id", "recency", "frequency", "monetary", '"R_score"', '"F_score"', '"M_score"', "segment"];
  const texts = columns.map((column) => `CAST(${column} AS varchar) AS ${column}`);
  return linesOf(await ask(`SELECT ${texts.join(", ")} FROM (${query}\n) AS printed`, catalog));
}

function linesOf(rows: readonly TextRow[]): string[] {
  return rows.map(customerLine).toSorted();
}

/** Runs a script as a client would: statement by statement, until one fails. */
async function execute(script: string, catalog = "iceberg"): Promise<void> {
  const code = script.replaceAll(/^ *--.*$/gm, "");
  const statements = code.split(/;$/m).filter((each) => each.trim() !== "");
  for (const statement of statements) await ask(statement, catalog);
}

beforeAll(async () => {
  for (const catalog of ["memory", "iceberg"]) await queryTrino(url, `CREATE SCHEMA ${catalog}.${schema}`);
});

afterAll(async () => {
  for (const catalog of ["memory", "iceberg"]) await queryTrino(url, `DROP SCHEMA ${catalog}.${schema} CASCADE`);
});

describe("SQL printed for Trino gives", () => {
  test.each([...tellingNames, "heavy-ties"])("what pandas makes of %s", async (name) => {
    const { sales, expected, expectedFirst, expectedEleven } = readGolden(name);
    const table = await store(sales);
    expect(await customersOf(await print(table))).toEqual(expected.toSorted());
    expect(await customersOf(await print(table, { ties: ["frequency=first"] }))).toEqual(expectedFirst.toSorted());
    expect(await customersOf(await print(table, { model: "eleven-segment" }))).toEqual(expectedEleven.toSorted());
  });

  /** customer, date, amount, order; with rows that are left out for every reason. */
  const SHOP: readonly (readonly (string | null)[])[] = [
    ["1", "2024-01-05", "10.00", "a"],
    ["1", "2024-02-05", "20.00", "b"],
    ["1", "2024-02-05", "5.50", "b"],
    ["2", "2024-02-20", "100.00", "c"],
    ["2", "2024-02-25", "-140.00", "d"],
    ["3", "2024-03-01", "-7.00", "e"],
    ["4", "2023-11-11", "0.00", "f"],
    ["4", "2023-12-24", "12.3456", "f"],
    ["5", "2024-02-28", "1.00", null],
    ["5", "2024-02-28", "1.00", null],
    ["6", "2024-02-10", "60.00", "g"],
    ["7", "2023-01-01", "3.00", "h"],
    ["10", "2024-02-11", "3.00", "h"],
    ["11", null, "3.00", "i"],
    ["12", "2024-02-12", null, "j"],
    [null, "2024-02-28", "9.00", "k"],
  ];
  const ALL: readonly Dimension[] = ["recency", "frequency", "monetary"];

  const CASES: readonly (readonly [string, Options, OracleOptions])[] = [
    ["with refunds", {}, {}],
    ["with refunds that reduce amounts only", { refunds: "amount-only" }, { refunds: "amount-only" }],
    ["without refunds, by orders", { refunds: "ignore", order: "order_id" }, { refunds: "ignore", orders: true }],
    ["in a window", { since: "2024-01-06", asOf: "2024-02-25" }, { since: "2024-01-06", asOf: "2024-02-25" }],
    ["with all ties broken", { ties: ["first"] }, { first: ALL }],
    ["by general thresholds", { scoring: "general" }, { scoring: "general" }],
    ["by percentiles", { scoring: "b2b-service" }, { scoring: "b2b-service" }],
    [
      "by thresholds of manufacturing, with ties broken",
      { scoring: "manufacturing", ties: ["first"] },
      { scoring: "manufacturing", first: ALL },
    ],
  ];

  test.each(CASES)("what the oracle makes of a shop: %s", async (_, options, asked) => {
    const table = await store(salesTable(SHOP, { customer: "BIGINT" }));
    const [customer, date, revenue, order] = [0, 1, 2, 3];
    const rows = SHOP.map((row) => ({
      customer: row[customer] ?? null,
      date: row[date] ?? null,
      revenue: row[revenue] ?? null,
      order: row[order] ?? null,
    }));
    const expected = scoreSales(rows, asked)?.customers.toSorted();
    expect(expected?.length).toBeGreaterThan(3);
    expect(await customersOf(await print(table, options))).toEqual(expected);
  });
});
