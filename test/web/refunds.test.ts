import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** Customers of whom the best earn 4,200 and one takes 4,100 back. */
const SALES = [
  "customer_id,order_date,amount",
  ...Array.from({ length: 42 }, (_, n) => `${(n % 9) + 2},2026-01-${String((n % 28) + 1).padStart(2, "0")},100`),
  "1,2025-01-01,-4100",
];

test("where refunds outweigh sales, an amount or a dash stands in place of a share of revenue", async () => {
  writeFileSync(join(site.folder, "refunds.csv"), `${SALES.join("\n")}\n`);
  await site.quintile("run", "refunds.csv", "--refunds", "net", "--store", "refunds.duckdb");
  const { page } = await open(await site.serve("--store", "refunds.duckdb"));
  await page.goto("/");
  await page.getByText("Where refunds outweigh sales, a share of revenue says nothing").waitFor();
  const text = await page.locator("main").innerText();
  const shares = [...text.matchAll(/(-?[\d,.]+)%/g)].map(([, share]) => Number(share?.replaceAll(",", "")));
  expect(shares.length).toBeGreaterThan(3);
  expect(shares.filter((share) => share < 0 || share > 100)).toEqual([]);
  const rows = await page.getByRole("group", { name: "Segments", exact: true }).locator("tbody tr").all();
  const cells = await Promise.all(rows.map((row) => row.locator("td").allInnerTexts()));
  const dashes = cells.filter(([, , revenue, share]) => share?.trim() === "–" && revenue !== "0.00");
  expect(dashes.length).toBeGreaterThan(0);
});
