import { describe, expect, test } from "vitest";
import { cube } from "../../src/analysis/fit/cube.js";
import { ranges } from "../../src/analysis/fit/fit.js";
import { mappedColumns } from "../../src/analysis/sales/mapped-columns.js";
import type { TypedExpressions } from "../../src/analysis/sales/typed-expressions.js";
import type { Mapping } from "../../src/analysis/sales/mapping.js";
import { metrics } from "../../src/analysis/sales/metrics.js";
import { salesByCustomer } from "../../src/analysis/sales/sales-by-customer.js";
import { sales, type SaleRules } from "../../src/analysis/sales/sales.js";
import { tally } from "../../src/analysis/sales/tally.js";
import { exactCutpoint, scored } from "../../src/analysis/fit/score.js";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import type { Engine } from "../../src/engines/engine.js";
import { compile } from "../../src/sql/compile.js";
import { identifier, type Sql, sql } from "../../src/sql/fragment.js";
import type { Column, Relation } from "../../src/sql/relation.js";

const text = (name: string): Column => ({ name, kind: "text", type: "VARCHAR" });

const RELATION: Relation = {
  from: identifier("lines"),
  columns: [text("who"), text("when"), text("Quantity"), text("Price")],
  untyped: true,
};

const MAPPING: Mapping = {
  customer: { kind: "column", column: text("who"), guessed: false },
  date: { kind: "column", column: text("when"), guessed: false },
  revenue: { kind: "expression", text: "Quantity * Price", guessed: false },
  order: undefined,
  where: "Price > 0",
};

const RULES: SaleRules = {
  date: { notation: "iso-date", kind: "date" },
  notation: { decimal: ".", currencies: [] },
  suspects: [],
  amountWidth: "narrow",
  refunds: "net",
  asOf: "2024-12-31",
  since: undefined,
};

const KINDS = { customer: "text", date: "text", revenue: "decimal" } as const;

/** `Quantity` and `Price` as numbers, beside their text. */
const EXPRESSIONS: TypedExpressions = {
  numbers: ["Quantity", "Price"].map((of) => ({
    of,
    name: `${of} as a number`,
    number: sql`TRY_CAST(${identifier(of)} AS DECIMAL(38,2))`,
  })),
  texts: { revenue: '"Quantity as a number" * "Price as a number"', where: '"Price as a number" > 0' },
};

/** The statements of the stages for one small mapping, each over a table that the one before it makes. */
function stagesOf({ dialect }: Engine): Record<string, Sql> {
  const mapped = mappedColumns(RELATION, MAPPING, dialect, EXPRESSIONS);
  const judged = sales(sql`(${mapped}) AS mapped`, MAPPING, KINDS, RULES, dialect);
  const four = ["1", "2", "3", "4"].map((cutpoint) => exactCutpoint(cutpoint));
  const scorer = { cutpoints: four, rule: { best: "high", bounds: "above" } } as const;
  const scorers = {
    recency: { ...scorer, rule: { best: "low", bounds: "above" } },
    frequency: { ...scorer, tied: [sql`${identifier("customer_id")} > ${"a"}`, undefined, undefined, undefined] },
    monetary: scorer,
  } as const;
  const published = Array.from({ length: 125 }, () => "It's all one");
  return {
    sales: salesByCustomer(sql`(${judged}) AS sales`, { refunds: "net", counts: false }, dialect),
    tally: tally(
      identifier("sales_by_customer"),
      { customer: "text", untyped: true, date: "date", hasLastRow: false, hasLines: false },
      dialect,
    ),
    metrics: metrics(
      identifier("sales_by_customer"),
      { customer: "text", wholeNumbers: false, sums: "narrow", snapshot: dialect.moment("2024-12-31") },
      dialect,
    ),
    fit: ranges(identifier("metrics"), ["recency", "monetary"]),
    score: scored(identifier("metrics"), scorers, published),
    cube: cube(identifier("customer_rfm")),
  };
}

/** Where each stage leaves its rows for the next. */
const TABLES: Record<string, string> = { sales: "sales_by_customer", metrics: "metrics", score: "customer_rfm" };

async function withTables(work: (engine: Engine, stages: Record<string, Sql>) => Promise<void>): Promise<void> {
  await withPlaces(openPlaces({ threads: 1 }), async ({ engine }) => {
    await engine.query(sql`CREATE TABLE lines (who VARCHAR, "when" VARCHAR, "Quantity" VARCHAR, "Price" VARCHAR)`);
    await engine.query(
      sql`INSERT INTO lines VALUES ('a', '2024-12-01', '2', '1.5'), ('b', 'x', '1', '1'), ('c', '2024-12-02', '1', '0')`,
    );
    await work(engine, stagesOf(engine));
  });
}

