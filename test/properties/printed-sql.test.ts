import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { servers } from "../support/postgres/servers.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { casesOf } from "../support/thoroughness.js";
import { byName } from "../contract/engines.js";
import { mainPlaces, type Options, put } from "../contract/printed.js";
import "./seed.js";
import { type Shop, shops } from "./shops.js";

vi.setConfig({ testTimeout: 300_000 });

const { path } = temporaryFolder();

/** Text wherever an engine lets it be, so that it has to be read. */
function tableOf({ rows }: Shop) {
  const fields = rows.map(({ customer, date, revenue, order }) => [customer, date, revenue, order ?? null]);
  return salesTable(fields, { customer: "VARCHAR", date: "VARCHAR", revenue: "VARCHAR" });
}

function optionsOf({ options: { first = [], orders, ...same } }: Shop): Options {
  return { ...same, order: orders === true ? "order_id" : undefined, ties: first.map((each) => `${each}=first`) };
}

const runs = { numRuns: casesOf(Math.ceil(64 / (2 + servers.length))) };

test.each(byName(mainPlaces))(
  "SQL printed for %s gives what a run publishes, for any shop scored in any way",
  async (_, place) => {
    await fc.assert(
      fc.asyncProperty(shops, async (shop) => {
        const placed = await put(place, tableOf(shop), path);
        const customers = await placed.run(optionsOf(shop)).catch((error: unknown) => {
          expect(error).toMatchObject({ code: "NO_CUSTOMERS" });
          return undefined;
        });
        if (customers === undefined) return;
        expect(await placed.query(await placed.print(optionsOf(shop)))).toEqual(customers);
      }),
      runs,
    );
  },
);
