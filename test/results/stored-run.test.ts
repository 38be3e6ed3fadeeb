import { describe, expect, test } from "vitest";
import type { QuintileError } from "../../src/errors.js";
import { readRun, writeRun } from "../../src/results/stored/stored-run.js";

/** A row as it is written, and as an engine gives it back: 64-bit numbers may come as text. */
const ROW = {
  run: 3,
  started_at: "2026-11-30 13:38:59.055",
  finished_at: "2026-11-30 13:38:59.77",
  version: "0.1.0",
  source: "sales.csv",
  snapshot: "2025-06-02",
  sales: "7",
  customers: 6,
  rejected:
    '{"missing_customer":0,"bad_date":2,"bad_revenue":0,"after_snapshot":0,"before_window":0,"ignored_refund":0,"no_purchase":1}',
  scoring:
    '{"name":"mixed","recency":{"method":"quintiles"},"frequency":{"method":"thresholds","bounds":[9,5,3,2]},"monetary":{"method":"percentiles"}}',
  cutpoints:
    '{"recency":["32","62","93","120"],"frequency":["2","3","5","9"],"monetary":["-2.5000","3.50002","4.5000","4.5000"]}',
  model: "two-segment",
  model_definition:
    '{"name":"two-segment","segments":[{"name":"Champions","description":"Best","action":"Reward","group":"top"},{"name":"Others","description":"","action":"","group":"none"}],"rules":[{"segment":"Champions","when":{"R":[4,5],"total":[13,14,15]},"line":7}],"fallback":[{"segment":"Others","when":{}}]}',
  options:
    '{"ties":["frequency=first"],"source":"sales.csv","store":"quintile.duckdb","asOf":"2025-06-02","threads":4}',
  reading:
    '{"columns":{"customer":{"kind":"column","from":"Customer ID","guessed":true},"date":{"kind":"column","from":"day","guessed":false},"revenue":{"kind":"expression","from":"price * 2","guessed":false},"order":null},"where":"price > 0","date_format":"%d/%m/%Y","decimal":",","refunds":"net","encoding":"windows-1252","sheet":"Sales","region":{"lines_above":3,"lines_below":0}}',
  timings: '{"open":20,"sales":209,"metrics":13,"fit":23,"score":9,"cube":6,"total":694}',
  cells: '{"155":[2,301,4,"-1.5000"],"511":[4,8,4,"12.25"]}',
};

const RUN = {
  run: 3,
  started_at: "2026-11-30 13:38:59.055",
  finished_at: "2026-11-30 13:38:59.77",
  version: "0.1.0",
  source: "sales.csv",
  snapshot: "2025-06-02",
  sales: 7,
  customers: 6,
  rejected: {
    missing_customer: 0,
    bad_date: 2,
    bad_revenue: 0,
    after_snapshot: 0,
    before_window: 0,
    ignored_refund: 0,
    no_purchase: 1,
  },
  scoring: {
    name: "mixed",
    recency: { method: "quintiles" },
    frequency: { method: "thresholds", bounds: [9, 5, 3, 2] },
    monetary: { method: "percentiles" },
  },
  cutpoints: {
    recency: ["32", "62", "93", "120"],
    frequency: ["2", "3", "5", "9"],
    monetary: ["-2.5000", "3.50002", "4.5000", "4.5000"],
  },
  model: {
    name: "two-segment",
    segments: [
      { name: "Champions", description: "Best", action: "Reward", group: "top" },
      { name: "Others", description: "", action: "", group: "none" },
    ],
    rules: [{ segment: "Champions", when: { R: [4, 5], total: [13, 14, 15] }, line: 7 }],
    fallback: [{ segment: "Others", when: {} }],
  },
  options: {
    ties: ["frequency=first"],
    source: "sales.csv",
    store: "quintile.duckdb",
    asOf: "2025-06-02",
    threads: 4,
  },
  reading: {
    columns: {
      customer: { kind: "column", from: "Customer ID", guessed: true },
      date: { kind: "column", from: "day", guessed: false },
      revenue: { kind: "expression", from: "price * 2", guessed: false },
      order: null,
    },
    where: "price > 0",
    date_format: "%d/%m/%Y",
    decimal: ",",
    refunds: "net",
    encoding: "windows-1252",
    sheet: "Sales",
    region: { lines_above: 3, lines_below: 0 },
  },
  timings: { open: 20, sales: 209, metrics: 13, fit: 23, score: 9, cube: 6, total: 694 },
  cube: [
    { R: 1, F: 5, M: 5, customers: 2, recency: 301, frequency: 4, monetary: "-1.5000" },
    { R: 5, F: 1, M: 1, customers: 4, recency: 8, frequency: 4, monetary: "12.25" },
  ],
};

