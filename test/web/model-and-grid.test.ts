import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Download, Page } from "playwright-core";
import { expect, test } from "vitest";
import { parseCsv } from "../support/csv.js";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";

const site = demoSite();
const open = browser();

/** The segments of the model view and their customers, as shown. */
async function shownSizes(page: Page): Promise<Record<string, number>> {
  const rows = await page.getByRole("group", { name: "Segments of the edited model" }).locator("tbody tr").all();
  const pairs = rows.map(async (row) => [
    (await row.locator("th").innerText()).trim(),
    Number((await row.locator("[data-customers]").innerText()).replaceAll(",", "")),
  ]);
  return Object.fromEntries((await Promise.all(pairs)) as [string, number][]);
}

/** Presses what hands out a file, and gives the file. */
async function download(page: Page, press: () => Promise<void>): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return file;
}

/** The sizes of a fresh run of the demo's sales with a model. */
async function sizesOfRun(model: string): Promise<Record<string, number>> {
  const said = await site.quintile("run", site.sales, "--store", "other.duckdb", "--model", model, "--json");
  const { segments } = JSON.parse(said) as { segments: { segment: string; customers: number }[] };
  return Object.fromEntries(segments.map(({ segment, customers }) => [segment, customers]));
}

test("an edited model shows without any request what a run with the saved file then publishes", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/model?model=five-segment");
  await page.getByRole("heading", { name: "What it does" }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(await shownSizes(page)).toEqual({
    Champions: 1128,
    "Loyal Customers": 858,
    "Potential Loyalists": 741,
    "At Risk": 359,
    Others: 1911,
  });
  const requests: string[] = [];
  // But for the look for another run, now and then.
  page.on("request", (request) => {
    if (!request.url().endsWith("/overview")) requests.push(request.url());
  });
  // Champions of any amount, but recent ones only; customers at risk before loyal ones; a segment of one's own.
  const first = page.getByRole("toolbar", { name: "Rule 1: scores of monetary" });
  await first.getByRole("button", { name: "M 4" }).click();
  await first.getByRole("button", { name: "M 5" }).click();
  await page.getByRole("toolbar", { name: "Rule 1: scores of recency" }).getByRole("button", { name: "R 4" }).click();
  for (const rule of [4, 3]) await page.getByRole("button", { name: `Rule ${rule}: move up` }).click();
  await page.getByRole("button", { name: "Add a segment" }).click();
  await page.getByRole("textbox", { name: "Name" }).nth(5).fill("Müde & Söhne: #1");
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByRole("combobox", { name: "Rule 5: segment" }).selectOption("Müde & Söhne: #1");
  const last = page.getByRole("toolbar", { name: "Rule 5: scores of recency" });
  await last.getByRole("button", { name: "R 5" }).click();
  await last.getByRole("button", { name: "R 3" }).click();
  await page.getByRole("group", { name: "Rule 5: total" }).getByLabel("greatest total").selectOption("8");
  const shown = await shownSizes(page);
  expect(requests).toEqual([]);
  expect(shown["Champions"]).not.toBe(1128);
  expect(shown["Müde & Söhne: #1"]).toBeGreaterThan(0);
  expect(Object.values(shown).reduce((sum, size) => sum + size, 0)).toBe(4997);

  const file = await download(page, () => page.getByRole("button", { name: "Save as YAML" }).click());
  expect(file.suggestedFilename()).toBe("my-five-segment.yaml");
  await file.saveAs(join(site.folder, "edited.yaml"));
  expect(await sizesOfRun("edited.yaml")).toEqual(shown);
  expect(faults()).toEqual([]);
  const edits = await page.evaluate(() => performance.getEntriesByName("model edit").map(({ duration }) => duration));
  expect(edits.length).toBeGreaterThan(5);
  process.stdout.write(`model edits in the browser: ${edits.map((edit) => edit.toFixed(2)).join(" ")} ms\n`);
});

test("the rule check follows every edit, and all can be undone", async () => {
  const { page } = await open(site.origin);
  await page.goto("/model?model=five-segment");
  const check = page.getByRole("region", { name: "Rule check" });
  await check.getByText("35 of 125 cells match no rule, and go to the fallback.").waitFor();
  await page.getByRole("button", { name: "Rule 1: move down" }).click();
  await check.getByText("Rule 2 (Champions: R ≥ 4, F ≥ 4, M ≥ 4) never wins").waitFor();
  await page.getByRole("button", { name: "Rule 2: remove" }).click();
  await check.getByText("No rule names Champions.").waitFor();
  await page.getByRole("button", { name: "Remove Champions and its rules" }).click();
  expect(Object.keys(await shownSizes(page))).not.toContain("Champions");
  await page.getByRole("textbox", { name: "Name" }).first().fill("Others");
  await page.getByRole("textbox", { name: "Name" }).first().blur();
  await page.getByRole("alert").getByText('There is a segment "Others" already.').waitFor();
  // Another model is looked at meanwhile, and another view; the edits are still there.
  await page.getByText("eleven-segment", { exact: true }).click();
  await page.getByRole("heading", { name: "What it does" }).waitFor();
  expect(Object.keys(await shownSizes(page))).toHaveLength(11);
  await page.getByRole("link", { name: "Runs" }).click();
  await page.getByRole("heading", { name: "All runs" }).waitFor();
  await page.goBack();
  await page.getByText("five-segment", { exact: true }).click();
  await page.getByRole("button", { name: "Undo all" }).waitFor();
  expect(Object.keys(await shownSizes(page))).not.toContain("Champions");
  await page.getByRole("button", { name: "Undo all" }).click();
  expect((await shownSizes(page))["Champions"]).toBe(1128);
});

