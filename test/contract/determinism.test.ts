import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { random, shuffled } from "../support/random.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { byName, isOnCluster, mainEngines } from "./engines.js";
import { score } from "./score.js";

const draw = random(20240301);

/** Enough rows for several row groups and threads, with ties, refunds, and some rows that are no sales. */
const SALES: SalesTable = salesTable(
  Array.from({ length: 60_000 }, () => {
    const day = new Date(Date.UTC(2023, 0, 1 + Math.floor(700 * draw() ** 0.8))).toISOString().slice(0, 10);
    const second = String(Math.floor(60 * draw())).padStart(2, "0");
    const amount = (Math.floor(draw() * 1e7) - 1e6) / 1e4;
    return [
      draw() < 0.01 ? null : `C-${Math.floor(3000 * draw() ** 2)}`,
      draw() < 0.01 ? "unknown" : `${day} 12:00:${second}`,
      draw() < 0.01 ? "" : amount.toFixed(4),
      `O-${Math.floor(20_000 * draw())}`,
    ];
  }),
  { date: "TIMESTAMP" },
);

const VARIANTS: readonly (readonly [string, Omit<RunValues, "source">])[] = [
  ["by default", {}],
  ["with ties broken", { ties: ["first"] }],
  ["with orders and amounts-only refunds", { order: "order_id", refunds: "amount-only" }],
  ["with percentiles", { scoring: "general", model: "eleven-segment" }],
];

const THREADS = isThorough && !isOnCluster ? [1, 2, 4] : [1, 4];

describe.each(byName(mainEngines))("%s gives the same bytes", (_, engine) => {
  const { path } = temporaryFolder();
  const isUntyped = engine.sources[0]?.untyped === true;
  // It takes long to fill a database. Some dates are none, so that its column is text.
  const all = isUntyped ? SALES.rows : SALES.rows.slice(0, 8000);

  test.each(VARIANTS)("%s, however rows are shuffled and however many threads there are", async (_title, options) => {
    const outputs: string[] = [];
    for (const threads of THREADS) {
      const rows = threads === 1 ? all : shuffled(all, draw);
      const to = path("out.csv");
      const { result } = await score(
        engine,
        path,
        { ...SALES, rows },
        { ...options, threads, to: [to], maxRejects: "5%" },
      );
      const { rows: read, sales, rejected, snapshot, cutpoints, segments } = result;
      outputs.push(readFileSync(to, "utf8"), JSON.stringify({ read, sales, rejected, snapshot, cutpoints, segments }));
    }
    expect(outputs[0]?.split("\n").length).toBeGreaterThan(isUntyped ? 2500 : 1000);
    expect([...new Set(outputs)]).toHaveLength(2);
  });
});
