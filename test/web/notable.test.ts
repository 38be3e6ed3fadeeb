import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** 100 orders of 20 customers; 12 were cancelled, 3 have no customer, and one has no date. */
const SALES = [
  "customer_id,order_date,amount,status",
  ...Array.from({ length: 100 }, (_, n) => {
    const customer = n % 33 === 5 ? "" : `c${n % 20}`;
    const date = n === 7 ? "" : `2026-01-${String((n % 28) + 1).padStart(2, "0")}`;
    return `${customer},${date},${10 + n},${n % 8 === 1 ? "cancelled" : "paid"}`;
  }),
];

test("what was left out of a run stands on the first screen where it is more than 1 % of the rows", async () => {
  writeFileSync(join(site.folder, "left-out.csv"), `${SALES.join("\n")}\n`);
  await site.quintile("run", "left-out.csv", "--store", "left-out.duckdb");
  const { page } = await open(await site.serve("--store", "left-out.duckdb"));
  await page.goto("/");
  const note = page.getByRole("region", { name: "Good to know about these numbers" });
  await note.waitFor();
  expect(await note.getByRole("listitem").allInnerTexts()).toEqual([
    "3.0% of the rows are left out: 3 without a customer.",
    'Not sold by "status", and left out: cancelled (13).',
  ]);
  const box = await note.boundingBox();
  const height = await page.evaluate<number>("innerHeight");
  expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThan(height);
});

test("a run of which nothing is left out has no such note", async () => {
  const { page } = await open(site.origin);
  await page.goto("/");
  await page.getByRole("heading", { name: "How it was computed" }).waitFor();
  expect(await page.getByText("Good to know about these numbers").count()).toBe(0);
});