test("a model file is opened in the browser, and a broken one is refused with its line", async () => {
  const { page, faults } = await open(site.origin);
  const model = join(site.folder, "own.json");
  writeFileSync(
    model,
    JSON.stringify({
      name: "own",
      segments: [{ name: "Best" }, { name: "Rest" }],
      rules: [{ segment: "Best", when: { R: "4..5", total: [13, 15] } }],
      fallback: "Rest",
    }),
  );
  const broken = join(site.folder, "broken.yaml");
  writeFileSync(
    broken,
    "name: broken\nsegments:\n  - { name: A }\nrules:\n  - { segment: B, when: { R: 5 } }\nfallback: A\n",
  );
  await page.goto("/model");
  await page.getByLabel("Model file").setInputFiles(broken);
  await page.getByRole("alert").getByText("broken.yaml:5").waitFor();
  await page.getByLabel("Model file").setInputFiles(model);
  await page.getByText("only 13, 15").waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(await shownSizes(page)).toEqual(await sizesOfRun("own.json"));
  expect(faults()).toEqual([]);
});

test("a square of the grid lists its customers, who can be sorted, searched, paged and taken as CSV", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/grid");
  await page.getByRole("gridcell", { name: /^525/ }).click();
  const list = page.getByRole("region", { name: "R 5 · F 5" });
  await list.getByText("525 customers").waitFor();
  expect(page.url()).toBe(`${site.origin}/grid?cell=55`);

  const file = await download(page, () => list.getByRole("link", { name: "CSV" }).click());
  const [header = [], ...records] = parseCsv(readFileSync(await file.path(), "utf8"));
  const rows = records.map((record) => Object.fromEntries(header.map((name, place) => [name, record[place] ?? ""])));
  expect(rows).toHaveLength(525);
  expect(rows.every((row) => row["R_score"] === "5" && row["F_score"] === "5")).toBe(true);
  const ids = (): Promise<string[]> => list.locator("tbody th").allInnerTexts();
  await expect.poll(ids).toEqual(rows.slice(0, 50).map((row) => row["customer_id"]));

  await list.getByRole("button", { name: "Next" }).click();
  await list.getByText("51–100").waitFor();
  await expect.poll(ids).toEqual(rows.slice(50, 100).map((row) => row["customer_id"]));
  await list.getByRole("button", { name: "Previous" }).click();
  await list.getByText("1–50").waitFor();

  await list.getByRole("button", { name: "Sales" }).click();
  await list.getByRole("columnheader", { name: "Sales" }).and(page.locator("[aria-sort=descending]")).waitFor();
  const most = Math.max(...rows.map((row) => Number(row["frequency"])));
  await expect
    .poll(() => list.locator("tbody tr").first().locator("td").nth(1).innerText())
    .toBe(most.toLocaleString("en-GB"));

  const [wanted] = await ids();
  await list.getByRole("searchbox").fill(wanted ?? "");
  await list.getByText("1 customer", { exact: true }).waitFor();
  await list.getByRole("link", { name: wanted ?? "", exact: true }).click();
  await page.getByRole("heading", { name: `Customer ${wanted}` }).waitFor();
  await page.goBack();
  await list.getByText("1 customer", { exact: true }).waitFor();
  expect(faults()).toEqual([]);
});

test("the slider looks at one monetary score, and a segment lists its customers", async () => {
  const { page } = await open(site.origin);
  await page.goto("/grid");
  const slider = page.getByRole("slider", { name: "Monetary score" });
  await slider.fill("5");
  await page.getByRole("heading", { name: "M 5", exact: true }).waitFor();
  expect(await slider.getAttribute("aria-valuetext")).toBe("5");
  const counts = await page.getByRole("gridcell").locator(".count").allInnerTexts();
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(1000);
  await page.getByRole("button", { name: "At Risk 359" }).click();
  await page.getByRole("region", { name: "At Risk" }).getByText("359 customers").waitFor();
  expect(page.url()).toBe(`${site.origin}/grid?segment=At+Risk`);
});

test("a changed rule outlives a reload, is published in two clicks, and taken back in one", async () => {
  const { page, faults } = await open(site.origin);
  await page.goto("/model");
  await page.getByRole("heading", { name: "What it does" }).waitFor();
  const before = await shownSizes(page);
  const recency = page.getByRole("toolbar", { name: "Rule 1: scores of recency" });
  await recency.getByRole("button", { name: "R 3" }).click(); // the first
  const wanted = await shownSizes(page);
  expect(wanted["Champions"]).toBeGreaterThan(before["Champions"] ?? 0);
  await page.reload();
  await page.getByText("Edited, as my-five-segment").waitFor();
  expect(await shownSizes(page)).toEqual(wanted);
  const moves = page.getByRole("group", { name: "Who would move" }).locator("tbody tr");
  expect((await moves.first().innerText()).split(/\s*\t\s*/).slice(0, 2)).toEqual(["Loyal Customers", "Champions"]);
  await page.getByRole("button", { name: "Publish my-five-segment" }).click(); // the second
  await page.getByRole("heading", { name: "Published as run 2" }).waitFor();
  expect(await shownSizes(page)).toEqual(wanted);
  const overview = async (): Promise<{ run: { run: number; model: string } }> =>
    (await (await fetch(`${site.origin}/api/v1/overview`)).json()) as { run: { run: number; model: string } };
  expect((await overview()).run).toMatchObject({ run: 2, model: "my-five-segment" });
  await page.getByRole("button", { name: "Back to the model of run 1" }).click();
  await page.getByRole("heading", { name: "Published as run 3" }).waitFor();
  expect((await overview()).run).toMatchObject({ run: 3, model: "five-segment" });
  expect(await shownSizes(page)).toEqual(before);
  expect(faults()).toEqual([]);
});
