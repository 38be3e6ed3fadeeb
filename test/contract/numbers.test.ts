import { describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { type OracleOptions, type RawSale, scoreSales } from "../oracle/score-sales.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

/** customer, date, amount, order */
const SHOP: readonly (readonly [string | null, string, string, string | null])[] = [
  ["1", "2024-01-05", "10.00", "a"],
  ["1", "2024-02-05", "20.00", "b"],
  ["1", "2024-02-05", "5.50", "b"],
  ["2", "2024-02-20", "100.00", "c"],
  ["2", "2024-02-25", "-40.00", "d"],
  ["3", "2024-03-01", "-7.00", "e"],
  ["4", "2023-11-11", "0.00", "f"],
  ["4", "2023-12-24", "12.3456", "f"],
  ["5", "2024-02-29", "1.00", null],
  ["5", "2024-02-29", "1.00", null],
  ["6", "2024-02-10", "60.00", "g"],
  ["7", "2023-01-01", "3.00", "h"],
  [null, "2024-02-28", "9.00", "i"],
];

const RAW: readonly RawSale[] = SHOP.map(([customer, date, revenue, order]) => ({ customer, date, revenue, order }));

/** The options of a run, and what the oracle calls them. */
const CASES: readonly (readonly [string, Omit<RunValues, "source">, OracleOptions])[] = [
  ["lets refunds reduce amounts only by default", {}, { refunds: "amount-only" }],
  ["nets refunds", { refunds: "net" }, { refunds: "net" }],
  ["lets refunds reduce amounts only", { refunds: "amount-only" }, { refunds: "amount-only" }],
  ["ignores refunds", { refunds: "ignore" }, { refunds: "ignore" }],
  ["counts orders", { order: "order_id" }, { orders: true }],
  [
    "counts orders and lets refunds reduce amounts only",
    { order: "order_id", refunds: "amount-only" },
    { orders: true, refunds: "amount-only" },
  ],
  ["counts orders and ignores refunds", { order: "order_id", refunds: "ignore" }, { orders: true, refunds: "ignore" }],
  ["scores as of the latest day", { asOf: "2024-03-01" }, { asOf: "2024-03-01" }],
  ["scores as of a day in the middle", { asOf: "2024-02-20" }, { asOf: "2024-02-20" }],
  ["scores as of a later moment", { asOf: "2025-01-01T12:00:00Z" }, { asOf: "2025-01-01T12:00:00Z" }],
  ["leaves out sales before a day", { since: "2024-02-05" }, { since: "2024-02-05" }],
  ["keeps to a window", { since: "2024-01-06", asOf: "2024-02-25" }, { since: "2024-01-06", asOf: "2024-02-25" }],
  ["breaks all ties", { ties: ["first"] }, { first: ["recency", "frequency", "monetary"] }],
  ["breaks ties of recency", { ties: ["recency=first"] }, { first: ["recency"] }],
  ["breaks ties but those of frequency", { ties: ["first", "frequency=share"] }, { first: ["recency", "monetary"] }],
  ["scores by general thresholds", { scoring: "general" }, { scoring: "general" }],
  ["scores by thresholds of a B2B service", { scoring: "b2b-service" }, { scoring: "b2b-service" }],
  ["scores by SaaS thresholds", { scoring: "saas" }, { scoring: "saas" }],
  ["scores by thresholds of manufacturing", { scoring: "manufacturing" }, { scoring: "manufacturing" }],
  ["names eleven segments", { model: "eleven-segment" }, { model: "eleven-segment" }],
];

describe.each(byName(mainEngines))("%s computes what the oracle computes, and", (_, engine) => {
  const { path } = temporaryFolder();

  test.each(CASES)("%s", async (_title, options, oracleOptions) => {
    const expected = scoreSales(RAW, oracleOptions);
    const { result, customers } = await score(engine, path, salesTable(SHOP, { customer: "BIGINT" }), options);
    expect(customers).toEqual(expected?.customers);
    expect(result.rejected).toEqual(expected?.rejected);
    expect(result.snapshot).toBe(expected?.snapshot);
    expect(result.sales).toBe(expected?.sales);
    expect(result.collapsed).toEqual(expected?.collapsed);
  });

  // These pin numbers a person can check, so that oracle and pipeline cannot drift together.
  test("gives recency 1 to a purchase on the latest day, and 0 only as of that day", async () => {
    const table = salesTable([
      ["a", "2024-03-01", "1.00"],
      ["b", "2024-02-28", "2.00"],
    ]);
    expect((await score(engine, path, table)).customers).toEqual([
      "a|1|1|1.0000|5|1|1|Potential Loyalists",
      "b|3|1|2.0000|1|1|5|Others",
    ]);
    const asOf = await score(engine, path, table, { asOf: "2024-03-01" });
    expect(asOf.customers.map((line) => line.split("|")[1])).toEqual(["0", "2"]);
    expect(asOf.result.snapshot).toBe("2024-03-01");
  });

  test("leaves out and counts sales after the moment it is asked for", async () => {
    const table = salesTable([
      ["a", "2024-03-01", "1.00"],
      ["b", "2024-03-02", "2.00"],
      ["b", "2024-02-01", "3.00"],
    ]);
    const { result, customers } = await score(engine, path, table, { asOf: "2024-03-01" });
    expect(customers.map((line) => line.split("|").slice(0, 4).join("|"))).toEqual(["a|0|1|1.0000", "b|29|1|3.0000"]);
    expect(result.rejected.after_snapshot).toBe(1);
  });

  test("counts the customers who only ever sent things back", async () => {
    const table = salesTable([
      ["a", "2024-03-01", "10.00"],
      ["b", "2024-03-02", "-5.00"],
      ["a", "2024-03-04", "-1.00"],
    ]);
    const net = await score(engine, path, table, { refunds: "net" });
    expect(net.customers.map((line) => line.split("|").slice(0, 4).join("|"))).toEqual([
      "a|1|2|9.0000",
      "b|3|1|-5.0000",
    ]);
    const amountOnly = await score(engine, path, table);
    // The snapshot is a day after the refund of March 4, which is no purchase.
    expect(amountOnly.result.snapshot).toBe("2024-03-05");
    expect(amountOnly.customers.map((line) => line.split("|").slice(0, 4).join("|"))).toEqual(["a|4|1|9.0000"]);
    expect(amountOnly.result.rejected.no_purchase).toBe(1);
    const ignored = await score(engine, path, table, { refunds: "ignore" });
    expect(ignored.customers.map((line) => line.split("|").slice(0, 4).join("|"))).toEqual(["a|1|1|10.0000"]);
    expect(ignored.result.rejected).toMatchObject({ ignored_refund: 2, no_purchase: 1 });
  });

  test("takes timestamps with an offset in UTC, and a bare date as its midnight", async () => {
    const rows = [
      ["a", "2024-03-01T23:30:00-05:00", "1.00"],
      ["b", "2024-03-02 04:29:59Z", "2.00"],
      ["c", "2024-02-29 10:00:00.250", "3.00"],
      ["d", "2024-03-01", "4.00"],
      ["e", "2024-03-01 14:30:00 +0530", "4.00"],
      ["f", "2024-03-02T06:30:00+02", "4.00"],
    ];
    const { result, customers } = await score(engine, path, salesTable(rows, { date: "TIMESTAMPTZ" }));
    expect(result.snapshot).toBe("2024-03-03T04:30:00");
    expect(customers.map((line) => line.split("|").slice(0, 2).join("|"))).toEqual([
      "a|1",
      "b|1",
      "c|2",
      "d|2",
      "e|1",
      "f|1",
    ]);
  });

  test("rounds each amount half away from zero before it adds them up", async () => {
    const rows = [
      ["a", "2024-03-01", "0.00005"],
      ["a", "2024-03-01", "0.00005"],
      ["b", "2024-03-01", "-0.00005"],
      ["c", "2024-03-01", "1.00004999999999"],
      ["d", "2024-03-01", "0.1"],
      ["d", "2024-03-01", "0.2"],
    ];
    const { customers } = await score(engine, path, salesTable(rows), { refunds: "net" });
    expect(customers.map((line) => line.split("|")[3])).toEqual(["0.0002", "-0.0001", "1.0000", "0.3000"]);
  });

  test("reads an exponent exactly, and takes nothing for a number that only begins like one", async () => {
    const good = ["5e-8", "-5.55e-17", "1.23456e2", ".5E1", "5.e+1", "1234567890123456789012345678901234567890e-30"];
    const bad = ["-", "- ", "+ ", "1e ", "5e- ", "1e3.", "1e1_0", "1_000", ".e5"];
    const rows = [...good, ...bad].map((amount, index) => [`c${String(index).padStart(2, "0")}`, "2024-03-01", amount]);
    const { result, customers } = await score(engine, path, salesTable(rows, { revenue: "VARCHAR" }), {
      maxRejects: "100%",
    });
    expect(customers.map((line) => line.split("|")[3])).toEqual([
      "0.0000",
      "0.0000",
      "123.4560",
      "5.0000",
      "50.0000",
      "1234567890.1235",
    ]);
    expect(result.rejected.bad_revenue).toBe(bad.length);
  });

  test("counts each row without an order as a purchase of its own, blanks alone included", async () => {
    const rows = [
      ["a", "2024-03-01", "1", "  "],
      ["a", "2024-03-01", "1", "  "],
      ["a", "2024-03-01", "1", null],
      ["b", "2024-03-01", "1", "7"],
      ["b", "2024-03-01", "1", "7"],
    ] as const;
    const { customers } = await score(engine, path, salesTable(rows), { order: "order_id" });
    expect(customers.map((line) => line.split("|").slice(0, 3).join("|"))).toEqual(["a|1|3", "b|1|1"]);
  });

  test.each(engine.sources.filter((source) => !source.untyped).map((source) => [source.name, source] as const))(
    "takes binary floats from %s to four places before it adds them up",
    async (_source, source) => {
      const rows = [
        ["1", "2024-03-01", "0.1"],
        ["1", "2024-03-01", "0.2"],
        ["2", "2024-03-01", "1e14"],
        ["3", "2024-03-01", "12345678901234.5"],
        ["3", "2024-03-01", "0.0001"],
        ["4", "2024-03-01", "NaN"],
        ["4", "2024-03-01", "Infinity"],
        ["4", "2024-03-01", "-Infinity"],
        ["4", "2024-03-01", "1e15"],
        ["4", "2024-03-01", "1e300"],
        ["NaN", "2024-03-01", "1"],
        [null, "2024-03-01", "1"],
      ];
      const table = salesTable(rows, { customer: "DOUBLE", revenue: "DOUBLE" });
      const { result, customers } = await score(engine, path, table, { maxRejects: "50%" }, source);
      expect(customers.map((line) => line.split("|").slice(0, 4).join("|"))).toEqual([
        "1|1|2|0.3000",
        "2|1|1|100000000000000.0000",
        "3|1|2|12345678901234.5001",
      ]);
      expect(result.rejected).toMatchObject({ bad_revenue: 5, missing_customer: 2 });
    },
  );

  // A cast to more places would show what the 24 bits add: 50000.2496 in one engine, 16777.2109 in all.
  test.each(engine.sources.filter((source) => !source.untyped).map((source) => [source.name, source] as const))(
    "takes binary floats of 32 bits from %s as the shortest decimal that tells them apart",
    async (_source, source) => {
      const rows = [
        ["1", "2024-03-01", "50000.25"],
        ["2", "2024-03-01", "16777.21"],
        ["3", "2024-03-01", "0.1"],
        ["3", "2024-03-01", "0.2"],
        ["4", "2024-03-01", "-123456789"],
        ["5", "2024-03-01", "1234.5678"],
        ["6", "2024-03-01", "1e14"],
        ["7", "2024-03-01", "NaN"],
        ["7", "2024-03-01", "-Infinity"],
        ["7", "2024-03-01", "1e15"],
      ];
      const table = salesTable(rows, { customer: "BIGINT", revenue: "REAL" });
      const { result, customers } = await score(engine, path, table, { maxRejects: "50%", refunds: "net" }, source);
      expect(customers.map((line) => line.split("|").slice(0, 4).join("|"))).toEqual([
        "1|1|1|50000.2500",
        "2|1|1|16777.2100",
        "3|1|2|0.3000",
        "4|1|1|-123456790.0000",
        "5|1|1|1234.5677",
        "6|1|1|100000000000000.0000",
      ]);
      expect(result.rejected).toMatchObject({ bad_revenue: 3 });
    },
  );

  test.each(engine.sources.map((source) => [source.name, source] as const))(
    "rejects days in %s that are farther away than any timestamp, whatever it compares them with",
    async (_source, source) => {
      const rows = [
        ["a", "2024-03-01", "1"],
        ["b", "300000-01-01", "2"],
        ["c", "5874897-12-31", "4"],
      ];
      for (const asOf of [undefined, "2024-03-02", "2024-03-02T12:00:00"]) {
        const table = salesTable(rows, { date: "DATE" });
        const { result, customers } = await score(engine, path, table, { maxRejects: "90%", asOf }, source);
        expect(customers.map((line) => line.split("|").slice(0, 4).join("|"))).toEqual(["a|1|1|1.0000"]);
        expect(result.rejected).toMatchObject({ bad_date: 2, after_snapshot: 0 });
      }
    },
  );

  test.each(engine.sources.filter((source) => !source.untyped).map((source) => [source.name, source] as const))(
    "publishes decimal ids from %s as whole numbers where all of them are",
    async (_source, source) => {
      const rows = [
        ["42.0", "2024-03-01", "1"],
        ["7.0", "2024-03-01", "1"],
      ];
      const whole = await score(engine, path, salesTable(rows, { customer: "DECIMAL(18,4)" }), {}, source);
      expect(whole.customers.map((line) => line.split("|")[0])).toEqual(["7", "42"]);
      const mixed = salesTable([...rows, ["7.5", "2024-03-01", "1"]], { customer: "DECIMAL(18,4)" });
      expect((await score(engine, path, mixed, {}, source)).customers.map((line) => line.split("|")[0])).toEqual([
        "7.0000",
        "7.5000",
        "42.0000",
      ]);
    },
  );

  test("reuses the cutpoints of an earlier run, whatever the customers of this one would give", async () => {
    const store = await engine.newStore(path);
    const first = await score(engine, path, salesTable(days([1, 11, 21, 31, 41, 51])), { store });
    expect(first.result).toMatchObject({ run: 1, cutpoints: { recency: [11, 21, 31, 41], frequency: [1, 1, 1, 1] } });
    const second = await score(engine, path, salesTable(days([1, 12, 13])), { store, cutpoints: "latest" });
    expect(second.result).toMatchObject({ run: 2, cutpoints: first.result.cutpoints });
    expect(second.customers.map((line) => line.split("|")[4])).toEqual(["5", "4", "4"]);
    const fresh = await score(engine, path, salesTable(days([1, 12, 13])), { store });
    expect(fresh.customers.map((line) => line.split("|")[4])).toEqual(["5", "3", "1"]);
    const third = await score(engine, path, salesTable(days([1, 12, 13])), { store, cutpoints: "1" });
    expect(third.customers).toEqual(second.customers);
    await expect(score(engine, path, salesTable(days([1])), { store, cutpoints: "9" })).rejects.toMatchObject({
      code: "NO_SUCH_RUN",
    });
  });

  test("reuses thresholds and percentiles of an earlier run too", async () => {
    const store = await engine.newStore(path);
    const table = salesTable(SHOP, { customer: "BIGINT" });
    const first = await score(engine, path, table, { store, scoring: "general" });
    const again = await score(engine, path, table, { store, cutpoints: "1" });
    expect(again.customers).toEqual(first.customers);
    expect(again.result.cutpoints).toEqual(first.result.cutpoints);
  });
});

/** One sale per customer, this many days before 2024-06-01, and as many units of money. */
function days(ago: readonly number[]): [string, string, string][] {
  return ago.map((each, index) => [
    `c${index}`,
    new Date(Date.UTC(2024, 5, 1 - each)).toISOString().slice(0, 10),
    `${each}.00`,
  ]);
}
