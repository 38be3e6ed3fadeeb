import { expect, test } from "vitest";
import { closestName } from "../../src/model/closest-name.js";

const columns = ["order_id", "order_date", "customer_id", "amount"];

test.each([
  ["order_dt", "order_date"],
  ["order_dat", "order_date"],
  ["Amount", "amount"],
  ["amuont", "amount"],
  ["customer", "customer_id"],
  ["price", undefined],
  ["", undefined],
  ["x".repeat(100_000), undefined],
])("somebody who writes %j means %j", (written, meant) => {
  expect(closestName(written, columns)).toBe(meant);
});

test("one letter is close to nothing", () => {
  expect(closestName("Q", ["R", "F", "M", "total"])).toBeUndefined();
});
