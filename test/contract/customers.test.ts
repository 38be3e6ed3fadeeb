import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportOperation } from "../../src/operations/export/operation.js";
import { customersOperation } from "../../src/operations/customers/operation.js";
import { writeCustomersCsv } from "../../src/operations/customers/csv.js";
import { keepStore } from "../../src/operations/store/keep-store.js";
import type { KeptStore } from "../../src/engines/engine.js";
import { parseCsv } from "../support/csv.js";
import { random } from "../support/random.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { byName, isOnCluster, mainEngines } from "./engines.js";
import { score } from "./score.js";
import type { Customer, CustomersPage } from "../../src/results/customers.js";

/** Customers to a page, so that there are several. */
const FEW = isOnCluster ? 40 : 7;

type Query = Omit<Parameters<typeof customersOperation.run>[0], "store">;

/** Customers in groups of equal values, so that every page ends within one. */
function alike(id: (n: number) => string): SalesTable {
  const draw = random(11);
  const rows: string[][] = [];
  for (let n = 0; n < 230; n += 1) {
    const amount = Math.floor(draw() * 4) * 12.5 - 12.5;
    for (let purchase = 0; purchase <= n % 3; purchase += 1) {
      rows.push([id(n), `2024-0${1 + (n % 5)}-0${1 + Math.floor(draw() * 3)}`, amount.toFixed(2)]);
    }
  }
  return salesTable(rows);
}

const AWKWARD = [
  "'; DROP TABLE customer_rfm; --",
  'say "hi"',
  "a,b",
  "line\nbreak",
  "%",
  "_",
  "😀",
  "ｆull",
  "Z",
  "a",
  "\\",
];

/** What a spreadsheet would run, or not, as it stands in a file that it opens: an apostrophe makes it text. */
const FORMULAS: Readonly<Record<string, string>> = {
  "=1+1": "'=1+1",
  "+49": "'+49",
  "-5": "'-5",
  "@x": "'@x",
  "\t=tab": "'\t'=tab",
  "\tplain": "'\t'plain",
  "\r=return": "'\r'=return",
  "\n=line": "'\n'=line",
  "\v=vertical": "'\v=vertical",
  "\f@feed": "'\f@feed",
  " =blank": "' =blank",
  "\u00A0=no-break": "'\u00A0=no-break",
  "\u3000+wide blank": "'\u3000+wide blank",
  "\u200B=no width": "'\u200B=no width",
  "＝wide": "'＝wide",
  "＠wide": "'＠wide",
  "a;=1+1": "'a;'=1+1",
  "a; \u00A0@x;b": "'a;' \u00A0@x;'b",
  "a\n-5": "'a\n'-5",
  "a=1;b+2": "a=1;b+2",
  "a-5 = @x": "a-5 = @x",
  "\u00E9;\u2212": "\u00E9;\u2212",
};
const TEXTS = [...AWKWARD, ...Object.keys(FORMULAS)];
const TABLES: Readonly<Record<string, SalesTable>> = {
  "whole numbers": alike((n) => String(n * 37 - 900)),
  text: alike((n) => `${TEXTS[n % TEXTS.length]}${n < TEXTS.length ? "" : n}`),
};

const SORTS = ["monetary", "recency", "frequency", "customer_id"] as const;
const ORDERS = ["asc", "desc"] as const;

const byText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const byCodeUnit = (a: Customer, b: Customer): number => (a.customer_id < b.customer_id ? -1 : 1);
const codeOf = ({ R_score, F_score, M_score }: Customer): string => `${R_score}${F_score}${M_score}`;
const ids = (customers: readonly Customer[]): string[] => customers.map(({ customer_id }) => customer_id).toSorted();

/** Customers as a list has to show them: slow, and without SQL. */
function expected(all: readonly Customer[], { sort = "monetary", order = "desc" }: Query, isNumber: boolean): string[] {
  const byId = (a: Customer, b: Customer): number =>
    isNumber ? Number(a.customer_id) - Number(b.customer_id) : byText(a.customer_id, b.customer_id);
  const by = (a: Customer, b: Customer): number =>
    sort === "customer_id" ? byId(a, b) : Number(a[sort]) - Number(b[sort]);
  return all
    .toSorted((a, b) => (order === "asc" ? by(a, b) : by(b, a)) || byId(a, b))
    .map(({ customer_id }) => customer_id);
}

