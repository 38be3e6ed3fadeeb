import { beforeAll, describe, expect, test } from "vitest";
import type { Bin } from "../../src/model/bins.js";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { renderReport } from "../../src/outputs/report/render-report.js";
import type { PlainRow } from "../support/duckdb.js";
import { random } from "../support/random.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, duckdb, type EngineUnderTest, mainEngines } from "./engines.js";
import { score } from "./score.js";
import type { Overview } from "../../src/results/overview.js";

const DIMENSIONS = ["recency", "frequency", "monetary"] as const;

/** A shop with a long tail at both ends of the amounts, and amounts that stand exactly on round numbers. */
const SHOP = salesTable(shop());

function shop(): string[][] {
  const draw = random(7);
  const rows: string[][] = [];
  for (let customer = 0; customer < 700; customer += 1) {
    const purchases = customer === 0 ? 900 : 1 + Math.floor(draw() ** 4 * 30);
    const usual = draw() ** 5 * 400;
    for (let purchase = 0; purchase < purchases; purchase += 1) {
      const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(draw() ** 0.5 * 900) * 86_400_000);
      const amount = draw() < 0.3 ? Math.round(usual / 10) * 10 : usual * draw() - (draw() < 0.05 ? 300 : 0);
      rows.push([`c${customer}`, day.toISOString().slice(0, 10), amount.toFixed(4)]);
    }
  }
  rows.push(["rich", "2024-05-05", "98765432.1"], ["poor", "2023-01-01", "-1234567.8901"]);
  return rows;
}

const ODD = {
  "one customer": salesTable([["only", "2024-01-01", "12.34"]]),
  "a customer of zero": salesTable([["only", "2024-01-01", "0"]]),
  "customers who are all alike": salesTable(["a", "b", "c"].map((id) => [id, "2024-01-01", "-5"])),
  "losses only": salesTable(["a", "b", "c", "d", "e", "f"].map((id, n) => [id, `2024-01-0${n + 1}`, `-${n}.5`])),
  "the finest amounts": salesTable(["a", "b", "c", "d", "e"].map((id, n) => [id, "2024-01-01", `0.000${n + 1}`])),
  "the largest amounts": salesTable(
    ["a", "b", "c", "d", "e", "f"].map((id, n) => [id, "2024-01-01", `${n % 2 === 0 ? "" : "-"}${9 - n}0000000000000`]),
  ),
};

async function overviewOf(
  engine: EngineUnderTest,
  path: (name: string) => string,
  table: typeof SHOP,
  options: Parameters<typeof score>[3] = {},
): Promise<{ overview: Overview; customers: PlainRow[] }> {
  const { store } = await score(engine, path, table, options);
  return { overview: await overviewOperation.run({ store }), customers: await engine.read(store, "customer_rfm") };
}

/** What is the same wherever the sales and the store lie; how text is read is told of sources that have some. */
function figuresOf({ run, cube, segments, distributions }: Overview): unknown {
  const { source: _, finished_at: __, timings: ___, options: ____, reading: _____, ...facts } = run;
  return { facts, cube, segments, distributions };
}

/** An amount in units of 1/10,000, without a binary float on the way. */
function exact(text: string): bigint {
  const [whole = "", places = ""] = text.replace("-", "").split(".");
  const digits = BigInt(whole + places.padEnd(4, "0").slice(0, 4));
  return text.startsWith("-") ? -digits : digits;
}

/** A round edge of a bin, or the smallest or largest value, in the same units. */
function exactEdge(edge: number): bigint {
  return exact(edge.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 4 }));
}

function countPlainly(bins: readonly Bin[], values: readonly string[]): number[] {
  return bins.map(({ from, to }, index) => {
    const isLast = index === bins.length - 1;
    return values.filter((text) => {
      const value = exact(text);
      return value >= exactEdge(from) && (value < exactEdge(to) || (isLast && value === exactEdge(to)));
    }).length;
  });
}

function refusal(options: object): Promise<unknown> {
  return overviewOperation
    .run({ store: "none", ...options })
    .catch((error: unknown) => JSON.parse(JSON.stringify(error)) as unknown);
}

function requireWellFormed(bins: readonly Bin[], customers: number): void {
  expect(bins.length).toBeGreaterThan(0);
  expect(bins.length).toBeLessThanOrEqual(60);
  expect(bins.slice(1).map(({ from }) => from)).toEqual(bins.slice(0, -1).map(({ to }) => to));
  expect(bins.every(({ from, to }) => from < to)).toBe(true);
  expect(bins.reduce((sum, bin) => sum + bin.customers, 0)).toBe(customers);
}

/** Those of the 702 who bought anything: the others have refunds alone. */
const BUYERS = 691;

