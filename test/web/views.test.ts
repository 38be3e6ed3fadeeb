import { expect, test } from "vitest";
import { violations } from "../support/browser/accessibility.js";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";
import { isThorough } from "../support/thoroughness.js";

const site = demoSite();
const open = browser();

/** Every view by its deep link, and what is there once it is loaded. */
const VIEWS = [
  { path: "/", title: "Overview", shows: "How it was computed" },
  { path: "/grid?cell=55&sort=recency&order=asc", title: "Grid", shows: "R 5 · F 5" },
  { path: "/movement?months=12", title: "Movement", shows: "What became of each segment" },
  { path: "/model?model=eleven-segment", title: "Model", shows: "What it does" },
  { path: "/customer?id=42", title: "Customer", shows: "Values and scores" },
  { path: "/icp", title: "ICP", shows: "Qualify prospects" },
  { path: "/runs", title: "Runs", shows: "All runs" },
  { path: "/nowhere", title: "Not found", shows: "There is no such page" },
] as const;

/** Widths of windows, in CSS pixels. */
const PHONE = 390;
const DESK = 1280;

/** Both in CI; axe takes its time. */
const THEMES = isThorough ? (["light", "dark"] as const) : (["dark"] as const);

test.each(THEMES)(
  "every view is fit for everybody in the %s theme, no wider than a phone, and quiet",
  async (theme) => {
    const { page, faults } = await open(site.origin, { theme, width: PHONE });
    const height = page.viewportSize()?.height as number;
    for (const { path, title, shows } of VIEWS) {
      await page.setViewportSize({ width: PHONE, height });
      await page.goto(path);
      await page.getByRole("heading", { name: shows, exact: true }).waitFor();
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(PHONE);
      await page.setViewportSize({ width: DESK, height });
      expect(await page.title()).toBe(`${title} · Quintile`);
      expect(await violations(page), path).toEqual([]);
    }
    expect(faults()).toEqual([]);
  },
);

test("the theme is the system's until another is chosen, which is kept", async () => {
  const { page } = await open(site.origin, { theme: "dark" });
  const background = (): Promise<string> => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  await page.goto("/");
  expect(await background()).toBe("rgb(15, 19, 24)");
  await page.getByRole("button", { name: "Use the light theme" }).click();
  expect(await background()).toBe("rgb(246, 247, 249)");
  await page.reload();
  expect(await background()).toBe("rgb(246, 247, 249)");
  await page.getByRole("button", { name: "Use the dark theme" }).waitFor();
});

test("numbers are written as the browser's language writes them, or as configured", async () => {
  const german = await open(site.origin, { locale: "de-DE" });
  await german.page.goto("/customer?id=42");
  await expect.poll(() => german.page.getByText("1.214,11", { exact: true }).isVisible()).toBe(true);
  const configured = await open(await site.serve("--store", site.store, "--currency", "EUR", "--locale", "en-IE"));
  await configured.page.goto("/customer?id=42");
  await expect.poll(() => configured.page.getByText("€1,214.11", { exact: true }).isVisible()).toBe(true);
});

test("a customer is explained: values, scores with their cutpoints, the rule and the way on", async () => {
  const { page } = await open(site.origin);
  await page.goto("/customer?id=42");
  await page.getByRole("heading", { name: "Values and scores" }).waitFor();
  const text = await page.locator("main").innerText();
  expect(text).toContain("48 days");
  expect(text).toContain("Score 3 of 5: above 30, up to 106");
  expect(text).toContain("No rule matched: the rest");
  expect(text).toContain("1 more sale");
  await page.goto("/customer?id=nobody");
  await page.getByRole("alert").getByText("holds no customer with that id").waitFor();
});

test("a store without a run says how to get one", async () => {
  const { page } = await open(await site.serve("--store", "empty.duckdb"));
  for (const path of ["/", "/grid", "/model"]) {
    await page.goto(path);
    await page.getByRole("heading", { name: "Nothing is scored yet" }).waitFor();
    await expect.poll(() => page.getByText("quintile run sales.csv").isVisible()).toBe(true);
  }
});

test("a store without a profile says how to get one", async () => {
  await site.quintile("run", site.sales, "--store", "without-profile.duckdb");
  const { page } = await open(await site.serve("--store", "without-profile.duckdb"));
  await page.goto("/icp");
  await page.getByRole("heading", { name: "No profile yet" }).waitFor();
  await page.getByText("quintile icp --attributes customers.csv").waitFor();
  expect(await violations(page)).toEqual([]);
});

test("a server that went away is said so, and can be asked again", async () => {
  const { page } = await open(site.origin);
  await page.route("**/api/v1/overview", (route) => route.abort());
  await page.goto("/");
  await page.getByRole("alert").getByText("The server does not answer.").waitFor();
  await page.unroute("**/api/v1/overview");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => page.getByRole("heading", { name: "How it was computed" }).isVisible()).toBe(true);
});

test("a token in the address opens the dashboard, and leaves the address", async () => {
  const token = "a-token-that-is-long-enough";
  const origin = await site.serve("--store", site.store, "--token", token);
  const { page } = await open(origin);
  await page.goto("/");
  await page.getByRole("alert").getByText("Put #token=").waitFor();
  await page.goto(`/#token=${token}`); // changes the page that is open
  await page.getByRole("heading", { name: "How it was computed" }).waitFor();
  expect(page.url()).toBe(`${origin}/`);
  await page.goto(`/grid#token=${token}`);
  await page.getByRole("heading", { name: "All customers" }).waitFor();
  expect(page.url()).toBe(`${origin}/grid`);
  await page.goto("/");
  await page.getByRole("heading", { name: "How it was computed" }).waitFor();
});
