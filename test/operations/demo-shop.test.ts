import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeShop } from "../../src/operations/demo/shop.js";

const sumOf = (lines: Iterable<string>): string =>
  createHash("sha256")
    .update([...lines].map((line) => `${line}\n`).join(""))
    .digest("hex");

test("the shop of the demo is the same everywhere, byte for byte", () => {
  const { dim_products, dim_customers, fact_sales } = makeShop();
  expect(sumOf(dim_products)).toBe("caa76c433ead7c64d4aa04c265f7abbda13aa2057c1e12a07969014a90058a27");
  expect(sumOf(dim_customers)).toBe("f75e8b0a863871e47c831fb01ef7c399b45ef3d28ff3d3bf8b0d2600c9511073");
  expect(sumOf(fact_sales)).toBe("e073ddd8601768681d947e37023d5f67a549371a978122fcb6c1b31519dba9fa");
});

test("a shop may have another size, and another seed makes another shop", () => {
  const [one, other] = [1, 2].map((seed) => makeShop({ seed, customers: 50, sales: 600 }));
  expect([...(one?.dim_customers ?? [])]).toHaveLength(51);
  const sales = [...(one?.fact_sales ?? [])].length - 1;
  expect(sales).toBeGreaterThan(550);
  expect(sales).toBeLessThan(650);
  expect([...(other?.fact_sales ?? [])]).not.toEqual([...(one?.fact_sales ?? [])]);
});
