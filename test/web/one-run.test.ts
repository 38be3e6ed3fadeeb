import { EventEmitter, once } from "node:events";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";
import { parseCsv } from "../support/csv.js";

const site = demoSite();
const open = browser();
let stores = 0;

/** A store of its own with one run, and where it is served. */
async function servedStore(): Promise<{ store: string; origin: string }> {
  const store = `store-${(stores += 1)}.duckdb`;
  copyFileSync(site.store, join(site.folder, store));
  return { store, origin: await site.serve("--store", store) };
}

interface Overview {
  readonly run: { readonly run: number; readonly customers: number };
  readonly cube: readonly { readonly R: number; readonly F: number; readonly customers: number }[];
  readonly segments: readonly { readonly segment: string; readonly customers: number }[];
}

async function overviewOf(origin: string): Promise<Overview> {
  return (await (await fetch(`${origin}/api/v1/overview`)).json()) as Overview;
}

/** Publishes fewer customers, and waits until the server knows. */
async function publishFewer(store: string, origin: string): Promise<Overview> {
  await site.quintile("run", site.sales, "--store", store, "--since", "2025-09-01");
  await expect.poll(async () => (await overviewOf(origin)).run.customers).toBeLessThan(5000);
  return overviewOf(origin);
}

/** The counts in the squares of the grid, in reading order. */
const squares = (page: Page): Promise<string[]> => page.getByRole("gridcell").locator(".count").allInnerTexts();

/** What the squares say where they show this run. */
function squaresOf({ cube }: Overview): string[] {
  const inSquare = (R: number, F: number): number =>
    cube.filter((cell) => cell.R === R && cell.F === F).reduce((sum, { customers }) => sum + customers, 0);
  return [5, 4, 3, 2, 1].flatMap((R) => [1, 2, 3, 4, 5].map((F) => inSquare(R, F).toLocaleString("en-GB")));
}

/** Keeps the answers about customers back until the returned function is called. */
async function holdCustomers(page: Page): Promise<() => void> {
  const gate = new EventEmitter();
  const opened = once(gate, "open");
  await page.route("**/api/v1/customers?**", async (route) => {
    await opened;
    await route.continue();
  });
  return () => void gate.emit("open");
}

const focus = (page: Page): Promise<unknown> => page.evaluate("dispatchEvent(new Event('focus'))");

test("several segments of an address are in the title, the list, the pressed buttons and the CSV", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/grid?segment=Champions&segment=At+Risk");
  const list = page.getByRole("region", { name: "Champions, At Risk" });
  await list.getByText("1,487 customers").waitFor();
  const pressed = page.getByRole("button", { pressed: true });
  expect((await pressed.allInnerTexts()).map((text) => text.split("\n"))).toEqual([
    ["Champions", "1,128"],
    ["At Risk", "359"],
  ]);
  const [file] = await Promise.all([page.waitForEvent("download"), list.getByRole("link", { name: "CSV" }).click()]);
  const [header = [], ...rows] = parseCsv(readFileSync(await file.path(), "utf8"));
  const segments = rows.map((row) => row[header.indexOf("segment")]);
  expect([rows.length, [...new Set(segments)].toSorted()]).toEqual([1487, ["At Risk", "Champions"]]);
  await page.getByRole("button", { name: "Others 1,911" }).click();
  await page.getByRole("button", { name: "Champions 1,128" }).click();
  await page.getByRole("region", { name: "At Risk, Others" }).getByText("2,270 customers").waitFor();
  expect(page.url()).toBe(`${site.origin}/grid?segment=At+Risk&segment=Others`);
  await page.goBack();
  await page.getByRole("region", { name: "Champions, At Risk, Others" }).getByText("3,398 customers").waitFor();
  for (const name of ["Champions 1,128", "At Risk 359", "Others 1,911"])
    await page.getByRole("button", { name }).click();
  await page.getByRole("region", { name: "All customers" }).getByText("4,997 customers").waitFor();
  expect(faults()).toEqual([]);
});

