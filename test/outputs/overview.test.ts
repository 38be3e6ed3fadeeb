import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { renderOverview } from "../../src/outputs/render-overview.js";
import { styleFor } from "../../src/outputs/style.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

test("an overview shows its amounts in the currency, and all numbers in the way of the locale", async () => {
  const [source, store] = [path("sales.csv"), path("store.duckdb")];
  writeFileSync(source, "customer_id,sale_date,revenue\na,2024-03-01,1234.5\nb,2024-03-05,5\n");
  await runOperation.run({ source, store });
  const shown = async (display: object): Promise<string[]> =>
    renderOverview(await overviewOperation.run({ store, ...display }), styleFor({})).split("\n");
  expect((await shown({}))[1]).toMatch(/^Revenue 1,239\.50; top segments: \d+\.\d% of customers/);
  const german = await shown({ currency: "EUR", locale: "de-DE" });
  expect(german[1]).toMatch(/^Revenue 1\.239,50\s€; top segments: \d+,\d\s% of customers/);
  expect(german.find((line) => line.includes("1.234,50"))).toMatch(/1\.234,50\s€ +99,6\s%/);
});
