import { expect, test } from "vitest";
import { keepStore } from "../../../src/operations/store/keep-store.js";
import { overviewOperation } from "../../../src/operations/overview/operation.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";
import { openShop } from "./shop.js";

test.each(["iceberg", "hive"])(
  "a store in %s that is kept open shows each run once it is published",
  async (catalog) => {
    const shop = await openShop(sharedCluster, catalog);
    const kept = await keepStore(shop.address(), undefined);
    const seen = async (): Promise<unknown> => {
      const { run, segments } = await overviewOperation.run({ store: shop.address() }, { store: kept });
      return [run.run, segments];
    };
    const version = async (): Promise<object | undefined> =>
      await kept.read(({ version: found }) => Promise.resolve(found));
    await shop.run();
    const first = await seen();
    expect(first).toEqual([1, expect.anything()]);
    expect(await version()).toBe(await version());
    const before = await version();
    await shop.run({ table: "sales_b" });
    const second = await seen();
    expect(second).toEqual([2, expect.anything()]);
    expect((second as unknown[])[1]).not.toEqual((first as unknown[])[1]);
    expect(await version()).not.toBe(before);
    await kept.close();
    await shop.drop();
  },
);
