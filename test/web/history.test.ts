import { expect, test } from "vitest";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

test("back from a customer leads to the page of the list, and each filter is a step back", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/grid");
  await page.getByText("4,997 customers").waitFor();
  await page.getByRole("button", { name: "Champions 1,128" }).click();
  await page.getByText("1,128 customers").waitFor();
  await page.getByRole("button", { name: "Sales" }).click();
  await page.getByText("1–50", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("51–100", { exact: true }).waitFor();
  const ids = await page.locator("tbody th a").allInnerTexts();
  await page.locator("tbody th a").first().click();
  await page.getByRole("heading", { name: "Values and scores" }).waitFor();
  await page.goBack();
  await page.getByText("51–100", { exact: true }).waitFor();
  expect(await page.locator("tbody th a").allInnerTexts()).toEqual(ids);
  await page.reload();
  await page.getByText("51–100", { exact: true }).waitFor();
  await page.goBack();
  await page.getByText("1–50", { exact: true }).waitFor();
  await page.goBack();
  await page.getByRole("columnheader", { name: "Amount" }).and(page.locator("[aria-sort=descending]")).waitFor();
  await page.goBack();
  await page.getByText("4,997 customers").waitFor();
  expect(page.url()).toBe(`${site.origin}/grid`);
  expect(faults()).toEqual([]);
});

test("what is typed or dragged is one step back, however many values it passed", async () => {
  const { page } = await open(site.origin);
  await page.goto("/grid");
  await page.getByText("4,997 customers").waitFor();
  for (const score of ["3", "4", "5"]) await page.getByRole("slider").fill(score);
  await page.getByRole("heading", { name: "M 5", exact: true }).waitFor();
  for (const text of ["1", "12", "123"]) {
    await page.getByRole("searchbox").fill(text);
    await page.waitForURL((url) => url.searchParams.get("search") === text);
  }
  await page.goBack();
  await expect.poll(() => page.url()).toBe(`${site.origin}/grid?m=5`);
  await page.goBack();
  await expect.poll(() => page.url()).toBe(`${site.origin}/grid`);
});

test("another page is read from its top", async () => {
  const { page } = await open(site.origin);
  await page.goto("/grid");
  await page.getByText("1–50", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("51–100", { exact: true }).waitFor();
  const top = await page
    .getByRole("region", { name: "All customers" })
    .evaluate((list: { getBoundingClientRect(): { top: number } }) => list.getBoundingClientRect().top);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(top).toBeLessThan(100);
});