describe("The SQL of the stages", () => {
  test("binds in the engine, and gives the columns that the next stage reads", async () => {
    await withTables(async (engine, stages) => {
      const columns: Record<string, string[]> = {};
      for (const [stage, statement] of Object.entries(stages)) {
        columns[stage] = (await engine.describe(statement)).map(({ name, type }) => `${name} ${type}`);
        const table = TABLES[stage];
        if (table !== undefined) await engine.query(sql`CREATE TABLE ${identifier(table)} AS ${statement}`);
      }
      expect(columns).toMatchInlineSnapshot(`
        {
          "cube": [
            "r INTEGER",
            "f INTEGER",
            "m INTEGER",
            "customers BIGINT",
            "recency HUGEINT",
            "frequency HUGEINT",
            "monetary VARCHAR",
          ],
          "fit": [
            "customers BIGINT",
            "low recency INTEGER",
            "high recency INTEGER",
            "low monetary DECIMAL(18,4)",
            "high monetary DECIMAL(18,4)",
          ],
          "metrics": [
            "customer_id VARCHAR",
            "recency INTEGER",
            "frequency INTEGER",
            "monetary DECIMAL(18,4)",
          ],
          "sales": [
            "customer VARCHAR",
            "status SMALLINT",
            "last_sale TIMESTAMP",
            "frequency BIGINT",
            "monetary DECIMAL(38,4)",
            "sales BIGINT",
          ],
          "score": [
            "customer_id VARCHAR",
            "recency INTEGER",
            "frequency INTEGER",
            "monetary DECIMAL(18,4)",
            "R_score INTEGER",
            "F_score INTEGER",
            "M_score INTEGER",
            "segment VARCHAR",
          ],
          "tally": [
            "status SMALLINT",
            "missing BOOLEAN",
            "sales HUGEINT",
            "lines INTEGER",
            "customers BIGINT",
            "purchasers BIGINT",
            "next_day VARCHAR",
            "not_whole BIGINT",
            "float_ids BIGINT",
            "wide_sums BIGINT",
          ],
        }
      `);
      expect(
        await engine.query(sql`SELECT * EXCLUDE monetary, CAST(monetary AS VARCHAR) AS monetary FROM customer_rfm`),
      ).toEqual([
        {
          customer_id: "a",
          recency: 30,
          frequency: 1,
          monetary: "3.0000",
          R_score: 1,
          F_score: 1,
          M_score: 3,
          segment: "It's all one",
        },
      ]);
    });
  });

  test("carries values as parameters, names in quotes, and the user's expressions in brackets", async () => {
    await withTables(async ({ dialect }, stages) => {
      const compiled = Object.fromEntries(
        Object.entries(stages).map(([stage, statement]) => {
          const { text: statementText, values } = compile(statement, dialect);
          return [stage, { text: linesOf(statementText), values }];
        }),
      );
      expect(compiled).toMatchInlineSnapshot(`
        {
          "cube": {
            "text": [
              "SELECT "R_score" AS r, "F_score" AS f, "M_score" AS m, count(*) AS customers, sum(recency)",
              "AS recency, sum(frequency) AS frequency, CAST(sum(monetary) AS VARCHAR) AS monetary FROM",
              ""customer_rfm" GROUP BY "R_score", "F_score", "M_score" ORDER BY r, f, m",
            ],
            "values": [],
          },
          "fit": {
            "text": [
              "SELECT count(*) AS customers, min("recency") AS "low recency", max("recency") AS "high",
              "recency", min("monetary") AS "low monetary", max("monetary") AS "high monetary" FROM",
              ""metrics"",
            ],
            "values": [],
          },
          "metrics": {
            "text": [
              "SELECT "customer" AS customer_id, CAST((epoch_us(CAST(CAST($1 AS DATE) AS TIMESTAMP)) -",
              "epoch_us(CAST("last_sale" AS TIMESTAMP))) // 86400000000 AS INTEGER) AS recency,",
              "CAST(frequency AS INTEGER) AS frequency, TRY_CAST("monetary" AS DECIMAL(18,4)) AS monetary",
              "FROM "sales_by_customer" WHERE status = 0 AND NOT (customer IS NULL OR (("customer" < '!'",
              "OR "customer" > '~') AND regexp_full_match("customer", '[\\s\\p{Z}]*'))) AND frequency > 0",
            ],
            "values": [
              "2024-12-31",
            ],
          },
          "sales": {
            "text": [
              "SELECT customer, status, max(moment) AS last_sale, count(*) AS frequency, sum("amount") AS",
              "monetary, count(*) AS sales FROM (SELECT customer, moment, "amount" AS amount, CAST(CASE",
              "WHEN (moment IS NOT NULL) AND ("amount" IS NOT NULL) AND moment <= CAST($1 AS DATE) THEN 0",
              "ELSE CASE WHEN NOT (moment IS NOT NULL) THEN 1 WHEN amount IS NULL AND CASE WHEN",
              "abs(TRY_CAST("revenue" AS DECIMAL(38,4))) <= 100000000000000 THEN TRY_CAST("revenue" AS",
              "DECIMAL(38,4)) END IS NOT NULL THEN 6 WHEN NOT ("amount" IS NOT NULL) THEN 2 WHEN moment >",
              "CAST($2 AS DATE) THEN 3 END END AS SMALLINT) AS status FROM ( SELECT "customer" AS",
              "customer, CASE WHEN ("sale_date" LIKE '____-__-__' AND "sale_date" >= '0') THEN",
              "TRY_CAST("sale_date" AS TIMESTAMP) END AS moment, TRY_CAST("revenue" AS DECIMAL(18,4)) AS",
              "amount, revenue FROM (SELECT "who" AS "customer", "when" AS "sale_date", ("Quantity as a",
              "number" * "Price as a number" ) AS "revenue" FROM (SELECT "who", "when", "Quantity",",
              ""Price", TRY_CAST("Quantity" AS DECIMAL(38,2)) AS "Quantity as a number", TRY_CAST("Price"",
              "AS DECIMAL(38,2)) AS "Price as a number" FROM "lines" AS source) AS source WHERE ("Price as",
              "a number" > 0 )) AS mapped) AS sale) AS sales GROUP BY customer, status",
            ],
            "values": [
              "2024-12-31",
              "2024-12-31",
            ],
          },
          "score": {
            "text": [
              "SELECT "customer_id", "recency", "frequency", "monetary", "R_score", "F_score", "M_score",",
              ""segment" FROM ( SELECT customer_id, recency, frequency, monetary, (5 - (CASE WHEN",
              ""recency" > CAST($1 AS INTEGER) THEN 1 ELSE 0 END + CASE WHEN "recency" > CAST($2 AS",
              "INTEGER) THEN 1 ELSE 0 END + CASE WHEN "recency" > CAST($3 AS INTEGER) THEN 1 ELSE 0 END +",
              "CASE WHEN "recency" > CAST($4 AS INTEGER) THEN 1 ELSE 0 END)) AS "R_score", (1 + CASE WHEN",
              ""frequency" > CAST($5 AS INTEGER) OR ("frequency" = CAST($6 AS INTEGER) AND "customer_id" >",
              "$7) THEN 1 ELSE 0 END + CASE WHEN "frequency" > CAST($8 AS INTEGER) THEN 1 ELSE 0 END +",
              "CASE WHEN "frequency" > CAST($9 AS INTEGER) THEN 1 ELSE 0 END + CASE WHEN "frequency" >",
              "CAST($10 AS INTEGER) THEN 1 ELSE 0 END) AS "F_score", (1 + CASE WHEN "monetary" > CAST($11",
              "AS INTEGER) THEN 1 ELSE 0 END + CASE WHEN "monetary" > CAST($12 AS INTEGER) THEN 1 ELSE 0",
              "END + CASE WHEN "monetary" > CAST($13 AS INTEGER) THEN 1 ELSE 0 END + CASE WHEN "monetary"",
              "> CAST($14 AS INTEGER) THEN 1 ELSE 0 END) AS "M_score" FROM "metrics") AS scores JOIN",
              "(VALUES (1, 1, 1, 'It''s all one'), …) AS cells (r, f, m, segment) ON "R_score" = r AND",
              ""F_score" = f AND "M_score" = m",
            ],
            "values": [
              "1",
              "2",
              "3",
              "4",
              "1",
              "1",
              "a",
              "2",
              "3",
              "4",
              "1",
              "2",
              "3",
              "4",
            ],
          },
          "tally": {
            "text": [
              "SELECT status, missing, sum(sales) AS sales, 0 AS lines, count(*) AS customers, count(*)",
              "FILTER (WHERE frequency > 0) AS purchasers, replace(CAST((CAST(max("last_sale") AS DATE) +",
              "1) AS VARCHAR), ' ', 'T') AS next_day, count(*) FILTER (WHERE NOT whole AND frequency > 0)",
              "AS not_whole, count(*) FILTER (WHERE is_float AND frequency > 0) AS float_ids, count(*)",
              "FILTER (WHERE TRY_CAST("monetary" AS DECIMAL(18,4)) IS NULL) AS wide_sums FROM (SELECT *,",
              "(customer IS NULL OR (("customer" < '!' OR "customer" > '~') AND",
              "regexp_full_match("customer", '[\\s\\p{Z}]*'))) AS missing, (strlen("customer") <= 18 +",
              "CAST(starts_with("customer", '-') AS INTEGER) AND coalesce(CAST(TRY_CAST("customer" AS",
              "BIGINT) AS VARCHAR) = "customer", false)) AS whole, ("customer" LIKE '%.0' AND",
              "regexp_full_match("customer", '(0|-?[1-9][0-9]{0,17})[.]0')) AS is_float FROM",
              ""sales_by_customer") AS groups GROUP BY status, missing",
            ],
            "values": [],
          },
        }
      `);
    });
  });
});

/** A statement in lines that can be read, with the first of the 125 cells only. */
function linesOf(statement: string): string[] {
  const short = statement.replaceAll(/\s+/g, " ").replace(/(\(VALUES \(.*?\)), \(.*?\) AS cells/, "$1, …) AS cells");
  return short.match(/\S.{0,90}(?=\s|$)/g) ?? [];
}
