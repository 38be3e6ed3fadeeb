import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quintile } from "../../cli/command.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";
import { type Decide, type Moment, openProxy } from "../../support/trino/statement-proxy.js";
import { openShop, type Shop } from "./shop.js";

const CANCELLED = "CANCELLED: The run was cancelled; nothing was published.\n";

/** Does something at a moment of the first statement that fits, and lets everything go on. */
function at(wanted: Moment, fits: RegExp, act: () => void): Decide {
  let isDone = false;
  return (statement, moment) => {
    if (!isDone && moment === wanted && fits.test(statement)) {
      isDone = true;
      act();
    }
    return "pass";
  };
}

describe.each(["iceberg", "hive"])("%s", (catalog) => {
  let shop: Shop;
  let before: readonly string[];
  let after: readonly string[];
  beforeAll(async () => {
    shop = await openShop(sharedCluster, catalog);
    await shop.run({ table: "sales_b" });
    after = await shop.published();
    await shop.run();
    before = await shop.published();
    expect(after).not.toEqual(before);
  });
  afterAll(async () => await shop.drop());

  /** A run of version b through a proxy, with a signal that fires when the proxy is told so. */
  async function cancelled(moment: Moment, fits: RegExp): Promise<unknown> {
    const stop = new AbortController();
    const proxy = await openProxy(
      sharedCluster.port,
      at(moment, fits, () => stop.abort()),
    );
    const source = shop.address(proxy.port);
    const outcome = await shop
      .run({ source, table: "sales_b" }, { signal: stop.signal })
      .catch((error: unknown) => error);
    await proxy.close();
    expect(stop.signal.aborted).toBe(true);
    return outcome;
  }

  /** Nothing of a run is left, and no query goes on. */
  async function expectQuiet(): Promise<void> {
    await expect.poll(() => shop.running(), { timeout: 10_000, interval: 200 }).toEqual([]);
    expect(await shop.leftovers()).toEqual([]);
  }

  const STAGES: readonly (readonly [string, Moment, RegExp])[] = [
    ["sales are read", "running", /^CREATE TABLE \S+"quintile_sales_by_order_/],
    ["cutpoints are found", "running", /\bbracket\b/],
    ["customers are scored", "running", /^CREATE TABLE \S+"quintile_customer_rfm_/],
    ["cells are counted", "sent", /"R_score" AS r/],
    ["the run is recorded", "running", /^CREATE (OR REPLACE )?TABLE \S+rfm_runs/],
  ];

  test.each(catalog === "iceberg" ? STAGES : STAGES.slice(-1))(
    "a signal while %s stops the query and leaves nothing behind",
    async (_, moment, fits) => {
      expect(await cancelled(moment, fits)).toMatchObject({
        code: "CANCELLED",
        message: "The run was cancelled; nothing was published.",
      });
      await expectQuiet();
      expect(await shop.published()).toEqual(before);
    },
  );

  test.each<Moment>(catalog === "iceberg" ? ["sent", "running", "done"] : ["sent"])(
    "a signal when the statement that publishes is %s ends in what the run then says",
    async (moment) => {
      const fits =
        catalog === "hive" ? /^ALTER TABLE \S+"customer_rfm" RENAME/ : /^CREATE \S+ \S+ TABLE \S+"customer_rfm"/;
      const earlier = await shop.comment();
      const outcome = await cancelled(moment, fits);
      await expectQuiet();
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ code: "CANCELLED" });
        expect(await shop.published()).toEqual(before);
        expect(await shop.comment()).toBe(earlier);
      } else {
        expect(outcome).toMatchObject({ customers: after.length });
        expect(await shop.published()).toEqual(after);
        expect(await shop.comment()).toBe(`Quintile run ${(outcome as { run: number }).run}`);
        await shop.run();
      }
      if (moment === "done" || catalog === "hive") expect(outcome).not.toBeInstanceOf(Error);
    },
  );
});

test("Ctrl-C on the command line stops the query in the cluster, and exits with 130", async () => {
  const shop = await openShop(sharedCluster, "iceberg");
  let pid = 0;
  const proxy = await openProxy(
    sharedCluster.port,
    at("running", /^CREATE TABLE \S+"quintile_sales_by_order_/, () => process.kill(pid, "SIGINT")),
  );
  const words = ["run", shop.address(proxy.port), "--table", "sales_a", "--quiet"];
  const outcome = await quintile(words, { cwd: tmpdir(), onStart: (id) => (pid = id) });
  await proxy.close();
  expect(outcome).toEqual({ code: 130, out: "", err: CANCELLED });
  expect(await shop.running()).toEqual([]);
  expect(await shop.tables()).toEqual(["sales_a", "sales_b"]);
  await shop.drop();
});
