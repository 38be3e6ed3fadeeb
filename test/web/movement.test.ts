import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Movement } from "../../src/results/movement.js";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** What the API says of the month before the snapshot. */
async function lastMonth(more = ""): Promise<Movement> {
  return (await (await fetch(`${site.origin}/api/v1/movement?every=month&periods=1${more}`)).json()) as Movement;
}

/** The cells of each row of a table, by its label. */
async function rowsOf(page: Page, label: string): Promise<string[][]> {
  const rows = page.getByRole("group", { name: label }).locator("tbody tr");
  await rows.first().waitFor();
  return Promise.all((await rows.all()).map(async (row) => (await row.locator("th, td").allInnerTexts()).map(plain)));
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

test("one click says who moved since last month, and why", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/");
  await page.getByRole("link", { name: "Movement" }).click();
  const { flows, segments } = await lastMonth();
  const format = new Intl.NumberFormat("en-GB");
  expect(await rowsOf(page, "Segments before and after")).toEqual(
    segments.map((each) => [
      each.segment,
      ...[each.before, each.stayed, each.left, each.entered, each.after].map((count) => format.format(count)),
      new Intl.NumberFormat("en-GB", { signDisplay: "exceptZero" }).format(each.after - each.before),
      new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 }).format(each.revenue.stayed + each.revenue.entered),
    ]),
  );
  const largest = flows.find(({ from_segment }) => from_segment !== null);
  const sentence = `${format.format(largest?.customers ?? 0)} customers left ${largest?.from_segment} for ${largest?.to_segment}: `;
  await page.getByText(sentence).waitFor();
  expect((await rowsOf(page, "Flows between segments")).length).toBe(8);
  expect(faults()).toEqual([]);
});

test("a band of the chart opens its customers, who are one click from a file", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/movement");
  const canvas = page.locator("canvas");
  await canvas.waitFor();
  const box = await canvas.boundingBox();
  // From the top down along the segments on the left: the first band that is met moved elsewhere.
  for (let y = 10; y < (box?.height ?? 0) && !page.url().includes("moved="); y += 4) {
    await canvas.click({ position: { x: 200, y } });
  }
  const moved = new URL(page.url()).searchParams.get("moved") ?? "";
  const { listed } = await lastMonth(`&moved=${encodeURIComponent(moved)}`);
  expect(listed?.customers).toBeGreaterThan(0);
  const rows = await rowsOf(page, "Customers of the flow");
  expect(rows.map(([id]) => id)).toEqual(listed?.rows?.map((each) => each.customer_id));
  const href = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  const file = await (await fetch(`${site.origin}${href}`)).text();
  expect(file.trimEnd().split("\n").length - 1).toBe(listed?.customers);
  await page.goBack();
  await page.getByRole("group", { name: "Customers of the flow" }).waitFor({ state: "detached" });
  expect(faults()).toEqual([]);
});

test("flows follow the rules that are being edited", async () => {
  const { page } = await open(site.origin);
  await page.goto("/model?model=five-segment");
  const recency = page.getByRole("toolbar", { name: "Rule 1: scores of recency" });
  await recency.getByRole("button", { name: "R 3" }).click();
  const edited = await rowsOf(page, "Segments of the edited model");
  await page.getByRole("link", { name: "Movement" }).click();
  const published = await rowsOf(page, "Segments before and after");
  await page.getByText("Edited rules", { exact: true }).click();
  const after = await rowsOf(page, "Segments before and after");
  expect(after.map((row) => row[5])).toEqual(edited.map((row) => row[1]));
  expect(after).not.toEqual(published);
});

test("any two dates, and twelve months, by an address that can be kept", async () => {
  const { page } = await open(site.origin);
  await page.goto("/movement?from=2025-03-31&to=2025-06-30&months=12");
  await page.getByText("From 31 Mar 2025 to 30 Jun 2025").waitFor();
  const months = await rowsOf(page, "Segments over twelve months");
  const series = (await lastMonth()).segments;
  expect(months.map((row) => row[0])).toEqual(series.map(({ segment }) => segment));
  const format = new Intl.NumberFormat("en-GB");
  expect(months.map((row) => row[3])).toEqual(series.map(({ after }) => format.format(after)));
});
