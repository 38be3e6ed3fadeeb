import { rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOperation } from "../../../src/operations/run/operation.js";
import { QuintileError } from "../../../src/errors.js";
import { queryDuckdb } from "../../support/duckdb.js";
import { findBinaries } from "../../support/postgres/binaries.js";
import { type Database, newDatabase } from "../../support/postgres/database.js";
import { newProgramFolder } from "../../support/postgres/folder.js";
import { type OwnServer, startServer } from "../../support/postgres/server.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { type Cluster, startCluster } from "../../support/trino/cluster.js";
import { type Fate, openProxy } from "../../support/trino/statement-proxy.js";
import { openShop, type Shop } from "./shop.js";

const SALES = 200_000;

const files = temporaryFolder();
const programs = newProgramFolder();
let server: OwnServer | undefined;
let database: Database | undefined;
let cluster: Cluster;
beforeAll(async () => {
  const [binaries] = findBinaries(programs);
  if (binaries !== undefined) {
    server = await startServer(binaries);
    database = await newDatabase(server);
  }
  const postgres =
    server === undefined || database === undefined
      ? undefined
      : {
          url: `jdbc:postgresql://${server.host}:${server.port}/${database.name}`,
          user: server.user,
          password: server.password,
        };
  cluster = await startCluster(postgres === undefined ? {} : { postgres });
});
afterAll(async () => {
  await cluster.stop();
  await server?.remove();
  rmSync(programs, { recursive: true, force: true });
});

/** A worker that is gone is given work until the coordinator notices. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = 60; ; left -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await setTimeout(500);
    }
  }
}

/** A run of version b, during which a worker is killed once a statement runs. Gives back what went wrong, if anything. */
async function runWithout(shop: Shop, worker: number, fits: RegExp): Promise<unknown> {
  let isKilled = false;
  const proxy = await openProxy(cluster.port, async (statement, moment): Promise<Fate> => {
    if (!isKilled && moment === "running" && fits.test(statement)) {
      isKilled = true;
      await cluster.workers[worker]?.kill();
    }
    return "pass";
  });
  const running = shop.run({ source: shop.address(proxy.port), table: "sales_b" });
  const error = await running.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await proxy.close();
  expect(isKilled).toBe(true);
  return error;
}

test.each([
  ["sales are read", "iceberg", /^CREATE TABLE \S+"quintile_sales_by_order_/],
  ["customers are put in place", "iceberg", /^CREATE OR REPLACE TABLE \S+"customer_rfm"/],
  ["customers are scored", "hive", /^CREATE TABLE \S+"quintile_customer_rfm_/],
])(
  "a worker that is killed while %s in %s costs the run at most, and the next one succeeds",
  async (_, catalog, fits) => {
    const shop = await openShop(cluster, catalog, { sales: SALES, customers: 2_000 });
    await shop.run();
    const before = await shop.published();
    const error = await runWithout(shop, catalog === "hive" ? 1 : 0, fits);
    const isPublished = error === undefined || (error as Error).message.startsWith("Run 2 is published");
    if (error !== undefined) {
      expect(error).toBeInstanceOf(QuintileError);
      expect(error).toMatchObject({
        code: "CONNECTION_LOST",
        message: expect.stringMatching(
          isPublished
            ? /^Run 2 is published, but without rfm_segments\.$/
            : /^A worker of the Trino cluster went away while the query ran \(\w+\); nothing was published\.$/,
        ),
        hint: isPublished
          ? "Run again: that writes the table anew."
          : "Run again; what was published before is as it was.",
      });
    }
    expect(await patiently(() => shop.comment())).toBe(`Quintile run ${isPublished ? 2 : 1}`);
    const during = isPublished ? undefined : before;
    const published = await patiently(() => shop.published());
    if (during !== undefined) expect(published).toEqual(during);
    await cluster.workers[catalog === "hive" ? 1 : 0]?.restart();
    await shop.run({ table: "sales_b" });
    expect(await shop.leftovers()).toEqual([]);
    const after = await shop.published();
    expect(after).not.toEqual(before);
    if (during === undefined) expect(published).toEqual(after);
    await shop.drop();
  },
);

test("sales of PostgreSQL behind Trino are scored as they are without it", async ({ skip }) => {
  if (database === undefined || server === undefined) return skip("needs a PostgreSQL server");
  await database.sql(`CREATE TABLE fact_sales AS
    SELECT n % (1 + n % 50) AS customer_id, timestamp '2024-01-01' + n * interval '7 hours 1 second' AS sale_date,
      CAST((n * 31 % 10000 - 500) / 100.0 AS numeric(12,2)) AS revenue FROM generate_series(1, 300) AS n`);
  const shop = await openShop(cluster, "iceberg");
  const source = `trino://reader@127.0.0.1:${cluster.port}/postgres/public`;
  const store = shop.address().replace(/\/\/\w+@/, "//reader@");
  const direct = files.path("direct.duckdb");
  const results = [
    await runOperation.run({ source, store }),
    await runOperation.run({ source: database.url, store: direct }),
  ];
  const [through, plain] = results.map(({ snapshot, cutpoints, customers, sales, segments }) => ({
    snapshot,
    cutpoints,
    customers,
    sales,
    segments,
  }));
  expect(through).toEqual(plain);
  const columns = "customer_id, recency, frequency, monetary, r_score, f_score, m_score, segment";
  const texts = columns.split(", ").map((name) => `CAST(${name} AS varchar) AS ${name}`);
  const sorted = `SELECT ${texts.join(", ")} FROM customer_rfm AS scored ORDER BY scored.customer_id`;
  expect(await shop.ask(sorted.replace("FROM ", "FROM SCHEMA."))).toEqual(await queryDuckdb(direct, sorted));
  await shop.drop();
});
