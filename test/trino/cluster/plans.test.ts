import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunValues } from "../../../src/operations/run/inputs.js";
import { readPlan, undistributed, windowsOverRows } from "../../support/trino/plan.js";
import { queryTrino } from "../../support/trino/query.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";
import { type Fate, openProxy } from "../../support/trino/statement-proxy.js";
import { openShop, type Shop } from "./shop.js";

/** Cells of the cube, the most rows that any answer has: what is asked for does not grow with the customers. */
const MOST_ROWS = 125;

/** Round trips of a run, at most; one that replaces an earlier run also keeps who changed. */
const MOST_STATEMENTS = 34;

let few: Shop;
let many: Shop;
beforeAll(async () => {
  few = await openShop(sharedCluster, "iceberg", { sales: 500, customers: 100 });
  many = await openShop(sharedCluster, "iceberg", { sales: 20_000, customers: 5_000 });
});
afterAll(async () => {
  await few.drop();
  await many.drop();
});

/** A run's statements, and the plans of the heavy ones, asked for as they go: working tables do not outlive the run. */
async function observe(shop: Shop, options: Partial<RunValues> = {}) {
  const plans: { readonly statement: string; readonly plan: string }[] = [];
  const proxy = await openProxy(sharedCluster.port, async (statement, moment): Promise<Fate> => {
    if (moment === "sent" && isHeavy(statement)) plans.push({ statement, plan: await planOf(shop, statement) });
    return "pass";
  });
  const { customers } = await shop.run({ source: shop.address(proxy.port), ...options });
  await proxy.close();
  return { customers, plans, statements: proxy.statements };
}

/** Whether it reads sales or customers, or a table on the way from one to the other. */
function isHeavy(statement: string): boolean {
  const reads = /\b(FROM|JOIN)\s+"iceberg"\."\w+"\."(sales_[ab]|customer_rfm|quintile_\w+)"/;
  return reads.test(statement) && !/^(EXPLAIN|SHOW|DROP)|LIMIT 0$/.test(statement);
}

async function planOf(shop: Shop, statement: string): Promise<string> {
  const [plan] = await shop.ask(`EXPLAIN (TYPE DISTRIBUTED) ${statement}`);
  return String(plan?.["Query Plan"]);
}

describe("each heavy statement is spread over the workers, no answer grows with the customers, and a run needs few", () => {
  test.each<[string, () => Shop, number, Partial<RunValues>]>([
    ["a run as it is by default", () => few, 100, {}],
    ["one of many customers, by orders", () => many, 5_000, { order: "order_id" }],
    ["one that tells equal customers apart by their ids", () => many, 5_000, { ties: ["first"] }],
    ["one by percentiles", () => many, 5_000, { scoring: "general" }],
  ])("%s", async (_, shop, expected, options) => {
    const { customers, plans, statements } = await observe(shop(), options);
    expect(customers).toBe(expected);
    expect(plans.length).toBeGreaterThanOrEqual(6);
    for (const { statement, plan } of plans) {
      const fragments = readPlan(plan);
      expect(scans(plan), statement).toBeGreaterThan(0);
      expect(undistributed(fragments), `${statement}\n${plan}`).toEqual([]);
      expect(windowsOverRows(fragments), `${statement}\n${plan}`).toEqual([]);
    }
    for (const { text, rows } of statements) expect(rows, text).toBeLessThanOrEqual(MOST_ROWS);
    expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  });

  test("an export ends in a merge of what the workers sorted", async () => {
    const plan = await planOf(many, "SELECT * FROM SCHEMA.customer_rfm ORDER BY customer_id");
    expect(undistributed(readPlan(plan))).toEqual([]);
    expect(plan).toContain("RemoteMerge[");
  });
});

/** How many operators of a plan read a table. */
function scans(plan: string): number {
  const operators = readPlan(plan).flatMap((fragment) => fragment.operators);
  return operators.filter(({ name }) => /^(TableScan|Scan)/.test(name)).length;
}

test.each([
  ["row_number() OVER (ORDER BY revenue)", "SINGLE: Window[orderBy = [revenue ASC NULLS LAST]]"],
  ["row_number() OVER ()", "SINGLE: RowNumber[]"],
  ["sum(revenue) OVER ()", "SINGLE: Window[]"],
])("a window over all sales does not pass: %s", async (window, expected) => {
  const plan = await planOf(few, `SELECT customer_id, ${window} AS place FROM SCHEMA.sales_a`);
  expect(undistributed(readPlan(plan))).toEqual([expected]);
  expect(windowsOverRows(readPlan(plan))).toHaveLength(1);
});

test("a sort on one server does not pass", async () => {
  const statement = "SELECT customer_id FROM SCHEMA.sales_a ORDER BY revenue";
  const [row] = await queryTrino(
    sharedCluster.url,
    `EXPLAIN (TYPE DISTRIBUTED) ${statement}`.replace("SCHEMA", `iceberg.${few.schema}`),
    { session: { distributed_sort: "false" } },
  );
  expect(undistributed(readPlan(String(row?.["Query Plan"])))).toEqual([
    "SINGLE: Sort[orderBy = [revenue ASC NULLS LAST]]",
  ]);
});
