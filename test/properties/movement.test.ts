import { rmSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { movementOperation } from "../../src/operations/movement/operation.js";
import type { Movement } from "../../src/results/movement.js";
import { flowsOf, moves, type OracleFlow } from "../oracle/movement.js";
import { renderCsv } from "../support/csv.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { casesOf } from "../support/thoroughness.js";
import "./seed.js";
import { shops, type Shop } from "./shops.js";

vi.setConfig({ testTimeout: 300_000 });

const { path } = temporaryFolder();

const day = fc
  .integer({ min: -20, max: 520 })
  .map((each) => new Date(Date.UTC(2023, 0, 1 + each)).toISOString().slice(0, 10));

/** Two moments, the earlier one first; now and then the same one twice. */
const moments = fc.tuple(day, day).map((days) => days.toSorted() as [string, string]);

async function movementOf({ rows, options }: Shop, [from, to]: readonly [string, string]): Promise<Movement> {
  const source = path("sales.csv");
  const fields = rows.map(({ customer, date, revenue, order }) => [customer, date, revenue, order ?? null]);
  writeFileSync(source, renderCsv([["customer_id", "sale_date", "revenue", "order_id"], ...fields]));
  const { first = [], orders, asOf: _, ...same } = options;
  try {
    return await movementOperation.run({
      ...same,
      source,
      store: path("none.duckdb"),
      from,
      to,
      order: orders === true ? "order_id" : "none",
      ties: first.map((dimension) => `${dimension}=first`),
      maxRejects: "100%",
      threads: 1,
    });
  } finally {
    rmSync(source, { force: true });
  }
}

function sorted(flows: readonly OracleFlow[]): string[] {
  return flows.map((flow) => JSON.stringify(Object.entries(flow).toSorted())).toSorted();
}

test("flows and sizes are what the oracle gives, which scores each moment by itself", async () => {
  await fc.assert(
    fc.asyncProperty(shops, moments, async (shop, between) => {
      const expected = moves(shop.rows, shop.options, between);
      if (expected === undefined) {
        await expect(movementOf(shop, between)).rejects.toMatchObject({ code: "NO_CUSTOMERS" });
        return;
      }
      const { flows, segments, matrix } = await movementOf(shop, between);
      expect(sorted(flows as OracleFlow[])).toEqual(sorted(flowsOf(expected)));
      const all = [...expected.values()];
      for (const { segment, before, after, stayed, entered, left } of segments) {
        expect({ before, after, stayed, entered, left }).toEqual({
          before: all.filter(({ from }) => from === segment).length,
          after: all.filter(({ to }) => to === segment).length,
          stayed: all.filter(({ from, to }) => from === segment && to === segment).length,
          entered: all.filter(({ from, to }) => from !== segment && to === segment).length,
          left: all.filter(({ from, to }) => from === segment && to !== segment).length,
        });
      }
      expect(matrix.after.reduce((sum, each) => sum + each, 0)).toBe(all.length);
    }),
    { numRuns: casesOf(150) },
  );
});
