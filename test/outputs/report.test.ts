import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { movementOperation } from "../../src/operations/movement/operation.js";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { reportOperation } from "../../src/operations/report/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { renderReport } from "../../src/outputs/report/render-report.js";
import { renderCsv } from "../support/csv.js";
import { random } from "../support/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";

const { path } = temporaryFolder();

async function storeOf(rows: readonly (readonly string[])[], options: object = {}): Promise<string> {
  const source = path("sales.csv");
  writeFileSync(source, renderCsv([["customer_id", "sale_date", "revenue"], ...rows], ","));
  const store = path("store.duckdb");
  await runOperation.run({ source, store, threads: 1, maxRejects: "100%", ...options });
  return store;
}

async function pageOf(store: string, options: object = {}): Promise<string> {
  const to = path("report.html");
  await reportOperation.run({ store, to, withoutMovement: true, ...options });
  return readFileSync(to, "utf8");
}

function shop(): string[][] {
  const draw = random(3);
  return Array.from({ length: 2000 }, () => {
    const customer = Math.floor(draw() ** 2 * 400);
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(draw() * 500) * 86_400_000).toISOString().slice(0, 10);
    return [`id-${customer}`, day, (draw() ** 4 * 900 - 20).toFixed(2)];
  });
}

/** The cells of the table with a caption, row by row, as text. */
function tableOf(page: string, caption: string): string[][] {
  const table = [...page.matchAll(/<table>[\s\S]*?<\/table>/g)].find(([text]) => text.includes(caption))?.[0] ?? "";
  return [...table.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = ""]) =>
      cell
        .replaceAll(/<[^>]*>/g, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    ),
  );
}

/** Every element is closed, in order: what a browser would have to guess is a mistake. */
function unclosedOf(page: string): string[] {
  const open: string[] = [];
  for (const [tag, end, name = "", empty] of page
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*?)?(\/?)>/gi)) {
    if (empty === "/" || ["meta", "br"].includes(name)) continue;
    if (end !== "/") open.push(name);
    else if (open.pop() !== name) return [`${tag} does not close ${open.at(-1) ?? "anything"}`];
  }
  return open;
}

const SHOWN = { currency: "EUR", locale: "de-DE", withoutMovement: false };

