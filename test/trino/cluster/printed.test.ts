import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlOperation } from "../../../src/operations/sql/operation.js";
import { type Dimension, type OracleOptions, scoreSales } from "../../oracle/score-sales.js";
import { customerLine } from "../../support/customer-line.js";
import { AS_PANDAS, readGolden } from "../../support/golden.js";
import { type SalesTable, salesTable } from "../../support/sales-table.js";
import { queryTrino, type TextRow } from "../../support/trino/query.js";
import { quoted, storeTrinoSales } from "../../support/trino/sales.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const { url, port } = sharedCluster;
const { path } = temporaryFolder();
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

/** How the cluster would spread a query. */
async function plan(query: string): Promise<string> {
  const rows = await ask(`EXPLAIN (TYPE DISTRIBUTED) ${query}`, "memory");
  return rows.map((row) => Object.values(row)[0]).join("\n");
}

/** The parts of a plan that one worker runs. */
function inOnePlace(text: string): string[] {
  return text.split(/^(?=Fragment )/m).filter((fragment) => /^Fragment \d+ \[SINGLE\]/.test(fragment));
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
  test.each(["text-ids", "timestamps", "wide-money", "heavy-ties", "n-001"])(
    "what pandas makes of %s",
    async (name) => {
      const { sales, expected, expectedFirst, expectedEleven } = readGolden(name);
      const table = await store(sales);
      expect(await customersOf(await print(table, AS_PANDAS))).toEqual(expected.toSorted());
      expect(await customersOf(await print(table, { ...AS_PANDAS, ties: ["frequency=first"] }))).toEqual(
        expectedFirst.toSorted(),
      );
      expect(await customersOf(await print(table, { ...AS_PANDAS, model: "eleven-segment" }))).toEqual(
        expectedEleven.toSorted(),
      );
    },
  );

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
    ["with refunds like any sale", { refunds: "net" }, { refunds: "net" }],
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

describe("SQL printed for Trino", () => {
  const SALES = salesTable([
    ["a", "2024-03-01", "5"],
    ["b", "2024-02-01", "7"],
    ["b", "2024-02-02", "7"],
    ["c", "2024-01-05", "1"],
  ]);

  test("leaves no customer to one worker: what runs in one place sorts nothing, and no join moves customers", async () => {
    const sorts = /\b(Window|Sort|TopN|RowNumber|TopNRanking)\w*\[/;
    const table = await store(SALES);
    const ofAll = await plan(
      `SELECT customer_id, row_number() OVER (ORDER BY sum(revenue)) AS place FROM ${quoted(table)} GROUP BY customer_id`,
    );
    expect(inOnePlace(ofAll).join("")).toMatch(sorts);
    for (const ties of [[], ["first"]]) {
      const printed = await plan(await print(table, { ties }));
      expect(inOnePlace(printed).length).toBeGreaterThan(2);
      expect(inOnePlace(printed).join("")).not.toMatch(sorts);
      expect(printed).not.toContain("Window[partitionBy = []");
      expect(printed).toContain("Distribution: REPLICATED");
      expect(printed).not.toContain("Distribution: PARTITIONED");
    }
  });

  test("reads a table with the columns that its comment asks for, in place of a file", async () => {
    const source = path("sales.csv");
    const rows = ["007,2024-03-01 10:30:00,1.15,x", "7,2024-03-02,3.3,x", "8,2024-03-04 10:30:00,0.1,x"];
    writeFileSync(source, ["id,when,amount,note", ...rows, ""].join("\n"));
    const options = { source, customer: "id", date: "when", revenue: "amount", dialect: "trino" } as const;
    const { sql } = await sqlOperation.run({ ...options, table: `memory.${schema}.Sold` });
    expect(sql).toContain("--   id VARCHAR\n--   when TIMESTAMP(6)\n--   amount DECIMAL(38, 4)\n");
    await ask(`CREATE TABLE sold (id VARCHAR, "when" TIMESTAMP(6), amount DECIMAL(38, 4))`, "memory");
    const values = rows.map((row) => {
      const [id, when, amount] = row.split(",");
      return `('${id}', CAST('${when}' AS TIMESTAMP(6)), DECIMAL '${amount}')`;
    });
    await ask(`INSERT INTO sold VALUES ${values.join(", ")}`, "memory");
    expect(await customersOf(sql)).toEqual([
      "007|4|1|1.1500|1|1|3|Others",
      "7|3|1|3.3000|3|1|5|Others",
      "8|1|1|0.1000|5|1|1|Potential Loyalists",
    ]);
  });

  test("makes and replaces a table as a script, and fails where nobody can be scored", async () => {
    const table = await store(SALES, "iceberg");
    const sales = quoted(table);
    const script = await print(table, { into: `iceberg.${schema}.customer_rfm` }, "iceberg");
    const published = async (): Promise<string[]> => linesOf(await ask("SELECT * FROM seen"));
    await execute(script);
    const texts = `customer_id, recency, frequency, CAST(monetary AS varchar) AS monetary, r_score, f_score, m_score, segment`;
    await ask(`CREATE VIEW seen AS SELECT ${texts} FROM customer_rfm`);
    expect(await published()).toEqual([
      "a|1|1|5.0000|5|1|3|Potential Loyalists",
      "b|29|2|14.0000|3|5|5|Loyal Customers",
      "c|57|1|1.0000|1|1|1|Others",
    ]);
    await ask(`DELETE FROM ${sales} WHERE customer_id = 'c'`);
    await ask(`INSERT INTO ${sales} VALUES ('a', DATE '2024-04-01', 20), ('d', DATE '2023-12-25', 1)`);
    await execute(script);
    const after = [
      "a|1|2|25.0000|5|3|5|Potential Loyalists",
      "b|60|2|14.0000|3|3|3|Others",
      "d|99|1|1.0000|1|1|1|Others",
    ];
    expect(await published()).toEqual(after);
    expect(await ask(`SHOW TABLES LIKE 'quintile%'`)).toEqual([]);
    await ask(`DELETE FROM ${sales}`);
    await expect(execute(script)).rejects.toThrow("No row of the sales is a purchase that can be scored");
    expect(await published()).toEqual(after);
  });

  test("does not take the place of the sales, however their name is spelled", async () => {
    const table = await store(SALES);
    for (const into of [quoted(table), `${schema}.${quoted(table.toUpperCase())}`]) {
      await expect(print(table, { into })).rejects.toMatchObject({ code: "USAGE" });
    }
  });
});