test("a list of another run than the squares beside it brings the squares along", async () => {
  const { store, origin } = await servedStore();
  const { page, faults } = await open(origin);
  await page.goto("/grid");
  await page.getByText("4,997 customers").waitFor();
  const now = await publishFewer(store, origin);
  await page.getByRole("button", { name: "Sales" }).click();
  await page.getByText(`${now.run.customers.toLocaleString("en-GB")} customers`).waitFor();
  expect(await squares(page)).toEqual(squaresOf(now));
  const champions = now.segments.find(({ segment }) => segment === "Champions")?.customers.toLocaleString("en-GB");
  await page.getByRole("button", { name: `Champions ${champions}` }).click();
  await page.getByRole("region", { name: "Champions" }).getByText(`${champions} customers`).waitFor();
  expect(faults()).toEqual([]);
});

test("another store in the same place is another run, whatever its number", async () => {
  const { store, origin } = await servedStore();
  const { page } = await open(origin);
  await page.goto("/grid");
  await page.getByText("4,997 customers").waitFor();
  rmSync(join(site.folder, store));
  const now = await publishFewer(store, origin);
  expect(now.run.run).toBe(1);
  await page.getByRole("button", { name: "Sales" }).click();
  await page.getByText(`${now.run.customers.toLocaleString("en-GB")} customers`).waitFor();
  expect(await squares(page)).toEqual(squaresOf(now));
});

test("squares wait for their customers: nothing of the new run is shown before all of it is there", async () => {
  const { store, origin } = await servedStore();
  const { page } = await open(origin);
  await page.goto("/grid");
  await page.getByText("4,997 customers").waitFor();
  const before = await squares(page);
  const now = await publishFewer(store, origin);
  const release = await holdCustomers(page);
  // The list is asked for once the overview of the new run is there.
  await Promise.all([page.waitForRequest("**/api/v1/customers?**"), focus(page)]);
  expect(await squares(page)).toEqual(before);
  await page.getByText("4,997 customers").waitFor();
  release();
  await page.getByText(`${now.run.customers.toLocaleString("en-GB")} customers`).waitFor();
  expect(await squares(page)).toEqual(squaresOf(now));
});

test("the next page of a list that a run has replaced is its first page, and the squares are of the same run", async () => {
  const { store, origin } = await servedStore();
  const { page } = await open(origin);
  await page.goto("/grid");
  await page.getByText("1–50", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("51–100", { exact: true }).waitFor();
  const now = await publishFewer(store, origin);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("Run 2 has been published since, so the list begins again at its first page.").waitFor();
  await page.getByText("1–50", { exact: true }).waitFor();
  expect(await squares(page)).toEqual(squaresOf(now));
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("51–100", { exact: true }).waitFor();
  expect(await page.getByText("has been published since").count()).toBe(0);
});

test("a customer, the model's effect and the runs go along with a run that is published while they are open", async () => {
  const { store, origin } = await servedStore();
  const [customer, model, runs] = await Promise.all(
    ["/customer?id=42", "/model", "/runs"].map(async (path) => {
      const { page } = await open(origin);
      await page.goto(path);
      await page.getByRole("heading", { level: 2 }).first().waitFor();
      return page;
    }),
  );
  await customer?.getByText("by run 1").waitFor();
  const now = await publishFewer(store, origin);
  for (const page of [customer, model, runs]) await focus(page as Page);
  await customer?.getByText("by run 2").waitFor();
  await model?.getByText("of run 2").waitFor();
  const sizes = await model?.locator("[data-customers]").allInnerTexts();
  expect(sizes).toEqual(now.segments.map(({ customers }) => customers.toLocaleString("en-GB")));
  await expect.poll(() => runs?.getByRole("group", { name: "All runs" }).locator("tbody tr").count()).toBe(2);
});

test("a page that nobody touches looks for another run by itself", async () => {
  const { store, origin } = await servedStore();
  const { page } = await open(origin);
  await page.clock.install();
  await page.goto("/");
  await page.getByText("by run 1").waitFor();
  await publishFewer(store, origin);
  await page.clock.runFor(20_000);
  await page.getByText("by run 2").waitFor();
});

test("a title without its customers has no number beside it", async () => {
  const { page } = await open(site.origin);
  await page.goto("/grid");
  await page.getByText("4,997 customers").waitFor();
  const release = await holdCustomers(page);
  await page.getByRole("button", { name: "Champions 1,128" }).click();
  const list = page.getByRole("region", { name: "Champions" });
  await list.waitFor();
  expect(await list.getByRole("status").innerText()).toBe("");
  release();
  await list.getByText("1,128 customers").waitFor();
});
