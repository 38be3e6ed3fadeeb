import { describe, expect, test } from "vitest";
import type { QuintileError } from "../../src/errors.js";
import type { Field } from "../support/csv.js";
import type { SalesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

const ORDERS = table("order_id customer_id order_date order_total status currency amount_refunded is_test", [
  ["O1", "c1", "2024-03-01", "10.00", "paid", "EUR", "0", "false"],
  ["O1", "c1", "2024-03-01", "10.00", "paid", "EUR", "0", "false"],
  ["O2", "c1", "2024-03-05", "20.00", "paid", "USD", "5.00", "false"],
  ["O3", "c2", "2024-03-06", "30.00", "cancelled", "EUR", null, "false"],
  ["O4", "c2", "2024-03-02", "40.00", "paid", "EUR", null, "false"],
  ["O4", "c2", "2024-03-02", null, null, null, null, null],
  ["O5", "c3", "2024-03-03", "50.00", "paid", "EUR", "50.00", "false"],
  ["O6", "c3", "2024-03-04", "60.00", "paid", "EUR", "0", "true"],
  ["O7", "c3", "2024-03-04", "12.34", "shipped", "eur", "0", "false"],
]);

const CUSTOMERS = table("customer_id last_order_date orders_count total_spent", [
  ["c1", "2024-03-01", "3", "30.00"],
  ["c2", "2024-03-02", "1", "5.50"],
  ["c3", "2024-03-03", "0", "0.00"],
]);

/** Columns of text. */
function table(headers: string, rows: readonly (readonly Field[])[]): SalesTable {
  return { columns: headers.split(" ").map((name) => ({ name, type: "VARCHAR" as const })), rows };
}

/** The least that each engine has to know of what columns mean; the many cases are elsewhere. */
describe.each(byName(mainEngines))("on %s", (_, engine) => {
  const { path } = temporaryFolder();

  test("lines, totals, statuses, flags, currencies and refunds of one table are each counted once", async () => {
    const { result, customers } = await score(engine, path, ORDERS, { order: undefined, rates: "EUR=1,USD=0.5" });
    expect(result).toMatchObject({
      rows: 9,
      sales: 5,
      snapshot: "2024-03-06",
      rejected: { order_line: 2, not_sold: 2 },
      reading: { flags: ["is_test"], currency: "EUR", amount_of: "order", sold: ["paid", "shipped"] },
    });
    // c1: 10 + (20 - 5) × 0.5; c2: 40; c3: 50 - 50 and 12.34.
    expect(customers.map((line) => line.split("|").slice(0, 4).join(" "))).toEqual([
      "c1 1 2 17.5000",
      "c2 4 1 40.0000",
      "c3 2 1 12.3400",
    ]);
    expect(result.reading.account).toEqual([
      'Rows with the same "order_id" are one purchase.',
      '"order_total" is the total of the order by "order_id", and counts once per order, not once per line.',
      '1 row without "order_total" is a further line of an order that has one.',
      'Not sold by "status", and left out: cancelled (1), is_test: true (1).',
      '"amount_refunded" is subtracted from "order_total" in 2 rows; 1 row was paid back in full, and is no purchase.',
      'Amounts are counted in EUR by "currency": USD at 0.5 (1).',
    ]);
  });

  test("a row for each customer is a question, whose first answer counts the orders", async () => {
    const error = await score(engine, path, CUSTOMERS, { order: undefined }).then(
      () => expect.unreachable("It was scored."),
      (reason: unknown) => reason as QuintileError,
    );
    expect(error.code).toBe("AMBIGUOUS_COLUMN");
    const { result, customers } = await score(engine, path, CUSTOMERS, { order: undefined, ...error.tries[0]?.inputs });
    expect(customers.map((line) => line.split("|").slice(0, 4).join(" "))).toEqual(["c1 3 3 30.0000", "c2 2 1 5.5000"]);
    expect(result.rejected.no_purchase).toBe(1);
  });
});
