import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { exportOperation } from "../../../src/operations/export/operation.js";
import { explainOperation } from "../../../src/operations/explain/operation.js";
import { runOperation } from "../../../src/operations/run/operation.js";
import { runsOperation } from "../../../src/operations/runs/operation.js";
import { queryDuckdb } from "../../support/duckdb.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { queryTrino } from "../../support/trino/query.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";
import { type Decide, type Fate, openProxy } from "../../support/trino/statement-proxy.js";
import { openShop, type Shop, type ShopOptions } from "./shop.js";

const PUBLISHES = 4;

const files = temporaryFolder();
const shops: Shop[] = [];
afterEach(async () => {
  for (const shop of shops.splice(0)) await shop.drop();
});

async function open(catalog: string, options?: ShopOptions): Promise<Shop> {
  const shop = await openShop(sharedCluster, catalog, options);
  shops.push(shop);
  return shop;
}

/** A run of version b of the sales, through a proxy. */
async function runThrough(shop: Shop, decide: Decide): Promise<number> {
  const proxy = await openProxy(sharedCluster.port, decide);
  try {
    const { run } = await shop.run({ source: shop.address(proxy.port), table: "sales_b" });
    return run;
  } finally {
    await proxy.close();
  }
}

async function listed(shop: Shop): Promise<number[]> {
  const { runs } = await runsOperation.run({ store: shop.address() });
  return runs.map(({ run }) => run);
}

/** The statement that puts customers in place fails. */
const failsAtTheEnd: Decide = (statement, moment) =>
  moment === "sent" && /^CREATE OR REPLACE TABLE \S+"customer_rfm" /.test(statement)
    ? { errorName: "GENERIC_INTERNAL_ERROR" }
    : "pass";

describe("iceberg", () => {
  test("readers see one whole result or the next while others are published, and which run it is of", async () => {
    const shop = await open("iceberg");
    const state = async (): Promise<string> =>
      JSON.stringify(
        await shop.ask(
          "SELECT count(*) AS customers, sum(monetary) AS monetary, min(customer_id) AS least, max(customer_id) AS most FROM SCHEMA.customer_rfm",
        ),
      );
    const states: string[] = [];
    for (const table of ["sales_a", "sales_b"]) {
      await shop.run({ table });
      states.push(await state());
    }
    expect(new Set(states).size).toBe(2);
    const stop = new AbortController();
    const read = async (): Promise<string[]> => {
      const seen: string[] = [];
      while (!stop.signal.aborted) {
        const before = await shop.comment();
        const rows = await state();
        if (before === (await shop.comment())) {
          const run = Number(/^Quintile run (\d+)$/.exec(String(before))?.[1]);
          expect(rows, String(before)).toBe(states[(run - 1) % 2]);
        }
        seen.push(rows);
        await setTimeout(20); // leaves some of the machine to the runs
      }
      return seen;
    };
    const reading = [read()];
    for (let run = 1; run <= PUBLISHES; run += 1) await shop.run({ table: run % 2 === 1 ? "sales_a" : "sales_b" });
    stop.abort();
    for (const seen of await Promise.all(reading)) expect([...new Set(seen)].toSorted()).toEqual(states.toSorted());
    expect(await shop.comment()).toBe("Quintile run 6");
    expect(await listed(shop)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await shop.leftovers()).toEqual([]);
  });

  test("a run that is recorded and fails to publish does not count: nobody lists it, and the next takes its number", async () => {
    const shop = await open("iceberg");
    await expect(runThrough(shop, failsAtTheEnd)).rejects.toMatchObject({ code: "INTERNAL" });
    expect(await shop.tables()).toEqual(["rfm_runs", "sales_a", "sales_b"]);
    await expect(listed(shop)).rejects.toMatchObject({ code: "NO_SUCH_STORE" });
    expect(await shop.run()).toMatchObject({ run: 1 });
    const before = await shop.published();
    await expect(runThrough(shop, failsAtTheEnd)).rejects.toMatchObject({ code: "INTERNAL" });
    expect(await shop.ask("SELECT run FROM SCHEMA.rfm_runs ORDER BY run")).toEqual([{ run: "1" }, { run: "2" }]);
    expect(await listed(shop)).toEqual([1]);
    expect(await shop.published()).toEqual(before);
    expect(await shop.leftovers()).toEqual([]);
    expect(await runThrough(shop, () => "pass")).toBe(2);
    expect(await listed(shop)).toEqual([2, 1]);
  });

  test("a run that another one overtook gives way", async () => {
    const shop = await open("iceberg");
    let other: readonly string[] | undefined;
    const overtaken = runThrough(shop, async (statement, moment): Promise<Fate> => {
      if (moment === "sent" && statement.includes('"R_score" AS r') && other === undefined) {
        other = [];
        await shop.run();
        other = await shop.published();
      }
      return "pass";
    });
    await expect(overtaken).rejects.toMatchObject({
      code: "STORE_BUSY",
      message: `Another run has published to ${shop.schema} in the meantime.`,
      hint: "Run again; nothing of this run was published.",
    });
    expect(other).toHaveLength(50);
    expect(await shop.published()).toEqual(other);
    expect(await listed(shop)).toEqual([1]);
    expect(await shop.leftovers()).toEqual([]);
  });

  test("a failure behind the customers says that they are published", async () => {
    const shop = await open("iceberg");
    const running = runThrough(shop, (statement, moment) =>
      moment === "sent" && /"rfm_segments" AS /.test(statement) ? { errorName: "REMOTE_TASK_ERROR" } : "pass",
    );
    await expect(running).rejects.toMatchObject({
      code: "CONNECTION_LOST",
      message: "Run 1 is published, but without rfm_segments.",
      hint: "Run again: that writes the table anew.",
    });
    expect(await shop.comment()).toBe("Quintile run 1");
    expect(await listed(shop)).toEqual([1]);
    expect(await shop.leftovers()).toEqual([]);
  });

  test("a customer_rfm with other columns is left alone, unless it may be replaced", async () => {
    const shop = await open("iceberg");
    await shop.ask("CREATE TABLE SCHEMA.customer_rfm AS SELECT 1 AS mine, 'b' AS yours");
    await expect(shop.run()).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message: `${shop.schema}.customer_rfm is there already, with other columns: mine, yours.`,
      hint: "Name another schema, or rename that table, or let this run take its place with replace.",
    });
    expect(await shop.ask("SELECT * FROM SCHEMA.customer_rfm")).toEqual([{ mine: "1", yours: "b" }]);
    expect(await shop.run({ replace: true })).toMatchObject({ run: 1, customers: 50 });
    expect(await shop.published()).toHaveLength(50);
  });

  test("missing places are named, with what to do", async () => {
    const shop = await open("iceberg");
    const at = (place: string): string => `trino://${shop.user}@127.0.0.1:${sharedCluster.port}/${place}`;
    await expect(shop.run({ source: at(`icebrg/${shop.schema}`) })).rejects.toMatchObject({
      code: "NO_SUCH_SCHEMA",
      message: expect.stringMatching(/there is no catalog icebrg\.$/),
      hint: expect.stringMatching(/^Did you mean iceberg\? Catalogs: .*\bhive\b/),
    });
    await expect(shop.run({ store: at("iceberg/nowhere") })).rejects.toMatchObject({
      code: "NO_SUCH_SCHEMA",
      message: "The catalog iceberg has no schema nowhere.",
      hint: 'Make it first (CREATE SCHEMA "iceberg"."nowhere";), or name another with schema.',
    });
    await expect(shop.run({ store: at("iceberg") })).rejects.toMatchObject({ code: "USAGE" });
    await expect(shop.run({ table: "sales_aa" })).rejects.toMatchObject({
      code: "NO_SUCH_TABLE",
      hint: expect.stringContaining("sales_a"),
    });
    await expect(listed(shop)).rejects.toMatchObject({ code: "NO_SUCH_STORE" });
    expect(await shop.tables()).toEqual(["sales_a", "sales_b"]);
  });
});

