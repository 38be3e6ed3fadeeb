import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { violations } from "../support/browser/accessibility.js";
import { demoSite } from "../support/browser/demo-site.js";
import { browser } from "../support/browser/page.js";
import { parseCsv } from "../support/csv.js";

const site = demoSite();
const open = browser();

const PROSPECTS = `company,industry,employee_count,company_revenue,state_region
Acme,Software,201-500,under 1M,Ohio
"Smith, ""Sons"" & Co",software ,11-50,1M-10M,Texas
Nobody,Retail,501+,over 50M,Maine
`;

beforeAll(async () => {
  const attributes = join(site.folder, "demo", "dim_customers.csv");
  await site.quintile("icp", "--attributes", attributes, "--store", site.store, "--top", "Champions");
});

test("the profile shows what the store holds, in both themes", async () => {
  const answer = await fetch(`${site.origin}/api/v1/icp`);
  const { patterns } = (await answer.json()) as {
    patterns: { industry: { distribution: { value: string; lift: number }[] } };
  };
  for (const theme of ["light", "dark"] as const) {
    const { page, faults } = await open(site.origin, { theme });
    await page.goto("/icp");
    const rows = page.getByRole("group", { name: "Lift by industry" }).locator("tbody tr");
    await rows.first().waitFor();
    const shown = await rows.evaluateAll((all: { cells: { innerText: string }[] }[]) =>
      all.map(({ cells }) => [cells[0]?.innerText, cells[1]?.innerText]),
    );
    expect(shown).toEqual(
      patterns.industry.distribution.slice(0, 8).map(({ value, lift }) => [value, lift.toFixed(2)]),
    );
    await page.getByText("No value of revenue is primary, so no prospect can reach tier 1.").waitFor();
    expect(await page.getByRole("region", { name: "Tiers" }).innerText()).toContain("Software");
    expect(await violations(page)).toEqual([]);
    expect(faults()).toEqual([]);
  }
});

test("a CSV of prospects that is chosen comes back with tiers, as a table and as CSV", async () => {
  const file = join(site.folder, "prospects.csv");
  writeFileSync(file, PROSPECTS);
  const { page, faults } = await open(site.origin);
  await page.goto("/icp");
  await page.getByLabel("File of prospects").setInputFiles(file);
  const rows = page.getByRole("group", { name: "Qualified prospects" }).locator("tbody tr");
  await rows.first().waitFor();
  const cells = await rows.evaluateAll((all: { cells: { innerText: string }[] }[]) =>
    all.map((row) => [row.cells[0]?.innerText, row.cells[1]?.innerText]),
  );
  expect(cells).toEqual([
    ["Tier 2", "Acme"],
    ["Tier 3", 'Smith, "Sons" & Co'],
    ["Tier 4", "Nobody"],
  ]);
  expect(await violations(page)).toEqual([]);
  const region = page.getByRole("region", { name: "Qualify prospects" });
  await region.getByText("3 prospects").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    region.getByRole("button", { name: "CSV", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("prospects-qualified.csv");
  const [header = [], ...records] = parseCsv(readFileSync(await download.path(), "utf8"));
  expect(header.slice(0, 6)).toEqual([
    "company",
    "industry",
    "employee_count",
    "company_revenue",
    "state_region",
    "tier",
  ]);
  expect(records.map((record) => [record[0], record[5]])).toEqual([
    ["Acme", "tier_2"],
    ['Smith, "Sons" & Co', "tier_3"],
    ["Nobody", "tier_4"],
  ]);
  expect(faults()).toEqual([]);
});

test("a file can be dropped, and one that is no list of prospects is refused in words", async () => {
  const { page } = await open(site.origin);
  await page.goto("/icp");
  const drop = async (text: string): Promise<void> => {
    const transfer = await page.evaluateHandle(
      `(() => { const transfer = new DataTransfer(); transfer.items.add(new File([${JSON.stringify(text)}], "dropped.csv", { type: "text/csv" })); return transfer; })()`,
    );
    await page.getByText("Drop a file of prospects here").dispatchEvent("drop", { dataTransfer: transfer });
  };
  await page.getByText("Drop a file of prospects here").waitFor();
  await drop(PROSPECTS);
  await page.getByText("3 prospects").waitFor();
  await drop("industry,employee_count\nSoftware,501+\n");
  await page.getByText("The file has no column for revenue").waitFor();
  await drop("industry,employee_count,company_revenue\n");
  await expect.poll(() => page.getByRole("alert").getByText("has a header and no rows").isVisible()).toBe(true);
});

test("the profile fits a phone", async () => {
  const { page } = await open(site.origin, { width: 390 });
  await page.goto("/icp");
  await page.getByRole("heading", { name: "Industry" }).waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
});
