import { linkSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** How often the demo's sales are read, so that a run lasts much longer than it takes to cancel it. */
const REPEATS = 200;

test("a run is started, followed live and listed, and every view shows what it published", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/runs");
  const list = page.getByRole("group", { name: "All runs" });
  await list.waitFor();
  expect(await list.locator("tbody tr").count()).toBe(1);
  await page.getByLabel("Model").selectOption("eleven-segment");
  await page.getByLabel("As of").fill("2026-02-01");
  await page.getByRole("button", { name: "Start a run" }).click();
  await page.getByText("Run 2 published 4,997 customers from 120,027 sales.").waitFor();
  await page.getByText("Columns: customer = customer_id (guessed)").waitFor();
  const first = list.locator("tbody tr").first();
  await first.getByText("eleven-segment").waitFor();
  expect(await first.innerText()).toContain("1 Feb 2026");
  await page.getByRole("link", { name: "See the overview" }).click();
  await page.getByText("As of 1 Feb 2026, by run 2").waitFor();
  await page.getByRole("rowheader", { name: "Hibernating" }).waitFor();
  expect(faults()).toEqual([]);
});

test("a run at work shows its stage, and cancelling leaves the last result as it was", async () => {
  const many = join(site.folder, "many");
  mkdirSync(many);
  for (let part = 0; part < REPEATS; part += 1) linkSync(site.sales, join(many, `${part}.csv`));
  const origin = await site.serve("--store", site.store, "--source", join(many, "*.csv"), "--threads", "1");
  const { page, faults } = await open(origin);
  await page.goto("/runs");
  const before = await page.getByRole("group", { name: "All runs" }).locator("tbody").innerText();
  await page.getByRole("button", { name: "Start a run" }).click();
  await page.getByRole("progressbar", { name: "Reading sales" }).waitFor();
  await page.locator("progress[aria-label='Reading sales']").evaluate(async (bar: { value: number }) => {
    while (bar.value === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  // Whoever comes later sees the same run.
  const other = await open(origin);
  await other.page.goto("/runs");
  await other.page.getByRole("button", { name: "Cancel the run" }).click();
  for (const each of [page, other.page])
    await each.getByText("The last result stays as it was.", { exact: false }).last().waitFor();
  await page.getByText("Cancelled.").waitFor();
  await page.reload();
  expect(await page.getByRole("group", { name: "All runs" }).locator("tbody").innerText()).toBe(before);
  expect(faults()).toEqual([]);
});

test("pages of a list that a run has replaced begin again", async () => {
  const { page } = await open(site.origin);
  await page.goto("/grid");
  await page.getByText("1–50", { exact: true }).waitFor();
  await fetch(`${site.origin}/api/v1/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  await expect
    .poll(async () => ((await (await fetch(`${site.origin}/api/v1/runs/current`)).json()) as { state: string }).state, {
      timeout: 20_000,
    })
    .toBe("done");
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("has been published since, so the list begins again at its first page.").waitFor();
  await page.getByText("1–50", { exact: true }).waitFor();
});

test("a run that another process published is shown at the next view", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await site.quintile("run", site.sales, "--store", site.store, "--as-of", "2026-03-01");
  const served = async (): Promise<string> => (await fetch(`${site.origin}/api/v1/overview`)).text();
  await expect.poll(served, { timeout: 10_000 }).toContain('"snapshot":"2026-03-01"');
  await page.getByRole("link", { name: "Model" }).click();
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await page.getByText("As of 1 Mar 2026").waitFor();
  expect(faults()).toEqual([]);
});

test("a run at work fits a phone", async () => {
  const { page } = await open(site.origin, { width: 390 });
  const state = { state: "running", stage: "metrics", share: 0.4, notes: [] };
  await page.route("**/api/v1/runs/current", (route) => route.fulfill({ json: state }));
  await page.route("**/api/v1/runs/current/events", () => undefined);
  await page.goto("/runs");
  await page.getByText("Running Adding up customers").waitFor();
  await page.getByRole("heading", { name: "All runs" }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
});

test("a server without a source says so", async () => {
  const { page } = await open(await site.serve("--store", site.store));
  await page.goto("/runs");
  await page.getByRole("button", { name: "Start a run" }).click();
  await page.getByRole("alert").getByText("No source of sales is configured").waitFor();
  await expect.poll(() => page.getByRole("alert").getByText("quintile serve --source SALES").isVisible()).toBe(true);
});
