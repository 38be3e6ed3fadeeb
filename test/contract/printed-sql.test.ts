import { appendFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { sqlOperation } from "../../src/operations/sql/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { AS_PANDAS, goldenNames, readGolden } from "../support/golden.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { byName } from "./engines.js";
import { mainPlaces, type Options, places, put, sorted } from "./printed.js";

/** customer, date, amount, order; with rows that are left out for every reason. */
const SHOP: readonly (readonly (string | null)[])[] = [
  ["1", "2024-01-05", "10.00", "a"],
  ["1", "2024-02-05", "20.00", "b"],
  ["1", "2024-02-05", "5.50", "b"],
  ["2", "2024-02-20", "100.00", "c"],
  ["2", "2024-02-25", "-40.00", "d"],
  ["3", "2024-03-01", "-7.00", "e"],
  ["4", "2023-11-11", "0.00", "f"],
  ["4", "2023-12-24", "12.3456", "f"],
  ["5", "2024-02-28", "1.00", null],
  ["5", "2024-02-28", "1.00", null],
  ["6", "2024-02-10", "60.00", "g"],
  ["7", "2023-01-01", "3.00", "h"],
  ["10", "2024-02-11", "3.00", "h"],
  ["11", null, "3.00", "i"],
  ["12", "2024-02-12", null, "j"],
  [null, "2024-02-28", "9.00", "k"],
];

const CASES: readonly (readonly [string, Options])[] = [
  ["as it is", {}],
  ["with refunds like any sale", { refunds: "net" }],
  ["without refunds", { refunds: "ignore" }],
  ["by orders", { order: "order_id" }],
  ["by orders, with refunds like any sale", { order: "order_id", refunds: "net" }],
  ["as of the latest day", { asOf: "2024-03-01" }],
  ["as of a moment in the middle", { asOf: "2024-02-20T12:00:00Z" }],
  ["since a day", { since: "2024-02-05" }],
  ["in a window", { since: "2024-01-06", asOf: "2024-02-25" }],
  ["with all ties broken", { ties: ["first"] }],
  ["with ties of frequency broken", { ties: ["frequency=first"] }],
  ["by general thresholds", { scoring: "general" }],
  ["by thresholds of a B2B service", { scoring: "b2b-service" }],
  ["by SaaS thresholds", { scoring: "saas" }],
  ["by thresholds of manufacturing", { scoring: "manufacturing", ties: ["first"] }],
  ["in eleven segments", { model: "eleven-segment" }],
  ["of some sales only", { where: "order_id <> 'a' -- not the first" }],
  ["by expressions", { customer: "coalesce(order_id, 'none')", revenue: "revenue * 2", where: "revenue > 1" }],
];

describe.each(byName(mainPlaces))("SQL printed for %s gives what a run publishes", (_, place) => {
  const { path } = temporaryFolder();

  test.each(isThorough ? goldenNames : ["timestamps", "wide-money"])("and what pandas makes of %s", async (name) => {
    const { sales, expected, expectedFirst, expectedEleven } = readGolden(name);
    const placed = await put(place, sales, path);
    expect(await placed.query(await placed.print(AS_PANDAS))).toEqual(expected.toSorted());
    expect(await placed.query(await placed.print({ ...AS_PANDAS, ties: ["frequency=first"] }))).toEqual(
      expectedFirst.toSorted(),
    );
    expect(await placed.query(await placed.print({ ...AS_PANDAS, model: "eleven-segment" }))).toEqual(
      expectedEleven.toSorted(),
    );
  });

  test.each(CASES)("%s", async (_title, options) => {
    const placed = await put(place, salesTable(SHOP, { customer: "BIGINT" }), path);
    const customers = await placed.run(options);
    expect(customers.length).toBeGreaterThan(3);
    expect(await placed.query(await placed.print(options))).toEqual(customers);
  });

  test("by a scoring and a model of one's own, whatever their names hold", async () => {
    const scoring = path("own.yaml");
    writeFileSync(
      scoring,
      "name: own\nrecency: [10, 30, 60, 100]\nfrequency: percentiles\nmonetary: [50, 10.25, 3, 0]\n",
    );
    const model = path("own-model.json");
    const name = 'It\'s\n; drop table "x"; -- {{ 1 }}';
    const segments = [name, "Rest"].map((each) => ({ name: each, description: "d", action: "a" }));
    writeFileSync(
      model,
      JSON.stringify({
        name: "own\n'model",
        segments,
        rules: [{ segment: name, when: { M: [4, 5] } }],
        fallback: "Rest",
      }),
    );
    const placed = await put(place, salesTable(SHOP, { customer: "BIGINT" }), path);
    const customers = await placed.run({ scoring, model });
    expect(customers.join()).toContain(name);
    expect(await placed.query(await placed.print({ scoring, model }))).toEqual(customers);
  });

  test("when sales are added afterwards", async () => {
    const table = salesTable(SHOP, { customer: "BIGINT" });
    for (const options of [{}, { ties: ["first"] }, { scoring: "general" }]) {
      const before = await put(place, table, path);
      const printed = await before.print(options);
      const more = ["21", "22", "23", "24", "25", "26"].map((id, day) => [id, `2024-04-1${day}`, `${day}00.99`, "z"]);
      const after = await put(place, { ...table, rows: [...SHOP, ...more, ["1", "2024-05-01", "1", "y"]] }, path);
      const moved = moveTo(printed, before.located, after.located);
      expect(await after.query(moved)).toEqual(await after.run(options));
      expect(await after.query(moved)).not.toEqual(await before.query(printed));
    }
  });
});

/** The same SQL over other sales: both lie at places whose names are in it. */
function moveTo(printed: string, from: { source: string; table?: string | undefined }, to: typeof from): string {
  const lines = printed.split("\n");
  const [old, fresh] = [from, to].map(({ source, table }) => table?.split(".") ?? [source]) as [string[], string[]];
  return lines
    .map((line) =>
      line.startsWith("--")
        ? line
        : old.reduce((text, part, index) => text.replaceAll(part, fresh[index] as string), line),
    )
    .join("\n");
}

/** Sales whose types are as awkward as they come, and how they are read. */
const READINGS: readonly (readonly [string, SalesTable, Options])[] = [
  [
    "timestamps",
    salesTable(
      [
        ["a", "2024-03-01 23:59:59.5", "1"],
        ["a", "2024-03-02 00:00:00", "2"],
        ["b", "2024-03-09 12:30:00", "3"],
      ],
      { date: "TIMESTAMP" },
    ),
    {},
  ],
  [
    "timestamps with a time zone",
    salesTable(
      [
        ["a", "2024-03-09 23:30:00-03:30", "1"],
        ["b", "2024-03-10 02:30:00+00", "2"],
        ["c", "2024-03-10 03:00:00+14", "3"],
        ["d", "2024-03-09 06:00:00+00", "3"], // two days in a zone west of here
      ],
      { date: "TIMESTAMPTZ" },
    ),
    { asOf: "2024-03-11T03:00:00Z" },
  ],
  [
    "dates as text, with and without a time and an offset",
    salesTable(
      [
        ["a", "2024-03-10", "1"],
        ["b", "2024-03-10T02:30:00Z", "2"],
        ["c", "2024-03-09 23:30 -0330", "3"],
        ["d", " 2024-03-10T02:30 ", "4"],
        ["e", "2024-03-10 25:00:00", "4"],
        ["e", "2024-03-10 02:30:00", "5"],
        ["f", "2024-03-09T09:30+03:30", "6"], // two days in a zone west of here
      ],
      { date: "VARCHAR" },
    ),
    { asOf: "2024-03-11T03:00:00Z" },
  ],
  [
    "dates in another format",
    salesTable(
      [
        ["a", "31/01/2024", "1"],
        ["b", "01/02/2024", "2"],
      ],
      { date: "VARCHAR" },
    ),
    {},
  ],
  [
    "dates in a format that is named",
    salesTable(
      [
        ["a", "Jan 2, 2024 11:30 PM -0330", "1"],
        ["b", "Feb 1, 2024 01:00 AM +0000", "2"],
      ],
      { date: "VARCHAR" },
    ),
    { dateFormat: "%b %d, %Y %I:%M %p %z" },
  ],
  [
    "amounts with a decimal comma",
    salesTable(
      [
        ["a", "2024-03-01", "1.234,56"],
        ["b", "2024-03-01", "0,5"],
        ["b", "2024-03-01", "1.5"],
      ],
      { revenue: "VARCHAR" },
    ),
    { decimal: "," },
  ],
  [
    "amounts of every size",
    salesTable(
      [
        ["a", "2024-03-01", "99999999999999.99995"],
        ["b", "2024-03-01", "-100000000000000"],
        ["b", "2024-03-01", "100000000000000.0001"],
        ["c", "2024-03-01", "0.00005"],
        ["d", "2024-03-01", "-0.00005"],
        ["e", "2024-03-01", "1e3"],
        ["e", "2024-03-01", "NaN"],
        ["f", "2024-03-01", "n/a"],
      ],
      { revenue: "VARCHAR" },
    ),
    {},
  ],
  [
    "amounts that are floating-point numbers",
    salesTable(
      [
        ["a", "2024-03-01", "0.1"],
        ["a", "2024-03-01", "0.2"],
        ["b", "2024-03-01", "1e300"],
        ["c", "2024-03-01", "4503599627370.4999"],
        ["d", "2024-03-01", "NaN"],
      ],
      { revenue: "DOUBLE" },
    ),
    {},
  ],
  [
    "ids that are floating-point numbers",
    salesTable(
      [
        ["13001", "2024-03-01", "1"],
        ["13002", "2024-03-02", "2"],
        ["NaN", "2024-03-02", "2"],
      ],
      { customer: "DOUBLE" },
    ),
    {},
  ],
  [
    "ids that are text with leading zeros, blanks and no order but that of code points",
    salesTable([
      ["007", "2024-03-01", "1"],
      ["7", "2024-03-01", "1"],
      ["Z", "2024-03-01", "1"],
      ["ä", "2024-03-01", "1"],
      ["a", "2024-03-01", "1"],
      ["\u00a0 ", "2024-03-01", "1"],
    ]),
    { ties: ["first"] },
  ],
];

describe.each(byName(mainPlaces))("SQL printed for %s", (_, place) => {
  const { path } = temporaryFolder();

  test.each(READINGS)("reads %s as a run does", async (_title, table, options) => {
    const placed = await put(place, table, path);
    const customers = await placed.run(options);
    expect(customers).not.toEqual([]);
    expect(await placed.query(await placed.print(options))).toEqual(customers);
  });
});

const newFolder = temporaryFolder();

test.each(byName(places))("SQL printed for %s needs nothing of the session that printed it", async (_, place) => {
  const { path } = newFolder;
  const placed = await put(place, salesTable(SHOP, { customer: "BIGINT" }), path);
  const customers = await placed.run();
  expect(await placed.query(await placed.print())).toEqual(customers);
});

function csv(rows: string): string {
  return `customer_id,sale_date,revenue\n${rows}`;
}

async function print(source: string): Promise<string> {
  return (await sqlOperation.run({ source })).sql;
}

async function query(text: string): Promise<string[]> {
  return sorted(await queryDuckdb(":memory:", text));
}

describe("SQL printed for files", () => {
  const { path } = newFolder;
  test("reads a pattern again, with the files that have come since", async () => {
    const folder = path("many");
    writeFileSync(`${folder}-0.csv`, csv("1,2024-03-01,5\n"));
    writeFileSync(`${folder}-1.csv`, csv("2,2024-03-02,6\n"));
    const printed = await print(`${folder}-*.csv`);
    expect(await query(printed)).toHaveLength(2);
    writeFileSync(`${folder}-2.csv`, csv("3,2024-03-03,7\n"));
    expect(await query(printed)).toHaveLength(3);
    appendFileSync(`${folder}-2.csv`, "4,2024-03-03 12:00:00,7\n");
    expect((await query(printed)).map((line) => line.split("|")[1])).toEqual(["3", "2", "1", "1"]);
  });

  test("reads files that start in other lines, or are packed, together", async () => {
    const folder = path("several");
    writeFileSync(`${folder}-0.csv`, csv("1,2024-03-01,5\n"));
    writeFileSync(`${folder}-1.csv`, `\n\n${csv("2,2024-03-02,6\n")}`);
    writeFileSync(`${folder}-2.csv`, gzipSync(csv("3,2024-03-02,6\n")));
    expect((await query(await print(`${folder}-*.csv`))).map((line) => line.slice(0, 3))).toEqual([
      "1|2",
      "2|1",
      "3|1",
    ]);
  });

  test("fails rather than merge ids, where whole numbers are none any more", async () => {
    const file = path("ids.csv");
    writeFileSync(file, csv("7,2024-03-01,5\n8,2024-03-01,5\n"));
    const printed = await print(file);
    expect(await query(printed)).toHaveLength(2);
    appendFileSync(file, "007,2024-03-01,5\n");
    await expect(query(printed)).rejects.toThrow("no whole number: 007");
  });
});
