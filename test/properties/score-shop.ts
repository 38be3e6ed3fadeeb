import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { runOperation } from "../../src/operations/run/operation.js";
import type { RawSale } from "../oracle/score-sales.js";
import { parseCsv, renderCsv } from "../support/csv.js";
import type { Shop } from "./shops.js";
import type { RunResult } from "../../src/results/run.js";

/** What the pipeline makes of a shop: one line per customer, or the code of the error that says why not. */
export interface ScoredShop {
  readonly customers: readonly string[];
  readonly result: RunResult;
}

/** Runs a shop through the whole pipeline, from a text file to a text file. */
export async function scoreShop(path: (name: string) => string, { rows, options }: Shop): Promise<ScoredShop> {
  const [source, store, to] = [path("sales.csv"), path("store.duckdb"), path("out.csv")];
  writeFileSync(source, renderCsv([["customer_id", "sale_date", "revenue", "order_id"], ...rows.map(fields)]));
  const { first = [], orders, ...same } = options;
  try {
    const result = await runOperation.run({
      ...same,
      source,
      store,
      to: [to],
      order: orders === true ? "order_id" : "none",
      ties: first.map((dimension) => `${dimension}=first`),
      maxRejects: "100%",
      threads: 1,
    });
    return {
      customers: parseCsv(readFileSync(to, "utf8"))
        .slice(1)
        .map((row) => row.join("|")),
      result,
    };
  } finally {
    for (const file of [source, store, to]) rmSync(file, { force: true });
  }
}

function fields({ customer, date, revenue, order }: RawSale): (string | null)[] {
  return [customer, date, revenue, order ?? null];
}