describe("a report of a shop", () => {
  let store: string;
  let page: string;

  beforeAll(async () => {
    store = await storeOf([...shop(), ["", "2024-05-05", "1"], ["x", "n/a", "1"], ["y", "2024-05-05", "n/a"]], {
      model: "eleven-segment",
    });
    page = await pageOf(store, SHOWN);
  });

  test("is one page that needs no network and no script", () => {
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|\/\/[a-z]/i);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|\sstyle=/i);
    expect(Buffer.byteLength(page)).toBeLessThan(250_000);
    expect(unclosedOf(page)).toEqual([]);
  });

  test("has a policy that allows its own style and nothing else", () => {
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(style).toContain("@media print");
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'" />`,
    );
  });

  test("has its parts under headings, and a text for each of seven pictures", () => {
    const headings = [...page.matchAll(/<h([1-3])>([^<]*)<\/h[1-3]>/g)].map(([, level, text]) => `${level} ${text}`);
    expect(headings).toEqual([
      "1 Customer segments",
      "2 Segments",
      "3 By customers",
      "3 By revenue",
      "2 Recency and frequency",
      "2 Who moved",
      "3 Customers by segment before and after",
      "2 Distributions and cutpoints",
      "3 Recency",
      "3 Frequency",
      "3 Monetary",
      "2 How it was computed",
      "3 Run",
      "3 Sales",
      "3 Scores, 1 to 5",
    ]);
    const charts = [...page.matchAll(/<svg class="chart"[^>]* role="img" aria-label="([^"]{40,})"/g)];
    expect(charts).toHaveLength(7);
    const trends = [...page.matchAll(/<svg class="trend"/g)].length;
    expect([...page.matchAll(/<svg/g)].length - trends).toBe(7);
    expect(trends).toBe(22); // two of each of eleven segments
  });

  test("says who moved in the last month, in words, and how large segments were over twelve", async () => {
    const { segments } = await overviewOperation.run({ store });
    const { flows, series } = await movementOperation.run({ store, every: "month", periods: 12 });
    const format = new Intl.NumberFormat("de-DE");
    const rows = tableOf(page, "Segments over twelve months").slice(1);
    expect(rows.map(([name, , , now]) => [name, now])).toEqual(
      segments.map(({ segment, customers }) => [segment.replace("'", "&#39;"), format.format(customers)]),
    );
    expect(rows.map(([, , first]) => first)).toEqual(
      series?.segments.map(({ customers }) => format.format(customers[0] ?? 0)),
    );
    const largest = flows.find(({ from_segment }) => from_segment !== null);
    expect(page).toContain(
      `${format.format(largest?.customers ?? 0)} customers left ${largest?.from_segment} for ${largest?.to_segment}: `,
    );
  });

  test("says of every row what became of it", () => {
    expect(tableOf(page, "What became of every row").slice(1)).toEqual([
      ["Read", "", "2.003"],
      ["Sales", "used", "2.000"],
      ["Not meeting the condition", "left out", "0"],
      ["Condition cannot tell", "left out", "0"],
      ["Without a customer", "left out", "1"],
      ["In another currency", "left out", "0"],
      ["Not sold", "left out", "0"],
      ["Further lines of an order", "count with it", "0"],
      ["Without a readable date", "rejected", "1"],
      ["Without a readable amount", "rejected", "1"],
      ["Without a count of purchases", "rejected", "0"],
      ["After the snapshot", "left out", "0"],
      ["Before the window", "left out", "0"],
      ["Refunds, ignored", "left out", "0"],
      ["Customers without any purchase", "not scored (customers, not rows)", "25"],
    ]);
  });

  test("shows the segments of the model with the numbers of the store, in the reader's own way of writing them", async () => {
    const { segments, run } = await overviewOperation.run({ store });
    const rows = tableOf(page, "Segments, with what to do").slice(1);
    expect(rows.map(([name]) => name)).toEqual(segments.map(({ segment }) => segment.replace("'", "&#39;")));
    expect(rows.map(([, customers]) => Number(customers))).toEqual(segments.map(({ customers }) => customers));
    const euro = new Intl.NumberFormat("de-DE", { style: "currency", currency: "EUR" });
    expect(rows.map((cells) => cells[3])).toEqual(
      segments.map(({ revenue }) => euro.format(revenue).replaceAll(/\s/g, " ")),
    );
    expect(rows.map((cells) => cells.at(-1))).toEqual(segments.map(({ action }) => action));
    const euros = run.cutpoints.monetary.map((text) => euro.format(Number(text)).replaceAll(/\s/g, " "));
    expect(tableOf(page, "Cutpoints, ascending").at(-1)).toEqual(["monetary", ...euros]);
  });

  test("says what each score means, and the customers of a metric's scores are all who bought", () => {
    const rows = tableOf(page, "What each score means").slice(1);
    expect(rows.map(([score]) => score)).toEqual(["5", "4", "3", "2", "1"]);
    const buyers = new Set(
      shop()
        .filter(([, , amount]) => Number(amount) >= 0)
        .map(([id]) => id),
    );
    expect(buyers.size).toBe(356);
    for (const column of [2, 4, 6]) {
      expect(rows.reduce((sum, cells) => sum + Number(cells[column]), 0)).toBe(buyers.size);
    }
  });

  test("holds no customer", () => {
    expect(page).not.toMatch(/\bid-\d/);
  });

  test("is the same text every time", async () => {
    expect(await pageOf(store, SHOWN)).toBe(page);
  });

  test("takes the place of an older one only when it is whole", async () => {
    const folder = path("reports");
    mkdirSync(folder);
    const to = join(folder, "report.html");
    writeFileSync(to, "older");
    await expect(reportOperation.run({ store: path("none.duckdb"), to })).rejects.toMatchObject({
      code: "NO_SUCH_STORE",
    });
    expect(readFileSync(to, "utf8")).toBe("older");
    const result = await reportOperation.run({ store, to });
    expect(result).toMatchObject({ file: to, run: 1, bytes: Buffer.byteLength(readFileSync(to)) });
    expect(readdirSync(folder)).toEqual(["report.html"]);
    await expect(reportOperation.run({ store, to: join(folder, "missing", "report.html") })).rejects.toMatchObject({
      code: "NOT_WRITABLE",
    });
    expect(existsSync(join(folder, "missing"))).toBe(false);
  });
});

