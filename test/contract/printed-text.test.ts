import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { sqlOperation } from "../../src/operations/sql/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { comment } from "../../src/sql/comment.js";
import { renderCsv } from "../support/csv.js";
import { queryDuckdb, storeSales } from "../support/duckdb.js";
import { newDatabase } from "../support/postgres/database.js";
import { storePostgresSales } from "../support/postgres/sales.js";
import { describeServers } from "../support/postgres/servers.js";
import type { SalesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { queryPostgres, sorted } from "./printed.js";

const { path } = temporaryFolder();

/** Ends a literal, a name, a line and a comment; opens a template. */
const HOSTILE = `x'; drop table kept; --"\n\r\u2028drop table kept; /* {{ 1 }} {% if %} $$`;

const SALES: SalesTable = {
  columns: [
    { name: `customer ${HOSTILE}`, type: "VARCHAR" },
    { name: `day ${HOSTILE}`, type: "DATE" },
    { name: `amount ${HOSTILE}`, type: "DECIMAL(18,4)" },
  ],
  rows: [
    ["it's", "2024-03-01", "1"],
    ["; drop table kept", "2024-03-02", "2"],
    ["b", "2024-03-03", "3"],
  ],
};

const OPTIONS = {
  customer: `customer ${HOSTILE}`,
  date: `day ${HOSTILE}`,
  revenue: `amount ${HOSTILE}`,
  where: `1 = 1 or '${HOSTILE.replaceAll("'", "''")}' = '' -- yes`,
};

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The lines above the first statement. */
function headerOf(printed: string): string[] {
  const lines = printed.split("\n");
  return lines.slice(
    0,
    lines.findIndex((line) => /^(WITH|BEGIN|SET)\b/.test(line)),
  );
}

/** The text without comments, as far as lines tell. */
function codeOf(printed: string): string {
  return printed.replaceAll(/^ *--.*$/gm, "");
}

describe("The text of printed SQL", () => {
  test("starts with what it is, and names its steps", async () => {
    const source = path("shop.csv");
    writeFileSync(source, "customer_id,sale_date,revenue\n1,2024-03-01,5\n2,2024-03-02,7\n");
    const { sql } = await sqlOperation.run({ source, ties: ["frequency=first"], scoring: "quintiles" });
    const outline = sql
      .replaceAll(source, "shop.csv")
      .split("\n")
      .filter((line) => /^(\S| {2}-- | {2}\w+ (\(.*\) )?AS \()/.test(line));
    expect(outline.join("\n")).toMatchInlineSnapshot(`
      "-- Every customer scored by recency, frequency and monetary value, and put in a segment:
      -- customer_rfm.
      -- Printed by Quintile 0.1.0:
      --   quintile sql shop.csv --ties frequency=first
      --
      -- It reads shop.csv.
      -- Columns: customer = customer_id (guessed), date = sale_date (guessed), revenue = revenue
      -- (guessed).
      -- It stays right when sales are added: the snapshot, the cutpoints and the scores are computed anew
      -- each time.
      --
      -- What \`quintile run\` does and this does not: count the rows that are left out and refuse to go on
      -- where they are too many; find out again how dates and ids are written; keep a history of runs and
      -- what segments mean (rfm_runs, rfm_segments).
      -- To schedule it, save it as a dbt model (models/customer_rfm.sql); --into TABLE prints a script
      -- for cron instead.
      WITH
        -- Who bought, when, and for how much: the columns that make a sale, as they stand in the source.
        mapped AS (
        -- Each sale with a moment and an exact amount of 4 places, rounded before it is summed, and what
        -- becomes of it.
        -- Status: 0 used, 1 no date, or an unreadable one, 2 no amount, or an unreadable one.
        sales AS (
        -- The sales of each customer, by status. Every row is a purchase. A negative amount reduces the
        -- sum, but is no purchase.
        sales_by_customer AS (
        -- The moment to which recency is counted: the latest row that is used + 1 day.
        snapshot AS (
        -- Recency in whole days, frequency in purchases, and monetary as an exact sum, of every customer
        -- with a purchase.
        -- Every customer id was a whole number when this was printed, and is given as one; the query fails
        -- where one is none. Print it anew then.
        metrics AS (
        -- The place of each value in the order of all, counted from 0, and the number of customers.
        positions AS (
        -- The four cutpoints of each metric, which part it into the scores 1 to 5.
        --   recency and monetary: the values at the places (n - 1) * k / 5, rounded down.
        --   frequency: the ranks that part the customers into fifths.
        cutpoints AS (
        -- Customers ranked by frequency: equal values follow the order of their ids.
        ranks AS (
        -- The scores, by the cutpoints that a customer has passed: 5 is most recent, most frequent,
        -- highest.
        scores AS (
        -- The segment of each combination of scores, by the model five-segment. The first of its rules that
        -- matches counts:
        --   Champions: R >= 4, F >= 4, M >= 4
        --   Loyal Customers: F >= 4
        --   Potential Loyalists: R >= 4
        --   At Risk: R <= 2, F >= 3
        --   Others: the rest
        cells (r, f, m, segment) AS (
      SELECT
      FROM"
    `);
  });

  test("counts in Trino, where a sort of all customers would be one worker's", async () => {
    const source = path("counted.csv");
    writeFileSync(source, "customer_id,sale_date,revenue\n1,2024-03-01,5\n2,2024-03-02,7\n");
    const options = { source, dialect: "trino", table: "iceberg.shop.sold", into: "iceberg.rfm.customer_rfm" } as const;
    const { sql } = await sqlOperation.run({ ...options, ties: ["frequency=first"] });
    const steps = sql.slice(sql.indexOf("  measured AS ("), sql.indexOf("  cutpoints AS (")).split("\n");
    const outline = [
      ...sql.split("\n").filter((line) => /^--( {3}|.*schedule)/.test(line)),
      "",
      ...steps.filter((line) => /^ {2}(--|\w)|UNNEST/.test(line)),
      "",
      ...sql.slice(0, sql.indexOf("WITH\n")).split("\n").slice(-7, -1),
      "…",
      sql.slice(sql.indexOf("-- Nobody to score")),
    ];
    expect(outline.join("\n").replaceAll(source, "counted.csv")).toMatchInlineSnapshot(`
      "--   quintile sql counted.csv --dialect trino --table iceberg.shop.sold --into iceberg.rfm.customer_rfm --ties frequency=first
      --   customer_id BIGINT
      --   sale_date DATE
      --   revenue DECIMAL(38, 4)
      -- To schedule it, with cron every morning:
      --   0 5 * * * trino "$TRINO_URL" --file customer_rfm.sql

        measured AS (
            CROSS JOIN UNNEST (ARRAY['recency', 'frequency', 'monetary'], ARRAY[recency, frequency, monetary]) AS measured (metric, value)
        -- The customers within each bucket, before it, and all of them.
        buckets AS (
        -- The buckets that hold a cutpoint, each with the customers before it: one row, which every worker
        -- gets.
        wanted AS (
        -- The first and last place of each value in the order of all, counted from 0, in the buckets that
        -- hold a cutpoint. Equal values follow the order of the customers' ids.
        -- Each bucket is sorted by itself, so that workers share the customers.
        positions AS (
        -- The four cutpoints of each metric, which part it into the scores 1 to 5.
        --   recency and monetary: the values at the places (n - 1) * k / 5, rounded down.
        --   frequency: the values at the same places, and the ids of the customers there.


      SET TIME ZONE 'UTC';

      -- The scored customers of this moment, aside.
      DROP TABLE IF EXISTS "iceberg"."rfm".quintile_customers;
      CREATE TABLE "iceberg"."rfm".quintile_customers AS
      …
      -- Nobody to score is a mistake, and changes nothing.
      SELECT
        fail (
          'No row of the sales is a purchase that can be scored: the table was left as it was.'
        )
      FROM
        (
          SELECT
            count(*) AS customers
          FROM
            "iceberg"."rfm".quintile_customers
        ) AS counted
      WHERE
        customers = 0;

      -- They take the place of the old ones in one step, in catalogs that can replace a table, such as
      -- those of Iceberg and Delta Lake. In others, drop the table and rename this one; readers meet none
      -- in between.
      CREATE OR REPLACE TABLE "iceberg"."rfm".customer_rfm AS
      SELECT
        *
      FROM
        "iceberg"."rfm".quintile_customers;

      DROP TABLE "iceberg"."rfm".quintile_customers;"
    `);
  });

  test("is made of short lines, but for names and texts", async () => {
    const source = path("lines.csv");
    writeFileSync(source, "customer_id,sale_date,revenue\na,2024-03-01,5\n2,2024-03-02,7\n");
    for (const dialect of ["duckdb", "postgres", "trino"] as const) {
      for (const into of [undefined, "customer_rfm"]) {
        const { sql } = await sqlOperation.run({ source, dialect, into, model: "eleven-segment" });
        const code = codeOf(sql).replaceAll(/'[^']*'/g, "''");
        expect(code.split("\n").filter((line) => line.length > 120)).toEqual([]);
        expect(code).not.toMatch(/[^ \n] {2,}|[ \t]$/m);
        expect(sql).toMatch(/^[ -~\n]+$/);
      }
    }
  });

  test("passes expressions through as they are, but for columns that are meant as numbers", async () => {
    const source = path("own.csv");
    writeFileSync(source, "customer_id,sale_date,revenue\n1,2024-03-01,5\n2,2024-03-02,7\n");
    const expressions = { revenue: "revenue*2  --twice", where: "@revenue>1 AND  [1,2][1]=1" };
    const printed = (await sqlOperation.run({ source, ...expressions })).sql;
    expect(printed).toContain('\n      ("revenue as a number"*2  --twice\n) AS revenue\n');
    expect(printed).toContain('\n      (@"revenue as a number">1 AND  [1,2][1]=1)\n');
    expect(sorted(await queryDuckdb(":memory:", `SELECT COLUMNS(*)::VARCHAR FROM (${printed}\n)`))).toEqual([
      "1|2|1|10.0000|1|1|1|Others",
      "2|1|1|14.0000|5|1|5|Potential Loyalists",
    ]);
  });

  test("is the same every time", async () => {
    const source = path("same.csv");
    writeFileSync(source, "customer_id,sale_date,revenue\n1,2024-03-01,5\n2,2024-03-02,7\n");
    expect(await sqlOperation.run({ source })).toEqual(await sqlOperation.run({ source }));
  });

  test("keeps comments comments", () => {
    expect(comment("a\nb\r\u2028c\u0085 \u202e{{ d }} {% e %} {# f #}")).toEqual([
      "-- a b c { { d }} { % e %} { # f #}",
    ]);
    expect(comment("  command \n --line")).toEqual(["--   command   --line"]);
    expect(comment("word ".repeat(60)).map((line) => line.length)).toEqual([97, 97, 97, 17]);
    expect(comment("")).toEqual(["--"]);
  });
});

describe("Hostile names", () => {
  test("of a file and its columns change neither SQL nor comments", async () => {
    const source = path(`${HOSTILE.replaceAll("/", "-")}.csv`);
    mkdirSync(dirname(source), { recursive: true });
    writeFileSync(source, renderCsv([SALES.columns.map(({ name }) => name), ...SALES.rows]));
    const store = path("store.duckdb");
    await runOperation.run({ source, store, ...OPTIONS });
    const expected = sorted(await queryDuckdb(store, "SELECT COLUMNS(*)::VARCHAR FROM customer_rfm"));
    expect(expected).toHaveLength(3);
    const kept = path("kept.duckdb");
    await queryDuckdb(kept, "CREATE TABLE kept AS SELECT 1 AS one");
    const printed = (await sqlOperation.run({ source, ...OPTIONS })).sql;
    expect(headerOf(printed).filter((line) => !line.startsWith("--") && line !== "")).toEqual([]);
    expect(headerOf(printed).join("\n")).toContain("which dbt would take for a template of its own");
    expect(headerOf(printed).join("\n")).not.toMatch(/\{[{%#]/);
    expect(sorted(await queryDuckdb(kept, `SELECT COLUMNS(*)::VARCHAR FROM (${printed}\n)`))).toEqual(expected);
    const script = (await sqlOperation.run({ source, ...OPTIONS, into: `main.${quoted(HOSTILE)}` })).sql;
    expect(headerOf(script).filter((line) => !line.startsWith("--") && line !== "")).toEqual([]);
    const table = quoted(HOSTILE);
    await queryDuckdb(kept, script, script);
    expect(sorted(await queryDuckdb(kept, `SELECT COLUMNS(*)::VARCHAR FROM ${table}`))).toEqual(expected);
    expect(await queryDuckdb(kept, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
  });

  test("of a table of DuckDB, of which one is that of a step", async () => {
    for (const table of [`t ${HOSTILE}`, "mapped", "sales", "cells", "scores"]) {
      const source = path("tables.duckdb");
      const name = quoted(table);
      await storeSales(source, {
        ...SALES,
        columns: SALES.columns.map((each, index) => ({ ...each, name: `c${index}` })),
      });
      await queryDuckdb(source, `ALTER TABLE fact_sales RENAME TO ${name}`);
      const columns = { customer: "c0", date: "c1", revenue: "c2" };
      const printed = (await sqlOperation.run({ source, table, ...columns })).sql;
      expect(await queryDuckdb(source, printed)).toHaveLength(3);
    }
  });
});

describeServers((server) => {
  test("hostile names of schemas, tables and columns change neither SQL nor comments, and no password is printed", async () => {
    const database = await newDatabase(server, { name: `shop ${process.pid} '"; --\n` });
    const short = HOSTILE.slice(0, 40);
    const columns = SALES.columns.map((column, index) => ({ ...column, name: `c${index} ${short}` }));
    await database.sql(`CREATE TABLE kept AS SELECT 1 AS one; CREATE SCHEMA ${quoted(`s ${short}`)}`);
    await storePostgresSales(database.sql, `s ${short}`, `t ${short}`, { ...SALES, columns });
    const roles = { customer: `c0 ${short}`, date: `c1 ${short}`, revenue: `c2 ${short}`, where: OPTIONS.where };
    const options = {
      source: `${database.url}?application_name=x`,
      table: `s ${short}.t ${short}`,
      ...roles,
    };
    const store = path("store.duckdb");
    await runOperation.run({ ...options, store });
    const expected = sorted(await queryDuckdb(store, "SELECT COLUMNS(*)::VARCHAR FROM customer_rfm"));
    const printed = (await sqlOperation.run(options)).sql;
    const script = (await sqlOperation.run({ ...options, into: `${quoted(`s ${short}`)}.${quoted(`r ${short}`)}` }))
      .sql;
    for (const text of [printed, script]) {
      expect(headerOf(text).filter((line) => !line.startsWith("--") && line !== "")).toEqual([]);
      for (const secret of [server.password, encodeURIComponent(server.password)]) expect(text).not.toContain(secret);
    }
    expect(sorted(await database.sql(printed))).toEqual(expected);
    await database.sql(script);
    await database.sql(script);
    expect(sorted(await database.sql(`SELECT * FROM ${quoted(`s ${short}`)}.${quoted(`r ${short}`)}`))).toEqual(
      expected,
    );
    expect(await database.sql("SELECT one FROM kept")).toEqual([{ one: "1" }]);
    await database.drop();
  });

  test("a table that is called like a step is read all the same", async () => {
    const database = await newDatabase(server);
    for (const table of ["mapped", "sales", "cells", "scores"]) {
      await database.sql(
        `CREATE TABLE ${table} (customer_id text, sale_date date, revenue int); INSERT INTO ${table} VALUES ('a', '2024-03-01', 1)`,
      );
      const where = `customer_id IN (SELECT customer_id FROM ${table})`;
      const printed = (await sqlOperation.run({ source: database.url, table, where })).sql;
      expect(sorted(await queryPostgres(database.url, printed))).toEqual(["a|1|1|1.0000|5|1|1|Potential Loyalists"]);
    }
    await database.drop();
  });
});
