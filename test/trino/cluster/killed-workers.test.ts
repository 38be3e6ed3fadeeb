import { afterAll, beforeAll, expect, test } from "vitest";
import { QuintileError } from "../../../src/errors.js";
import { type Cluster, startCluster } from "../../support/trino/cluster.js";
import { type Fate, openProxy } from "../../support/trino/statement-proxy.js";
import { openShop, type Shop } from "./shop.js";

const SALES = 200_000;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(async () => await cluster.stop());

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
  ["sales are read", "iceberg", /^CREATE TABLE \S+"quintile_sales_by_customer_/],
  ["customers are put in place", "iceberg", /^CREATE OR REPLACE TABLE \S+"customer_rfm"/],
  ["customers are scored", "hive", /^CREATE TABLE \S+"quintile_customer_rfm_/],
])(
  "a worker that is killed while %s in %s costs the run at most, and the next one succeeds",
  async (_, catalog, fits) => {
    const shop = await openShop(cluster, catalog, { sales: SALES, customers: 2_000 });
    await shop.run();
    const before = await shop.published();
    const error = await runWithout(shop, catalog === "hive" ? 1 : 0, fits);
    if (error !== undefined) {
      expect(error).toBeInstanceOf(QuintileError);
      expect(error).toMatchObject({
        code: "CONNECTION_LOST",
        message: expect.stringMatching(
          /^A worker of the Trino cluster went away while the query ran \(\w+\); nothing was published\.$/,
        ),
        hint: "Run again; what was published before is as it was.",
      });
      expect(await shop.comment()).toBe("Quintile run 1");
    }
    const during = error === undefined ? undefined : before;
    const published = await shop.published();
    if (during !== undefined) expect(published).toEqual(during);
    expect(await shop.leftovers()).toEqual([]);
    await cluster.workers[catalog === "hive" ? 1 : 0]?.restart();
    await shop.run({ table: "sales_b" });
    const after = await shop.published();
    expect(after).not.toEqual(before);
    if (during === undefined) expect(published).toEqual(after);
    await shop.drop();
  },
);
