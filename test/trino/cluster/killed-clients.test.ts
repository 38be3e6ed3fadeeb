import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTrinoAddress } from "../../../src/engines/trino/client/address.js";
import { TrinoSession } from "../../../src/engines/trino/client/session.js";
import { dropAbandoned } from "../../../src/engines/trino/store/working-tables.js";
import { explainOperation } from "../../../src/operations/explain/operation.js";
import { runsOperation } from "../../../src/operations/runs/operation.js";
import { quintile } from "../../cli/command.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";
import {
  type Decide,
  type Fate,
  type Moment,
  openProxy,
  type StatementProxy,
} from "../../support/trino/statement-proxy.js";
import { openShop, type Shop } from "./shop.js";

/** A moment at which a client dies: before a statement is sent, while it runs, or once the cluster has done it. */
type Death = readonly [Moment, RegExp];

const IN_ICEBERG: readonly Death[] = [
  ["running", /^CREATE TABLE \S+"quintile_sales_by_order_/],
  ["done", /^CREATE TABLE \S+"quintile_customer_rfm_/],
  ["done", /^CREATE OR REPLACE TABLE \S+"rfm_changes"/],
  ["running", /^CREATE OR REPLACE TABLE \S+"customer_rfm"/],
  ["done", /^CREATE OR REPLACE TABLE \S+"customer_rfm"/],
  ["sent", /^CREATE OR REPLACE TABLE \S+"rfm_segments"/],
];

const IN_HIVE: readonly Death[] = [
  ["done", /^CREATE TABLE \S+"quintile_next_rfm_runs_/],
  ["done", /^ALTER TABLE \S+"rfm_changes" RENAME/],
  ["done", /^ALTER TABLE \S+"customer_rfm" RENAME/],
  ["done", /^ALTER TABLE \S+"quintile_customer_rfm_\w+" RENAME/],
  ["sent", /^DROP TABLE IF EXISTS \S+"quintile_previous_customer_rfm"/],
  ["sent", /^ALTER TABLE \S+"quintile_next_rfm_segments_\w+" RENAME/],
];

/** Lines that were cut: they stay so until the end, since a client that is dead to the cluster alone tries for a while. */
const lines: StatementProxy[] = [];
afterAll(async () => {
  for (const line of lines) await line.close();
});

/** A run that dies: from then on nobody hears of it, as of a process that was killed. Gives back where it died. */
async function dyingRun(shop: Shop, table: string, [wanted, fits]: Death): Promise<string> {
  const dead = new AbortController();
  const met = await new Promise<string>((resolve, reject) => {
    const decide: Decide = (statement, moment) => {
      if (moment !== wanted || !fits.test(statement)) return "pass";
      resolve(statement);
      dead.abort();
      return "cut for good";
    };
    const running = openProxy(sharedCluster.port, decide).then(async (line) => {
      lines.push(line);
      await shop.run({ source: shop.address(line.port), table }, { signal: dead.signal });
    });
    running.then(() => reject(new Error("The run did not die.")), reject);
  });
  await shop.quiet();
  return met;
}

/** Drops working tables of runs that no statement has named for some minutes, or at all. */
async function clearAway(shop: Shop, minutes?: number): Promise<void> {
  const session = await TrinoSession.open(parseTrinoAddress(shop.address()), {});
  await dropAbandoned(session, shop.catalog, shop.schema, new Set(await shop.tables()), minutes);
}

describe.each([
  ["iceberg", IN_ICEBERG],
  ["hive", IN_HIVE],
] as const)("%s", (catalog, deaths) => {
  let shop: Shop;
  const states: (readonly string[])[] = [];
  beforeAll(async () => {
    shop = await openShop(sharedCluster, catalog);
    for (const table of ["sales_b", "sales_a"]) {
      await shop.run({ table });
      states.unshift(await shop.published());
    }
    expect(states[0]).not.toEqual(states[1]);
  });
  afterAll(async () => await shop.drop());

  test("a run that is killed at any statement leaves one whole result, and the next run goes on from there", async () => {
    let current = 0; // of the two states
    for (const death of deaths) {
      const next = 1 - current;
      const met = await dyingRun(shop, next === 0 ? "sales_a" : "sales_b", death);
      expect(met).toMatch(death[1]);
      if (death[0] === "done") expect(await shop.leftovers(), met).not.toEqual([]);
      const isThere = (await shop.tables()).includes("customer_rfm");
      // Between two renames there is no table; the next run brings it back.
      expect(isThere, met).toBe(!(catalog === "hive" && death[0] === "done" && /"customer_rfm" RENAME/.test(met)));
      if (!isThere) continue;
      const published = await shop.published();
      const isNext = published.join() === states[next]?.join();
      expect(published, met).toEqual(states[isNext ? next : current]);
      if (isNext) current = next;
      const hasRuns = (await shop.tables()).includes("rfm_runs");
      if (!hasRuns) continue;
      const store = shop.address();
      const latest = (await runsOperation.run({ store })).runs[0]?.run;
      expect(`Quintile run ${latest}`, met).toBe(await shop.comment());
      expect(await explainOperation.run({ customer: "7", store }), met).toMatchObject({ run: latest });
      expect(await shop.unfitChanges(Number(latest)), met).toEqual([]);
    }
    await shop.run({ table: "sales_b" });
    expect(await shop.published()).toEqual(states[1]);
    await clearAway(shop, 0);
    expect(await shop.leftovers()).toEqual([]);
  });
});

test("tables of a run that lives are never cleared away, whoever else runs meanwhile", async () => {
  const shop = await openShop(sharedCluster, "iceberg");
  let during: readonly string[] = [];
  const proxy = await openProxy(sharedCluster.port, async (statement, moment): Promise<Fate> => {
    if (moment === "sent" && statement.includes('"R_score" AS r') && during.length === 0) {
      await clearAway(shop);
      during = await shop.leftovers();
    }
    if (moment === "running" && /"quintile_customer_rfm_/.test(statement)) await clearAway(shop, 0);
    return "pass";
  });
  expect(await shop.run({ source: shop.address(proxy.port) })).toMatchObject({ customers: 50 });
  await proxy.close();
  expect(during.map((name) => name.replace(/_[0-9a-f]{8}$/, ""))).toEqual([
    "quintile_customer_rfm",
    "quintile_sales_by_order",
  ]);
  expect(await shop.leftovers()).toEqual([]);
  await shop.drop();
});

test("a process that is killed while its customers are put in place leaves one whole result", async () => {
  const shop = await openShop(sharedCluster, "iceberg");
  await shop.run();
  const before = await shop.published();
  let pid = 0;
  const proxy = await openProxy(sharedCluster.port, (statement, moment): Fate => {
    if (moment !== "running" || !/^CREATE OR REPLACE TABLE \S+"customer_rfm"/.test(statement)) return "pass";
    process.kill(pid, "SIGKILL");
    return "cut for good";
  });
  const words = ["run", shop.address(proxy.port), "--table", "sales_b", "--quiet"];
  const { code } = await quintile(words, { cwd: tmpdir(), onStart: (id) => (pid = id) });
  expect(code).toBe(null);
  await proxy.close();
  await shop.quiet();
  const published = await shop.published();
  const run = (await shop.comment()) === "Quintile run 2" ? 2 : 1;
  if (run === 1) expect(published).toEqual(before);
  expect(await runsOperation.run({ store: shop.address() })).toMatchObject({ runs: { length: run } });
  expect(await shop.run({ table: "sales_b" })).toMatchObject({ run: run + 1 });
  if (run === 2) expect(published).toEqual(await shop.published());
  await shop.drop();
});
