import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** What has the focus, as it is called. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
  );
}

/** Presses the tab key until something of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`No press of the tab key came to ${name}; the last was ${await focused(page)}.`);
}

test("the way from the overview to a customer needs no mouse", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/");
  await page.getByRole("heading", { name: "How it was computed" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to content");
  await tabTo(page, "Grid");
  await page.keyboard.press("Enter");
  await page.getByRole("gridcell").first().waitFor();
  // The new view's heading has the focus, so that reading goes on there.
  await expect.poll(() => focused(page)).toBe("Grid");
  // The grid is one stop; arrows lead from 5-1 to 5-5.
  await tabTo(page, "Monetary score").catch(() => undefined);
  await page.getByRole("gridcell").first().focus();
  for (const key of ["ArrowDown", "ArrowUp", "End"]) await page.keyboard.press(key);
  expect(await focused(page)).toMatch(/^525/);
  expect(await page.locator("[role=gridcell][tabindex='0']").count()).toBe(1);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "R 5 · F 5" }).waitFor();
  await page.getByText("525 customers").waitFor();
  await tabTo(page, "CSV");
  const first = await page.locator("tbody th a").first().innerText();
  await tabTo(page, first);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: `Customer ${first}` }).waitFor();
  expect(faults()).toEqual([]);
});

test("rules are changed and moved by keys, and the focus goes along", async () => {
  const { page } = await open(site.origin);
  await page.goto("/model?model=five-segment");
  await page.getByRole("heading", { name: "What it does" }).waitFor();
  await tabTo(page, "R 1");
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", " "]) await page.keyboard.press(key);
  expect(await focused(page)).toBe("R 4");
  expect(
    await page
      .getByRole("toolbar", { name: "Rule 1: scores of recency" })
      .getByRole("button", { pressed: true })
      .allInnerTexts(),
  ).toEqual(["5"]);
  await tabTo(page, "Rule 2: move up");
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe("Rule 1: move down");
  expect(await page.getByRole("combobox", { name: "Rule 1: segment" }).inputValue()).toBe("Loyal Customers");
});

test("pages are turned by key to the last one without losing the focus", async () => {
  const { page } = await open(site.origin);
  await page.goto("/grid?segment=At+Risk");
  const next = page.getByRole("button", { name: "Next" });
  await next.focus();
  for (let first = 51; first <= 351; first += 50) {
    await page.keyboard.press("Enter");
    await page.getByText(`${first}–${Math.min(first + 49, 359)}`).waitFor();
    await page.locator('table[aria-busy="false"]').waitFor();
  }
  expect(await next.getAttribute("aria-disabled")).toBe("true");
  expect(await focused(page)).toBe("Next");
});

test("a removed rule leaves the focus with the rule that takes its place", async () => {
  const { page } = await open(site.origin);
  await page.goto("/model?model=five-segment");
  await page.getByRole("button", { name: "Rule 4: remove" }).press("Enter");
  await expect.poll(() => focused(page)).toBe("Rule 3: remove");
  await page.getByRole("button", { name: "Rule 1: remove" }).press("Enter");
  await expect.poll(() => focused(page)).toBe("Rule 1: remove");
});

test("the focus is always to be seen", async () => {
  const { page } = await open(site.origin);
  await page.goto("/grid");
  await page.getByRole("gridcell").first().waitFor();
  const unseen: string[] = [];
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate<string>(
      "(({ outlineStyle, outlineWidth }) => `${outlineStyle} ${outlineWidth}`)(getComputedStyle(document.activeElement.matches('.hidden-text') ? document.activeElement.nextElementSibling : document.activeElement))",
    );
    if (!/^(solid|auto) [1-9]/.test(outline)) unseen.push(`${await focused(page)}: ${outline}`);
  }
  expect(unseen).toEqual([]);
});
