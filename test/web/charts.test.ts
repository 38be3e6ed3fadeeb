import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { coloursOf, picturesOf } from "../support/browser/canvas.js";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** The fills of the groups of segments, as a reader sees them. */
const LIGHT = { top: "#12508a", none: "#8cc5bb", "at-risk": "#e59a4f", "low-value": "#d4d1da" };
const DARK = { top: "#2b70b2", none: "#8cc5bb", "at-risk": "#e59a4f", "low-value": "#4c4a55" };

/** The overview, once all its charts are drawn. */
async function overview(page: Page, shows = "How it was computed"): Promise<void> {
  await page.goto("/");
  await page.getByRole("heading", { name: shows, exact: true }).waitFor();
  await drawn(page);
}

/** Waits until the four charts of the overview are there and have been painted. */
async function drawn(page: Page): Promise<void> {
  await expect.poll(() => page.locator("canvas").count()).toBe(4);
  await painted(page);
}

async function painted(page: Page): Promise<void> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

/** What a fresh page shows now. */
async function freshPictures(origin: string, look: Parameters<typeof open>[1] = {}): Promise<readonly string[]> {
  const { page } = await open(origin, look);
  await overview(page);
  const pictures = await picturesOf(page);
  await page.context().close();
  return pictures;
}

const treemap = (page: Page) => page.locator("canvas").first();

/** The share of a treemap's area that a group of segments has: customers or revenue of all its segments. */
async function areaOf(page: Page, group: keyof typeof LIGHT, fills = LIGHT): Promise<number> {
  const colours = await coloursOf(treemap(page));
  const areas = Object.values(fills).map((fill) => colours[fill] ?? 0);
  return (colours[fills[group]] ?? 0) / areas.reduce((sum, area) => sum + area, 0);
}

/** The demo's segments, as the API says. */
async function sharesOf(group: string): Promise<{ customers: number; revenue: number }> {
  const answer = await fetch(`${site.origin}/api/v1/overview`);
  const { segments, model } = (await answer.json()) as {
    segments: { segment: string; share_customers: number; share_revenue: number }[];
    model: { segments: { name: string; group: string }[] };
  };
  const inGroup = new Set(model.segments.filter((each) => each.group === group).map(({ name }) => name));
  const some = segments.filter(({ segment }) => inGroup.has(segment));
  return {
    customers: some.reduce((sum, each) => sum + each.share_customers, 0),
    revenue: some.reduce((sum, each) => sum + each.share_revenue, 0),
  };
}

test("the treemap's areas are customers, and revenue once that is chosen", async () => {
  const { page, faults } = await open(site.origin);
  await overview(page);
  const top = await sharesOf("top");
  expect(Math.abs(top.customers - top.revenue)).toBeGreaterThan(0.1);
  expect(await areaOf(page, "top")).toBeCloseTo(top.customers, 1);
  await page.getByText("Revenue", { exact: true }).and(page.locator("label span")).click();
  await painted(page);
  expect(await areaOf(page, "top")).toBeCloseTo(top.revenue, 1);
  const chosen = await picturesOf(page);
  // A chart that begins with this choice is the same.
  const kinds = page.getByRole("group", { name: "Segments by revenue as" });
  for (const kind of ["Table", "Chart"]) await kinds.getByText(kind, { exact: true }).click();
  await drawn(page);
  expect((await picturesOf(page))[0]).toBe(chosen[0]);
  expect(faults()).toEqual([]);
});

test("the theme button repaints every chart", async () => {
  const { page } = await open(site.origin, { theme: "light" });
  await overview(page);
  expect((await coloursOf(treemap(page)))[LIGHT.top]).toBeGreaterThan(0.1);
  await page.getByRole("button", { name: "Use the dark theme" }).click();
  await painted(page);
  const colours = await coloursOf(treemap(page));
  expect(colours[DARK.top]).toBeGreaterThan(0.1);
  expect(colours[LIGHT.top]).toBeUndefined();
  expect(await picturesOf(page)).toEqual(await freshPictures(site.origin, { theme: "dark" }));
});

test("the system's own theme repaints every chart, too", async () => {
  const { page } = await open(site.origin, { theme: "light" });
  await overview(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await painted(page);
  expect(await picturesOf(page)).toEqual(await freshPictures(site.origin, { theme: "dark" }));
});

test("a chart fills the room that it has now", async () => {
  const { page } = await open(site.origin);
  await overview(page);
  const wide = await picturesOf(page);
  await page.setViewportSize({ width: 700, height: 850 });
  const narrow = await freshPictures(site.origin, { width: 700 });
  await expect.poll(() => picturesOf(page)).toEqual(narrow);
  await page.setViewportSize({ width: 1280, height: 850 });
  await expect.poll(() => picturesOf(page)).toEqual(wide);
});

test("another currency and language are written into every chart", async () => {
  const { page } = await open(site.origin);
  await overview(page);
  const plain = await picturesOf(page);
  await page.route("**/api/v1/overview", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...((await answer.json()) as object), currency: "EUR", locale: "de-DE" } });
  });
  await page.evaluate("dispatchEvent(new Event('focus'))");
  await page.getByText("€", { exact: false }).first().waitFor();
  await painted(page);
  const german = await picturesOf(page);
  const configured = await site.serve("--store", site.store, "--currency", "EUR", "--locale", "de-DE");
  expect(german).toEqual(await freshPictures(configured));
  // Frequency counts in small numbers, which every language writes alike.
  expect(german.map((picture, place) => picture === plain[place])).toEqual([false, false, true, false]);
});

test("a run that is published while the page is open is drawn, and a tile leads to its own segment", async () => {
  const { page, faults } = await open(site.origin);
  await overview(page);
  const before = await picturesOf(page);
  await site.quintile("run", site.sales, "--store", site.store, "--model", "eleven-segment", "--as-of", "2026-02-01");
  await expect
    .poll(async () => {
      await page.evaluate("dispatchEvent(new Event('focus'))");
      return page.locator("main").innerText();
    })
    .toContain("by run 2");
  await painted(page);
  const after = await picturesOf(page);
  // Amounts are as they were; segments and days are not.
  expect(after.map((picture, place) => picture === before[place])).toEqual([false, false, true, true]);
  expect(after).toEqual(await freshPictures(site.origin));
  // The largest tile stands at the top left.
  const answer = await fetch(`${site.origin}/api/v1/overview`);
  const { segments } = (await answer.json()) as { segments: { segment: string; customers: number }[] };
  const [largest] = segments.toSorted((one, other) => other.customers - one.customers);
  await treemap(page).click({ position: { x: 12, y: 12 } });
  await page.getByRole("heading", { name: largest?.segment ?? "", exact: true }).waitFor();
  expect(faults()).toEqual([]);
});
