import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explainOperation } from "../../src/operations/explain/operation.js";
import { exportOperation } from "../../src/operations/export/operation.js";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { describeServers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { openShop, type Shop } from "./shop.js";
import { type Fate, openProxy } from "./statement-proxy.js";

const { path } = temporaryFolder();

/** What reads a store, and what of its answer depends on the published state. */
const READERS: readonly (readonly [string, (store: string) => Promise<unknown>])[] = [
  [
    "icp",
    async (store) => {
      const { run, customers, matched, patterns } = await icpOperation.run({ store, attributes: "attributes" });
      return { run, customers, matched, patterns };
    },
  ],
  ["explain", (store) => explainOperation.run({ store, customer: "20" })],
  [
    "overview",
    async (store) => {
      const { run, cube } = await overviewOperation.run({ store });
      return { run: run.run, cube };
    },
  ],
  [
    "export",
    async (store) => {
      const to = path("customers.csv");
      const { customers } = await exportOperation.run({ store, to });
      return { customers, lines: readFileSync(to, "utf8").split("\n").toSorted() };
    },
  ],
];

describeServers((server) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(server);
    await shop.sql(
      "CREATE TABLE attributes AS SELECT n AS customer_id, CASE WHEN n % 2 = 0 THEN 'even' ELSE 'odd' END AS parity FROM generate_series(1, 60) AS n",
    );
    await shop.run();
  });
  afterAll(() => shop.drop());

  test.each(READERS)(
    "a run that is published between two statements is not seen by %s, which began before it",
    async (_name, read) => {
      const before = await read(shop.url);
      let statements = 0;
      const proxy = await openProxy(server, async (statement): Promise<Fate> => {
        // The customers are about to be read, after what is known of their run.
        if (/FROM "public"."customer_rfm"|"public"."customer_rfm" AS/.test(statement) && (statements += 1) === 1) {
          await shop.change();
          await shop.run();
        }
        return "pass";
      });
      const seen = await read(proxy.url(shop.name));
      await proxy.close();
      expect(statements).toBeGreaterThan(0);
      expect(seen).toEqual(before);
      expect(await read(shop.url)).not.toEqual(before);
    },
  );
});