describe("hive", () => {
  test("a swap that fails half way is taken back, and the run does not count", async () => {
    const shop = await open("hive");
    await shop.run();
    const before = await shop.published();
    const running = runThrough(shop, (statement, moment) =>
      moment === "sent" && /^ALTER TABLE \S+"quintile_customer_rfm_\w+" RENAME/.test(statement)
        ? { errorName: "HIVE_METASTORE_ERROR" }
        : "pass",
    );
    await expect(running).rejects.toMatchObject({ code: "INTERNAL" });
    expect(await shop.published()).toEqual(before);
    expect(await listed(shop)).toEqual([1]);
    expect(await shop.leftovers()).toEqual([]);
    expect(await runThrough(shop, () => "pass")).toBe(2);
    expect(await listed(shop)).toEqual([2, 1]);
    expect(await shop.published()).not.toEqual(before);
  });
});

test("sales in one catalog, the store in another, in memory: run, runs, explain and export", async () => {
  const shop = await open("iceberg");
  const schema = `store_${shop.schema}`;
  await queryTrino(sharedCluster.url, `CREATE SCHEMA memory.${schema}`);
  const store = shop.address().replace(`iceberg/${shop.schema}`, `memory/${schema}`);
  expect(await shop.run({ store })).toMatchObject({ run: 1, customers: 50 });
  expect(await shop.run({ store })).toMatchObject({ run: 2, customers: 50 });
  const { runs } = await runsOperation.run({ store });
  expect(runs.map(({ run, customers }) => [run, customers])).toEqual([
    [2, 50],
    [1, 50],
  ]);
  expect(await explainOperation.run({ customer: "7", store })).toMatchObject({ customer_id: "7", run: 2 });
  const file = files.path("customers.csv");
  await exportOperation.run({ store, to: file });
  const exported = await queryDuckdb(
    ":memory:",
    `FROM read_csv('${file}', all_varchar = true) ORDER BY customer_id::INT`,
  );
  const inPlace = files.path("store.duckdb");
  await shop.run({ store: inPlace });
  expect(exported).toEqual(
    await queryDuckdb(inPlace, "SELECT COLUMNS(*)::VARCHAR FROM customer_rfm ORDER BY customer_rfm.customer_id"),
  );
  expect(await shop.tables()).toEqual(["sales_a", "sales_b"]);
  await queryTrino(sharedCluster.url, `DROP SCHEMA memory.${schema} CASCADE`);
});

test("a catalog that cannot be written says so before any work, and names the way out, which works", async () => {
  const orders = {
    source: `trino://reader@127.0.0.1:${sharedCluster.port}/tpch/tiny`,
    table: "orders",
    customer: "custkey",
    date: "orderdate",
    revenue: "totalprice",
    // Its statuses are letters of which nobody but TPC-H knows what they say.
    status: "none",
  };
  await expect(runOperation.run(orders)).rejects.toMatchObject({
    code: "NOT_WRITABLE",
    message: "No tables can be made in the catalog tpch (tpch): nothing can be published there.",
    hint: "Name another place with store: a catalog that can be written (trino://…/catalog/schema), or a .duckdb file; to writes files.",
  });
  const store = files.path("orders.duckdb");
  expect(await runOperation.run({ ...orders, store })).toMatchObject({ customers: 1000, sales: 15_000 });
  expect(await queryDuckdb(store, "SELECT count(*)::VARCHAR AS customers FROM customer_rfm")).toEqual([
    { customers: "1000" },
  ]);
});