describe.each(byName(mainEngines))("%s shows at a glance", (_, engine) => {
  const { path } = temporaryFolder();
  let shopSeen: Awaited<ReturnType<typeof overviewOf>>;

  beforeAll(async () => {
    shopSeen = await overviewOf(engine, path, SHOP, { model: "eleven-segment" });
  });

  test("bins that hold the customers whose values lie in them", () => {
    const { overview, customers } = shopSeen;
    expect(customers).toHaveLength(BUYERS);
    for (const dimension of DIMENSIONS) {
      const bins = overview.distributions[dimension];
      requireWellFormed(bins, BUYERS);
      const values = customers.map((row) => row[dimension] as string);
      expect(
        bins.map((bin) => bin.customers),
        dimension,
      ).toEqual(countPlainly(bins, values));
    }
  });

  test("cells and segments as a plain count of the published customers gives them", () => {
    const { overview, customers } = shopSeen;
    const { cube, segments, run, model } = overview;
    expect(model.segments).toHaveLength(11);
    expect(run).toMatchObject({ run: 1, customers: BUYERS, model: "eleven-segment", snapshot: "2026-06-19" });
    for (const cell of cube) {
      const same = customers.filter(
        (row) => row["R_score"] === `${cell.R}` && row["F_score"] === `${cell.F}` && row["M_score"] === `${cell.M}`,
      );
      expect(same).toHaveLength(cell.customers);
      expect(exact(cell.monetary)).toBe(same.reduce((sum, row) => sum + exact(row["monetary"] as string), 0n));
    }
    for (const { segment, customers: count } of segments) {
      expect(customers.filter((row) => row["segment"] === segment)).toHaveLength(count);
    }
    expect(segments.reduce((sum, { customers: count }) => sum + count, 0)).toBe(BUYERS);
  });

  test("the same figures as the embedded engine", async () => {
    const { overview } = await overviewOf(duckdb, path, SHOP, { model: "eleven-segment" });
    expect(figuresOf(shopSeen.overview)).toEqual(figuresOf(overview));
  });

  test("a report with the same page as the embedded engine's, but for where the sales and the store are", async () => {
    const { overview } = await overviewOf(duckdb, path, SHOP, { model: "eleven-segment" });
    const { store, run } = shopSeen.overview;
    const { source, finished_at, timings, options } = run;
    const page = renderReport({ ...overview, store, run: { ...overview.run, source, finished_at, timings, options } });
    expect(renderReport(shopSeen.overview)).toBe(page);
  });

  test.each(Object.entries(ODD))("bins of %s", async (__, table) => {
    const { overview, customers } = await overviewOf(engine, path, table, { refunds: "net" });
    for (const dimension of DIMENSIONS) {
      const bins = overview.distributions[dimension];
      requireWellFormed(bins, customers.length);
      const values = customers.map((row) => row[dimension] as string);
      expect(
        bins.map((bin) => bin.customers),
        dimension,
      ).toEqual(countPlainly(bins, values));
    }
  });

  test("bins of whole weeks and of single purchases that a marketer can check", async () => {
    const sales = [1, 3, 8, 9, 70].map((ago) => {
      const day = new Date(Date.UTC(2024, 5, 30) - (ago - 1) * 86_400_000).toISOString().slice(0, 10);
      return [`c${ago}`, day, `${ago}.50`];
    });
    const { overview } = await overviewOf(engine, path, salesTable([...sales, ["c1", "2024-06-30", "1"]]));
    const { recency, frequency, monetary } = overview.distributions;
    expect(recency.slice(0, 3)).toEqual([
      { from: 1, to: 8, customers: 2 },
      { from: 8, to: 15, customers: 2 },
      { from: 15, to: 22, customers: 0 },
    ]);
    expect(recency.at(-1)).toEqual({ from: 64, to: 71, customers: 1 });
    expect(frequency).toEqual([
      { from: 1, to: 2, customers: 4 },
      { from: 2, to: 3, customers: 1 },
    ]);
    expect(monetary[0]).toEqual({ from: 2, to: 4, customers: 2 });
    expect(monetary.at(-1)).toEqual({ from: 70, to: 72, customers: 1 });
  });
});

test("a store without a run says what to do first", async () => {
  const { path } = temporaryFolder();
  await expect(overviewOperation.run({ store: path("none.duckdb") })).rejects.toMatchObject({ code: "NO_SUCH_STORE" });
});

test("a currency and a locale are checked before a store is looked for", async () => {
  expect(await refusal({ currency: "EURO" })).toEqual({
    code: "USAGE",
    message: '"EURO" is no currency.',
    hint: "Name it by its code, such as EUR or USD.",
  });
  const locale = { hint: "Name a language and a region, such as en-GB or de-DE." };
  expect(await refusal({ locale: "xx" })).toEqual({ code: "USAGE", message: '"xx" is no known locale.', ...locale });
  expect(await refusal({ locale: "de_DE" })).toMatchObject({ message: '"de_DE" is no known locale.' });
});
