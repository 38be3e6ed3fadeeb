import { describe, expect, test } from "vitest";
import { scoreSales } from "../oracle/score-sales.js";
import { random } from "../support/random.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

type Row = readonly [customer: string | null, date: string | null, revenue: string | null];

const draw = random(7);
const day = (): string => new Date(Date.UTC(2023, 0, 1 + Math.floor(400 * draw()))).toISOString().slice(0, 10);

/** Plain sales, as the start of a file promises them: bare dates, whole-number ids, narrow amounts. */
const PLAIN: readonly Row[] = Array.from({ length: 5000 }, () => [
  String(Math.floor(800 * draw())),
  day(),
  (draw() * 500).toFixed(2),
]);

/** What follows them. */
const SURPRISES: readonly (readonly [string, readonly Row[]])[] = [
  ["a timestamp", [["5", "2024-03-01 14:30:00", "10.00"]]],
  ["a timestamp with fractions", [["5", "2024-03-01T14:30:00.123456", "10.00"]]],
  ["a timestamp with an offset, on an earlier day in UTC", [["5", "2024-03-01T01:30:00+05:30", "10.00"]]],
  ["a date that does not exist", [["5", "2024-02-30", "10.00"]]],
  [
    "a bad date, then a timestamp",
    [
      ["5", "yesterday", "10.00"],
      ["6", "2024-03-01 00:00:00", "1.00"],
    ],
  ],
  ["a date in another format", [["5", "01/03/2024", "10.00"]]],
  ["no date", [["5", null, "10.00"]]],
  ["a timestamp of nobody", [[null, "2024-03-01 14:30:00", "10.00"]]],
  ["an id with a leading zero", [["007", "2024-03-01", "10.00"]]],
  ["an id of letters", [["x", "2024-03-01", "10.00"]]],
  ["a wide amount", [["5", "2024-03-01", "100000000000000"]]],
  ["a wide refund", [["5", "2024-03-01", "-100000000000000"]]],
  ["an amount beyond the limit", [["5", "2024-03-01", "100000000000000.0001"]]],
  ["an amount that only rounding makes wide", [["5", "2024-03-01", "99999999999999.99995"]]],
  ["no amount", [["5", "2024-03-01", ""]]],
  [
    "a wide amount and a timestamp",
    [
      ["5", "2024-03-01", "100000000000000"],
      ["6", "2024-03-01 10:00:00", "1"],
    ],
  ],
  ["a wide amount on a timestamp", [["5", "2024-03-01 14:30:00", "100000000000000"]]],
  [
    "all of these at once",
    [
      ["x", "2024-03-01 14:30:00+02", "1e14"],
      ["5", "never", "1"],
      ["5", "2024-03-01", "1e15"],
    ],
  ],
];

describe.each(byName(mainEngines))("%s gives the oracle's answer when 5,000 plain sales end with", (_, engine) => {
  const { path } = temporaryFolder();
  const untyped = engine.sources.find((source) => source.untyped);

  test.runIf(untyped).each(SURPRISES)("%s", async (_title, surprise) => {
    const rows = [...PLAIN, ...surprise];
    const expected = scoreSales(rows.map(([customer, date, revenue]) => ({ customer, date, revenue })));
    const first = await score(engine, path, salesTable(rows), {}, untyped);
    expect(first.customers).toEqual(expected?.customers);
    expect(first.result.rejected).toEqual(expected?.rejected);
    expect(first.result.snapshot).toBe(expected?.snapshot);
    const reversed = await score(engine, path, salesTable(rows.toReversed()), { ties: ["first"] }, untyped);
    const ranked = scoreSales(
      rows.map(([customer, date, revenue]) => ({ customer, date, revenue })),
      { first: ["recency", "frequency", "monetary"] },
    );
    expect(reversed.customers).toEqual(ranked?.customers);
    expect(reversed.result.rejected).toEqual(expected?.rejected);
  });
});