const HOSTILE = `<script>alert("x")</script> & 'quoted' {b|c}`;

test("whatever stands in names, options and titles is text, never markup", async () => {
  const model = path("model.yaml");
  const name = JSON.stringify(HOSTILE);
  writeFileSync(
    model,
    `name: ${name}
segments:
  - { name: ${name}, description: x, action: ${name}, group: top }
  - { name: "'; drop table customer_rfm; --", description: x, action: "</style><b>", group: at-risk }
rules:
  - { segment: ${name}, when: { R: 3..5 } }
fallback: "'; drop table customer_rfm; --"
`,
  );
  const store = await storeOf(shop().slice(0, 300), { model, where: `customer_id <> '</style><script>'` });
  const page = await pageOf(store, { title: HOSTILE, withoutMovement: false });
  expect(page).not.toContain("<script");
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain("<h1>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;quoted&#39; {b|c}</h1>");
  expect(page).toContain("&#39;; drop table customer_rfm; --");
  expect(page).toContain("customer_id &lt;&gt; &#39;&lt;/style&gt;&lt;script&gt;&#39;");
  expect(unclosedOf(page)).toEqual([]);
});

const ODD: readonly [string, readonly (readonly string[])[], object][] = [
  ["one customer", [["a", "2024-01-01", "5"]], {}],
  ["one customer of no value", [["a", "2024-01-01", "0"]], {}],
  [
    "losses only",
    ["a", "b", "c", "d", "e", "f"].map((id, n) => [id, `2024-01-0${n + 1}`, `-${n + 1}`]),
    { refunds: "net" },
  ],
  ["scores that all collapse", ["a", "b", "c", "d"].map((id) => [id, "2024-01-01", "5"]), {}],
  ["thresholds far away", ["a", "b", "c"].map((id, n) => [id, `2024-01-0${n + 1}`, "5"]), { scoring: "b2b-service" }],
  ["ties broken", ["a", "b", "c"].map((id) => [id, "2024-01-01", "5"]), { ties: ["first"] }],
];