test("a row is read as the run that was written", () => {
  expect(readRun(ROW, "quintile.duckdb")).toEqual(RUN);
});

test("a run is written as the row that is read", () => {
  expect(writeRun(readRun(ROW, "quintile.duckdb"))).toEqual({ ...ROW, sales: 7 });
});

test("a run of a version that kept no reading and no cube has none", () => {
  const { reading: _, cells: __, ...earlier } = ROW;
  for (const row of [earlier, { ...ROW, reading: null, cells: null }]) {
    const run = readRun(row, "quintile.duckdb");
    expect(run).toEqual({ ...RUN, reading: null, cube: null });
    expect(writeRun(run)).toMatchObject({ reading: null, cells: null });
  }
});

function refusal(change: object): QuintileError {
  try {
    readRun({ ...ROW, ...change }, "shop.duckdb");
  } catch (error) {
    return error as QuintileError;
  }
  throw new Error("The row was read.");
}

test("the error names store, table, column and row, and says what to do, but not what stands there", () => {
  const { code, message, hint } = refusal({ scoring: '{"name":"secret"' });
  expect([code, message, hint]).toEqual([
    "BAD_FILE",
    "shop.duckdb is damaged, or was changed by hand: the column scoring of rfm_runs (run 3) does not hold a scoring as JSON.",
    "Restore the row from a backup, or delete it; quintile run SOURCE writes a new one.",
  ]);
});

const model = (change: object): string => JSON.stringify({ ...RUN.model, ...change });

describe("what would break later, or mislead, is refused", () => {
  test.each([
    ["run", 0],
    ["run", null],
    ["finished_at", null],
    ["snapshot", 20250602],
    ["sales", "some"],
    ["customers", 1.5],
    ["customers", -1],
    ["rejected", "{}"],
    ["rejected", ROW.rejected.replace("2", "-2")],
    ["rejected", ROW.rejected.replace("2", '"2"')],
    ["scoring", ROW.scoring.replace("percentiles", "guesses")],
    ["scoring", ROW.scoring.replace("9,5,3,2", "9,5,3")],
    ["scoring", ROW.scoring.replace('"name":"mixed",', "")],
    ["scoring", "null"],
    ["cutpoints", ROW.cutpoints.replace('"32",', "")],
    ["cutpoints", ROW.cutpoints.replace('"62"', "62")],
    ["cutpoints", ROW.cutpoints.replace('"62"', '"6e2"')],
    ["cutpoints", ROW.cutpoints.replace('"62"', '"620"')],
    ["cutpoints", ROW.cutpoints.replace("-2.5000", "2.5000001")],
    ["model_definition", "[]"],
    ["model_definition", model({ segments: [] })],
    ["model_definition", model({ fallback: [] })],
    ["model_definition", model({ rules: [{ segment: "Champions", when: { R: [6] } }] })],
    ["model_definition", model({ rules: [{ segment: "Nobody", when: {} }] })],
    ["options", "[]"],
    ["options", "{}"],
    ["options", '{"source":"s.csv","ties":"first"}'],
    ["options", '{"source":"s.csv","asOf":20250602}'],
    ["options", '{"source":"s.csv","refunds":"some"}'],
    ["options", '{"source":"s.csv","order":7}'],
    ["reading", ""],
    ["reading", "null"],
    ["reading", "{}"],
    ["reading", ROW.reading.replace('"order":null', '"order":"invoice"')],
    ["reading", ROW.reading.replace('"order":null', '"other":null')],
    ["reading", ROW.reading.replace("expression", "guess")],
    ["reading", ROW.reading.replace('"guessed":true', '"guessed":1')],
    ["reading", ROW.reading.replace('"net"', '"gross"')],
    ["reading", ROW.reading.replace('"decimal":","', '"decimal":";"')],
    ["reading", ROW.reading.replace('"lines_above":3', '"lines_above":-3')],
    ["timings", '{"open":20}'],
    ["timings", '{"open":"20","total":20}'],
    ["cells", "[]"],
    ["cells", '{"655":[2,301,4,"1"]}'],
    ["cells", '{"555":[2,301,4]}'],
    ["cells", '{"555":[-2,301,4,"1"]}'],
    ["cells", '{"555":[2,301,4,1]}'],
  ])("%s: %s", (column, value) => {
    const { code, message } = refusal({ [column]: value });
    expect(code).toBe("BAD_FILE");
    expect(message).toContain(`the column ${column} of rfm_runs`);
  });
});

test("members that a later version may add are kept", () => {
  const rejected = ROW.rejected.replace("{", '{"future":4,');
  expect(readRun({ ...ROW, rejected, format: 1 }, "s").rejected).toEqual({ ...RUN.rejected, future: 4 });
});
