import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { scoreSales } from "../oracle/score-sales.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { casesOf } from "../support/thoroughness.js";
import { scoreShop } from "./score-shop.js";
import "./seed.js";
import { shops } from "./shops.js";

vi.setConfig({ testTimeout: 300_000 });

const { path } = temporaryFolder();

test("the pipeline gives what the oracle gives, for any shop scored in any way", async () => {
  await fc.assert(
    fc.asyncProperty(shops, async (shop) => {
      const expected = scoreSales(shop.rows, shop.options);
      if (expected === undefined) {
        await expect(scoreShop(path, shop)).rejects.toMatchObject({ code: "NO_CUSTOMERS" });
        return;
      }
      const { customers, result } = await scoreShop(path, shop);
      expect(customers).toEqual(expected.customers);
      expect(result).toMatchObject({
        snapshot: expected.snapshot,
        sales: expected.sales,
        rows: shop.rows.length,
        rejected: expected.rejected,
        collapsed: expected.collapsed,
      });
    }),
    { numRuns: casesOf(200) },
  );
});