test.each(ODD)("a store of %s has a whole report", async (_, rows, options) => {
  const page = await pageOf(await storeOf(rows, options), { withoutMovement: !isThorough });
  expect(unclosedOf(page)).toEqual([]);
  expect(page).not.toMatch(/NaN|undefined|Infinity|\[object|null/);
  expect(tableOf(page, "What each score means")).toHaveLength(6);
});

test("where the sales cannot be read any more, the report says so, and does without movement", async () => {
  const store = await storeOf(shop().slice(0, 100));
  const { source } = (await overviewOperation.run({ store })).run;
  rmSync(source);
  const page = await pageOf(store, { withoutMovement: false });
  expect(page).toContain("Not in this report: There is no file");
  expect(unclosedOf(page)).toEqual([]);
});

test("a segment without revenue is named where it has no area", async () => {
  const losses = ["a", "b", "c", "d", "e", "f"].map((id, n) => [id, `2024-01-0${n + 1}`, `-${n + 1}`]);
  const page = await pageOf(await storeOf(losses, { refunds: "net" }));
  expect(page).toContain("No segment has revenue above zero.");
  expect(page).toMatch(/Without area, since they add up to no revenue: Potential Loyalists, Others\./);
});

test("the options of a run are said in words", async () => {
  const store = await storeOf(shop().slice(0, 500), {
    asOf: "2025-12-31",
    since: "2024-02-01",
    refunds: "ignore",
    ties: ["monetary=first"],
  });
  const page = (await pageOf(store)).replaceAll(/\s+/g, " ");
  for (const [name, value] of [
    ["Recency is counted to", "2025-12-31, as given"],
    ["Sales are used from", "2024-02-01 on"],
    ["Refunds", "are left out"],
    ["Customers with equal values", "share a score, except in monetary, where they are ranked by their ids"],
  ]) {
    expect(page).toMatch(new RegExp(`<dt>${name}</dt> ?<dd>${value}</dd>`));
  }
});

function reasonsOf(page: string): (string | undefined)[] {
  return tableOf(page, "What became of every row").map(([name]) => name);
}

test("what an older version did not count is not said to be none", async () => {
  const overview = await overviewOperation.run({ store: await storeOf(shop().slice(0, 100)) });
  expect(reasonsOf(renderReport(overview))).toContain("Not meeting the condition");
  const { left_out: _, unknown_where: __, ...rejected } = overview.run.rejected;
  const older = reasonsOf(renderReport({ ...overview, run: { ...overview.run, rejected } }));
  expect(older).toContain("Without a customer");
  expect(older).not.toContain("Not meeting the condition");
});

test("patterns of the ideal customer are shown with their intervals where the store has them", async () => {
  const overview = await overviewOperation.run({ store: await storeOf(shop().slice(0, 300)) });
  expect(renderReport(overview)).not.toContain("What sets the top performers apart");
  const value = {
    support: 40,
    pct_all: 20,
    lift_low: 1.21,
    lift_high: 4.4,
    p: 0.0001,
    log10_p: -4,
    q: 0.0004,
    small_support: false,
  };
  const page = renderReport({
    ...overview,
    icp: {
      store: "store.duckdb",
      run: 1,
      model: "five-segment",
      top: { segments: ["Champions"], min_total: 13 },
      matched: { rows: 200, without_key: 0, repeated_keys: 0, without_customer: 0, customers_without_attributes: 0 },
      bands: {},
      multiple: {},
      flags: { circular: [], same_information: [] },
      skipped: [],
      attributes: "customers.csv",
      customers: 200,
      top_performers: 50,
      lift_ceiling: 4,
      warnings: ["region is <mostly> unknown"],
      patterns: {
        industry: {
          distribution: [{ ...value, value: "<Retail>", count: 23, pct_top: 46, lift: 2.3 }],
          absent_distribution: [
            { ...value, value: "Mining", count: 0, pct_top: 0, lift: 0, lift_low: null, lift_high: null, q: 0.2 },
          ],
          primary: ["<Retail>"],
          secondary: [],
          negative: [],
          absent: ["Mining"],
        },
      },
      evidence: "supported",
      unsupported: [],
      adjusted: [],
      tiers: {
        tier_1: { priority: "HIGHEST", matches: 1, criteria: { industry: ["<Retail>"] } },
        tier_2: { priority: "HIGH", matches: 1, criteria: { industry: ["<Retail>"] } },
        tier_3: { priority: "SELECTIVE", matches: 1, criteria: { industry: ["<Retail>"] } },
        tier_4: { priority: "AVOID", matches: 0, criteria: {}, anti_patterns: { industry: ["Mining"] } },
      },
    },
  });
  expect(unclosedOf(page)).toEqual([]);
  expect(page).toContain("region is &lt;mostly&gt; unknown");
  expect(tableOf(page, "industry: top performers and all customers").slice(1)).toEqual([
    ["&lt;Retail&gt;", "23", "46.0%", "40", "20.0%", "2.30", "1.21 – 4.40", "&lt; 0.001", "primary"],
    ["Mining", "0", "0.0%", "40", "20.0%", "0.00", "–", "0.200", "absent"],
  ]);
  expect(tableOf(page, "Tiers of prospects").slice(1)).toEqual([
    ["tier 1", "HIGHEST", "1", "industry: &lt;Retail&gt;", ""],
    ["tier 2", "HIGH", "1", "industry: &lt;Retail&gt;", ""],
    ["tier 3", "SELECTIVE", "1", "industry: &lt;Retail&gt;", ""],
    ["tier 4", "AVOID", "0", "", "industry: Mining"],
  ]);
});