describe.each(byName(mainEngines))("customers on %s", (_, engine) => {
  const { path } = temporaryFolder();
  const stores: Record<string, string> = {};
  const everyone: Record<string, Customer[]> = {};

  beforeAll(async () => {
    for (const [name, table] of Object.entries(TABLES)) {
      const { store } = await score(engine, path, table, { refunds: "net" });
      stores[name] = store;
      everyone[name] = (await engine.read(store, "customer_rfm")).map((row) => ({
        ...(row as unknown as Customer),
        recency: Number(row["recency"]),
        frequency: Number(row["frequency"]),
        R_score: Number(row["R_score"]) as Customer["R_score"],
        F_score: Number(row["F_score"]) as Customer["F_score"],
        M_score: Number(row["M_score"]) as Customer["M_score"],
      }));
    }
  });

  // On a cluster a store is opened once, and many customers come at a time, since every statement takes its time.
  const opened: Record<string, Promise<KeptStore>> = {};
  const page = async (name: string, query: Query): Promise<CustomersPage> => {
    const store = stores[name] as string;
    if (!isOnCluster) return customersOperation.run({ ...query, store });
    opened[name] ??= keepStore(store, undefined);
    return customersOperation.run({ ...query, store }, { store: await opened[name] });
  };
  afterAll(async () => {
    for (const store of Object.values(opened)) await (await store).close();
  });

  async function pages(name: string, query: Query): Promise<Customer[]> {
    const all: Customer[] = [];
    let cursor: string | undefined;
    do {
      const { customers, next, total } = await page(name, { ...query, cursor });
      expect(customers.length).toBeLessThanOrEqual(query.limit ?? 50);
      all.push(...customers);
      cursor = next ?? undefined;
      if (cursor === undefined) expect(total).toBe(all.length);
    } while (cursor !== undefined);
    return all;
  }

  test.each(Object.keys(TABLES))(
    "with ids that are %s: all pages together are everybody, in order and once",
    async (name) => {
      const all = everyone[name] as Customer[];
      expect(all.length).toBe(230);
      for (const sort of SORTS) {
        for (const order of ORDERS) {
          const listed = await pages(name, { sort, order, limit: isOnCluster || !isThorough ? 97 : 31 });
          expect(
            listed.map(({ customer_id }) => customer_id),
            `${sort} ${order}`,
          ).toEqual(expected(all, { sort, order }, name === "whole numbers"));
        }
      }
    },
  );

  test("show what the table holds, whatever is in an id", async () => {
    const listed = await pages("text", { limit: 500 });
    expect(listed.toSorted(byCodeUnit)).toEqual((everyone["text"] as Customer[]).toSorted(byCodeUnit));
  });

  test("of cells and segments are those of the cells and segments, and the cube knows how many", async () => {
    const all = everyone["text"] as Customer[];
    const cells = [...new Set(all.map(codeOf))].slice(0, 3);
    const inCells = await pages("text", { cells: cells.join(","), limit: FEW });
    expect(ids(inCells)).toEqual(ids(all.filter((each) => cells.includes(codeOf(each)))));
    const inSegments = await pages("text", { segment: ["at risk", "Others"], limit: FEW });
    expect(ids(inSegments)).toEqual(ids(all.filter(({ segment }) => ["At Risk", "Others"].includes(segment))));
    expect(inSegments.length).toBeGreaterThan(0);
    const { total } = await page("text", { segment: ["Others"], cells: "555" });
    expect(total).toBe(0);
  });

  test("are found by an id or its beginning, and a pattern is only text", async () => {
    for (const [name, searches] of [
      [
        "whole numbers",
        ["0", "-", "-9", "-900", "1", "21", "07", "x", "1; DROP TABLE customer_rfm", "99999999999999999999"],
      ],
      ["text", ["'", "a", "%", "_", "\\", "😀", "=1+1", "nobody"]],
    ] as const) {
      for (const search of searches) {
        const found = await pages(name, { search, sort: "customer_id", order: "asc", limit: 9 });
        const meant = (everyone[name] as Customer[]).filter(({ customer_id }) => customer_id.startsWith(search));
        const isBareSign = name === "whole numbers" && search === "-";
        expect(
          found.map(({ customer_id }) => customer_id),
          search,
        ).toEqual(isBareSign ? [] : expected(meant, { sort: "customer_id", order: "asc" }, name === "whole numbers"));
      }
    }
  });

  test("have a cursor that is good for its own list only", async () => {
    const { next } = await page("whole numbers", { limit: 10 });
    const cursor = next as string;
    const foreign = { code: "BAD_CURSOR", message: "The cursor belongs to another list." };
    await expect(page("whole numbers", { cursor, sort: "recency" })).rejects.toMatchObject(foreign);
    await expect(page("whole numbers", { cursor, order: "asc" })).rejects.toMatchObject(foreign);
    await expect(page("whole numbers", { cursor, cells: "555" })).rejects.toMatchObject(foreign);
    const parts = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    const forged = [
      "x",
      "..",
      "null",
      ...[
        { 2: "1 OR true" },
        { 2: "9".repeat(40) },
        { 2: null },
        { 3: "1); DROP TABLE customer_rfm; --" },
        { 3: 5 },
        { 3: "\0" },
        { 0: "1" },
        { 1: ["a"] },
      ].map((change) => Buffer.from(JSON.stringify(Object.assign([...parts], change))).toString("base64url")),
    ];
    for (const each of forged) {
      await expect(page("whole numbers", { cursor: each }), each).rejects.toMatchObject({
        code: "BAD_CURSOR",
        message: "The cursor is none.",
      });
    }
    const later = Buffer.from(JSON.stringify(Object.assign([...parts], { 0: 7 }))).toString("base64url");
    await expect(page("whole numbers", { cursor: later })).rejects.toMatchObject({ code: "CURSOR_EXPIRED" });
  });

  test("come as CSV in the same order, neutralised for spreadsheets", async () => {
    const kept = await keepStore(stores["text"] as string, undefined);
    let csv = "";
    const take = (part: string): Promise<void> => {
      csv += part;
      return Promise.resolve();
    };
    await writeCustomersCsv({ sort: "customer_id", order: "asc" }, { store: kept }, () => take);
    await kept.close();
    const [header, ...rows] = parseCsv(csv);
    expect(header?.join()).toBe("customer_id,recency,frequency,monetary,R_score,F_score,M_score,segment");
    const written = rows.map(([id]) => id);
    const listed = expected(everyone["text"] as Customer[], { sort: "customer_id", order: "asc" }, false);
    expect(Object.fromEntries(listed.map((id, index) => [id, written[index]]))).toMatchObject(FORMULAS);
    const exported = path("audience.csv");
    await exportOperation.run({ store: stores["text"] as string, to: exported });
    expect(parseCsv(readFileSync(exported, "utf8")).slice(1)).toEqual(rows);
  });
});
