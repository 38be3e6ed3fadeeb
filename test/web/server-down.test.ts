import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { violations } from "../support/browser/accessibility.js";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** A page whose clock the test turns. */
async function opened(path: string): Promise<Page> {
  const { page } = await open(site.origin);
  await page.clock.install();
  await page.goto(path);
  return page;
}

/** More than the pause between two questions. */
const SOON = 20_000;

test("while the server is down an open view says so and keeps what it shows, until the server is back", async () => {
  const page = await opened("/grid");
  await page.getByText("4,997 customers").waitFor();
  await page.context().setOffline(true);
  await page.clock.runFor(SOON);
  const note = page.getByRole("alert");
  await note.getByText("The server does not answer. What you see is run 1 as it was read").waitFor();
  await page.getByText("4,997 customers").waitFor();
  expect(await page.locator("tbody th a").count()).toBe(50);
  expect(await violations(page)).toEqual([]);
  // Something else is asked for, and cannot be had: what is shown is not taken for it.
  await page.getByRole("button", { name: "Champions 1,128" }).click();
  const list = page.getByRole("region", { name: "Champions" });
  await list.getByText("The server does not answer.").waitFor();
  expect(await page.locator("tbody th a").count()).toBe(0);
  await page.context().setOffline(false);
  await page.clock.runFor(SOON);
  await list.getByText("1,128 customers").waitFor();
  await expect.poll(() => note.count()).toBe(0);
});

test("a view that was never opened is there while the server is down, with what was read before", async () => {
  const page = await opened("/");
  await page.getByRole("heading", { name: "How it was computed" }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Model", exact: true }).click();
  await page.getByRole("heading", { name: "What it does" }).waitFor();
  await page.getByRole("alert").getByText("What you see is run 1").waitFor();
  // The runs were never read.
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await page.getByRole("main").getByRole("alert").first().getByText("The server does not answer.").waitFor();
  await page.context().setOffline(false);
  await page.clock.runFor(SOON);
  await page.getByRole("heading", { name: "All runs" }).waitFor();
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
});

test("a view whose code did not come is there once the server is back", async () => {
  const { page } = await open(site.origin);
  await page.clock.install();
  await page.route("**/assets/runs-*.js", (route) => route.abort());
  await page.goto("/");
  await page.getByRole("heading", { name: "How it was computed" }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.route("**/api/v1/**", (route) => route.abort());
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await page.getByRole("heading", { name: "Runs", level: 1 }).waitFor();
  await page.getByRole("main").getByText("The server does not answer.").waitFor();
  await page.unrouteAll();
  await page.clock.runFor(SOON);
  await page.getByRole("heading", { name: "All runs" }).waitFor();
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
});

test("the charts are drawn once their code can be had", async () => {
  const { page } = await open(site.origin);
  await page.clock.install();
  await page.route("**/assets/charts-*.js", async (route) => {
    await page.route("**/api/v1/**", (other) => other.abort());
    await route.abort();
  });
  await page.goto("/");
  const chart = page.getByRole("region", { name: "Segments by customers" });
  await chart.getByText("The server does not answer.").waitFor();
  await page.unrouteAll();
  await page.clock.runFor(SOON);
  await expect.poll(() => page.locator("canvas").count()).toBe(4);
});

test("a first look that is not answered is tried again without a press", async () => {
  const { page } = await open(site.origin);
  await page.clock.install();
  await page.route("**/api/v1/**", (route) => route.abort());
  await page.goto("/customer?id=42");
  await page.getByRole("alert").getByText("The server does not answer.").waitFor();
  await page.unroute("**/api/v1/**");
  await page.clock.runFor(SOON);
  await page.getByRole("heading", { name: "Values and scores" }).waitFor();
  await expect.poll(() => page.getByRole("alert").count()).toBe(0);
});
