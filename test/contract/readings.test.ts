import { describe, expect, test } from "vitest";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { runsOperation } from "../../src/operations/runs/operation.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, engines } from "./engines.js";
import { score } from "./score.js";

const SALES = salesTable(
  [
    ["a", "03/04/2024", "1,50", "1"],
    ["a", "13/04/2024", "2,50", "1"],
    ["b", "05/06/2024", "-3,00", "2"],
    ["b", "06/06/2024", "4,00", "3"],
    ["c", "07/06/2024", "n/a", "4"],
  ],
  { date: "VARCHAR", revenue: "VARCHAR" },
);

const READING = {
  columns: {
    customer: { kind: "column", from: "customer_id", guessed: true },
    date: { kind: "column", from: "sale_date", guessed: true },
    revenue: { kind: "column", from: "revenue", guessed: false },
    order: { kind: "expression", from: "order_id || 'x'", guessed: false },
    status: null,
    currency: null,
    refunded: null,
  },
  sold: null,
  currency: null,
  rates: null,
  amount_of: "line",
  account: [
    `Rows with the same "order_id || 'x'" are one purchase.`,
    "1 row with a negative amount is a refund, and is subtracted.",
  ],
  flags: [],
  notable: [
    `Rows with the same "order_id || 'x'" are one purchase.`,
    "1 row with a negative amount is a refund, and is subtracted.",
  ],
  where: "customer_id <> 'c'",
  date_format: "%d/%m/%Y",
  decimal: ",",
  refunds: "amount-only",
  encoding: null,
  sheet: null,
  region: null,
};

describe.each(byName(engines))("%s", (_, engine) => {
  const { path } = temporaryFolder();

  test("tells, keeps and shows how the sales of a run were read, as all engines do", async () => {
    const options = {
      decimal: ",",
      refunds: "amount-only",
      revenue: "revenue",
      order: "order_id || 'x'",
      where: "customer_id <> 'c'",
    } as const;
    const { result, store } = await score(engine, path, SALES, options);
    expect(result.reading).toEqual(READING);
    expect(result.columns.order).toEqual({ from: "order_id || 'x'", guessed: false });
    expect(result.date_format).toBe("%d/%m/%Y");
    const [row] = await engine.read(store, "rfm_runs");
    expect(JSON.parse(row?.["reading"] ?? "")).toEqual(READING);
    expect((await overviewOperation.run({ store })).run.reading).toEqual(READING);
    expect((await runsOperation.run({ store })).runs.map(({ reading }) => reading)).toEqual([READING]);
  });

  test("knows no format and no decimal mark where the sales have types, and ISO 8601 where they have none", async () => {
    const typed = salesTable([
      ["a", "2024-03-01", "1.50"],
      ["b", "2024-03-02", "2.50"],
    ]);
    for (const source of engine.sources.slice(0, 6)) {
      const { result } = await score(engine, path, typed, {}, source);
      const isText = source.untyped;
      const columns = { ...READING.columns, order: null, revenue: { ...READING.columns.revenue, guessed: true } };
      expect(result.reading, source.name).toEqual({
        ...READING,
        columns,
        account: [],
        notable: [],
        where: null,
        date_format: isText ? "ISO 8601" : null,
        decimal: isText ? "." : null,
        refunds: "amount-only",
      });
    }
  });
});
