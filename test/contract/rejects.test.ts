import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { parseCsv } from "../support/csv.js";
import { queryDuckdb } from "../support/duckdb.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

describe.each(byName(mainEngines))("%s accounts for every row:", (_, engine) => {
  const { path } = temporaryFolder();

  test.each(engine.sources.filter((source) => !source.untyped).map((source) => [source.name, source] as const))(
    "a row without a customer is left out of the rejects of %s too, NaN included",
    async (_source, source) => {
      const rows = [
        ["NaN", "2024-03-01", "NaN"],
        [null, "2024-03-01", "NaN"],
        ["1", "2024-03-01", "NaN"],
        ["2", "2024-03-01", "1"],
      ];
      const rejects = path("typed-rejects.csv");
      const table = salesTable(rows, { customer: "DOUBLE", revenue: "DOUBLE" });
      const { result } = await score(engine, path, table, { rejects, maxRejects: "1" }, source);
      expect(result.rejected).toMatchObject({ missing_customer: 2, bad_revenue: 1 });
      expect(parseCsv(readFileSync(rejects, "utf8"))).toHaveLength(2);
    },
  );

  test("each is used or counted under the first reason that applies", async () => {
    const rows = [
      ["a", "2024-03-01", "1"],
      ["a", "2024-03-02", "2"],
      [null, "n/a", "n/a"],
      ["  ", "2024-03-01", "1"],
      ["b", "n/a", "n/a"],
      ["b", null, "1"],
      ["b", "2024-12-01", "n/a"],
      ["b", "2024-03-01", null],
      ["b", "2024-03-05", "-1"],
      ["b", "2024-02-01", "-1"],
      ["c", "2024-03-01", "-1"],
    ];
    const { result } = await score(engine, path, salesTable(rows), {
      asOf: "2024-03-04",
      since: "2024-02-15",
      refunds: "ignore",
      maxRejects: "4",
    });
    expect(result.rejected).toEqual({
      left_out: 0,
      unknown_where: 0,
      missing_customer: 2,
      other_currency: 0,
      not_sold: 0,
      order_line: 0,
      bad_date: 2,
      bad_revenue: 2,
      bad_frequency: 0,
      after_snapshot: 1,
      before_window: 1,
      ignored_refund: 1,
      no_purchase: 1,
    });
    expect(result.sales).toBe(2);
    const { no_purchase: _customers, ...counts } = result.rejected;
    expect(result.rows).toBe(result.sales + Object.values(counts).reduce((sum, count) => sum + count, 0));
  });

  test("a row that does not meet the condition is counted, and one of which it cannot tell by itself", async () => {
    const rows = [
      ["a", "2024-03-01", "5"],
      ["b", "2024-03-02", "7"],
      ["c", "2024-03-03", "9"],
      ["c", "2024-03-04", null],
      [null, "2024-03-05", "6"],
    ];
    const { result } = await score(engine, path, salesTable(rows), { where: "revenue < 8", maxRejects: "0" });
    expect(result.rejected).toMatchObject({ left_out: 1, unknown_where: 1, missing_customer: 1, bad_revenue: 0 });
    expect({ rows: result.rows, sales: result.sales, customers: result.customers }).toEqual({
      rows: 5,
      sales: 2,
      customers: 2,
    });
  });

  test("digits of another script are no date and no amount, and its spaces may stand around one", async () => {
    const rows = [
      ["a", "2024-03-01", "1"],
      ["b", "\u0662\u0660\u0662\u0664-\u0660\u0663-\u0660\u0661", "1"],
      ["c", "2024-03-01", "\u0665"],
      ["d", "2024-03-01", "\u00a05"],
    ];
    const table = salesTable(rows, { date: "VARCHAR", revenue: "VARCHAR" });
    const { result } = await score(engine, path, table, { maxRejects: "3" });
    expect(result.rejected).toMatchObject({ bad_date: 1, bad_revenue: 1 });
  });

  const oneBadInTen = salesTable(
    Array.from({ length: 10 }, (__, index) => [`c${index}`, index === 3 ? "n/a" : "2024-03-01", "1"]),
  );
  const twoBadInTen = salesTable(
    oneBadInTen.rows.map((row, index) => (index === 7 ? ["c7", "2024-03-01", "n/a"] : row)),
  );

  test("a tenth of the rows may be rejected by default, and no more", async () => {
    expect((await score(engine, path, oneBadInTen)).result.customers).toBe(9);
    await expect(score(engine, path, twoBadInTen)).rejects.toMatchObject({ code: "TOO_MANY_REJECTS" });
  });

  test.each(["2", "20%", "0.2"])("--max-rejects %s allows two of ten", async (maxRejects) => {
    expect((await score(engine, path, twoBadInTen, { maxRejects })).result.sales).toBe(8);
  });

  test.each(["1", "19%", "0.1", "0"])("--max-rejects %s does not allow two of ten", async (maxRejects) => {
    await expect(score(engine, path, twoBadInTen, { maxRejects })).rejects.toMatchObject({ code: "TOO_MANY_REJECTS" });
  });

  test.each(["-1", "many", "101%", "1.5", ""])("--max-rejects %o is refused", async (maxRejects) => {
    await expect(score(engine, path, oneBadInTen, { maxRejects })).rejects.toMatchObject({ code: "USAGE" });
  });

  test("strict allows none, and rows without a customer are none", async () => {
    await expect(score(engine, path, oneBadInTen, { strict: true })).rejects.toMatchObject({ code: "REJECTED_ROWS" });
    const table = salesTable([
      ["a", "2024-03-01", "1"],
      [null, "n/a", "n/a"],
    ]);
    expect((await score(engine, path, table, { strict: true })).result.rejected.missing_customer).toBe(1);
  });

  test("where nobody is left to score, nothing is published", async () => {
    const store = await engine.newStore(path);
    const table = salesTable([["a", "2024-03-01", "1"]]);
    await expect(score(engine, path, table, { store, asOf: "2024-01-01" })).rejects.toMatchObject({
      code: "NO_CUSTOMERS",
    });
    await expect(engine.published(store)).resolves.toEqual([]);
  });
});

// Lines exist only in files, which the embedded engine reads.
describe("the file of rejects", () => {
  const { path } = temporaryFolder();

  const TEXT = [
    "customer_id,note,sale_date,revenue", // line 1
    'a,"two',
    'lines",2024-03-01,1.00', // 2 and 3
    "",
    "b,plain,2024-02-30,2.00", // 5
    'c,"three,',
    '""quoted""',
    'lines",2024-03-01,n/a', // 6 to 8
    "d,,,", // 9
    "",
    "",
    ",no customer,n/a,n/a", // 12
    "  ,blank customer,n/a,n/a",
    'e,"\u{1F600}",2024-03-02,NaN', // 14
    "f,fine,2024-03-02,5.00",
    "",
  ].join("\n");

  const EXPECTED = [
    ["bad_date", "5", "b", "plain", "2024-02-30", "2.00"],
    ["bad_revenue", "6", "c", 'three,\n"quoted"\nlines', "2024-03-01", "n/a"],
    ["bad_date", "9", "d", "", "", ""],
    ["bad_revenue", "14", "e", "\u{1F600}", "2024-03-02", "NaN"],
  ];

  async function rejectsOf(name: string, text: string | Buffer, options: Omit<RunValues, "source"> = {}) {
    const source = path(name);
    const rejects = options.rejects ?? path("rejects.csv");
    writeFileSync(source, text);
    const store = path("store.duckdb");
    const result = await runOperation.run({ source, store, maxRejects: "100%", threads: 1, ...options, rejects });
    return { source, rejects, result };
  }

  async function lineNumbers(name: string, text: string | Buffer): Promise<unknown> {
    const { rejects } = await rejectsOf(name, text);
    return parseCsv(readFileSync(rejects, "utf8"))
      .slice(1)
      .map(([, line]) => line);
  }

  test("holds each row as it came, with its reason, its file and the line on which it begins", async () => {
    const { source, rejects, result } = await rejectsOf("sales.csv", TEXT);
    const [header, ...rows] = parseCsv(readFileSync(rejects, "utf8"));
    expect(header).toEqual(["file", "line", "reason", "customer_id", "note", "sale_date", "revenue"]);
    expect(rows.map(([, line, reason, ...row]) => [reason, line, ...row])).toEqual(EXPECTED);
    expect(new Set(rows.map(([file]) => file))).toEqual(new Set([source]));
    expect(result.rejected).toMatchObject({ bad_date: 2, bad_revenue: 2, missing_customer: 2 });
  });

  test("numbers the lines of a packed file, and of one with CR LF, as an editor does", async () => {
    expect(await lineNumbers("sales.csv.gz", gzipSync(TEXT))).toEqual(["5", "6", "9", "14"]);
    expect(await lineNumbers("sales.csv", TEXT.replaceAll("\n", "\r\n"))).toEqual(["5", "6", "9", "14"]);
    expect(await lineNumbers("sales.csv", `\uFEFF${TEXT}`)).toEqual(["5", "6", "9", "14"]);
  });

  test("numbers the lines of JSON lines", async () => {
    const lines = ["a 2024-03-01 1", "b n/a 1", "", "c 2024-03-01 x"].map((line) => {
      const [customer_id, sale_date, revenue] = line.split(" ");
      return line === "" ? "" : JSON.stringify({ customer_id, sale_date, revenue });
    });
    const { rejects } = await rejectsOf("sales.jsonl", lines.join("\n"));
    expect(parseCsv(readFileSync(rejects, "utf8")).map(([, line]) => line)).toEqual(["line", "2", "4"]);
  });

  test("can be Parquet or JSON lines too", async () => {
    const parquet = (await rejectsOf("sales.csv", TEXT, { rejects: path("rejects.parquet") })).rejects;
    const rows = await queryDuckdb(":memory:", `SELECT reason, line::VARCHAR AS line FROM '${parquet}'`);
    expect(rows.map(({ reason, line }) => [reason, line])).toEqual(EXPECTED.map((row) => row.slice(0, 2)));
    const json = (await rejectsOf("sales.csv", TEXT, { rejects: path("rejects.jsonl") })).rejects;
    const first = JSON.parse(readFileSync(json, "utf8").split("\n")[0] as string) as Record<string, unknown>;
    expect(first).toMatchObject({ reason: "bad_date", line: 5, sale_date: "2024-02-30" });
  });

  test("is written for a run that fails over it", async () => {
    const rejects = path("rejects.csv");
    await expect(rejectsOf("sales.csv", TEXT, { rejects, strict: true })).rejects.toMatchObject({
      code: "REJECTED_ROWS",
    });
    expect(parseCsv(readFileSync(rejects, "utf8"))).toHaveLength(5);
  });

  test("knows the row in the second of several files by its own file and line", async () => {
    const folder = path("months");
    const first = `${folder}-1.csv`;
    const second = `${folder}-2.csv`;
    writeFileSync(first, "customer_id,sale_date,revenue\na,2024-03-01,1\nb,2024-03-01,x\n");
    writeFileSync(second, "customer_id,sale_date,revenue\na,2024-03-01,1\nb,2024-03-01,1\nc,x,1\n");
    const rejects = path("rejects.csv");
    await runOperation.run({
      source: `${folder}-?.csv`,
      store: path("store.duckdb"),
      maxRejects: "2",
      rejects,
      threads: 1,
    });
    expect(parseCsv(readFileSync(rejects, "utf8")).slice(1)).toEqual([
      [first, "3", "bad_revenue", "b", "2024-03-01", "x"],
      [second, "4", "bad_date", "c", "x", "1"],
    ]);
  });

  test("gives a row of columns that went into an expression as it came", async () => {
    const text = "customer_id,sale_date,Quantity,Price\na,2024-03-01,1,2.50\nb,2024-03-01,007,abc\nc,2024-03-01,1,1\n";
    const { rejects } = await rejectsOf("sales.csv", text.replace("abc", ""), { revenue: "Quantity * Price" });
    expect(
      parseCsv(readFileSync(rejects, "utf8"))
        .slice(1)
        .map((row) => row.slice(1)),
    ).toEqual([["3", "bad_revenue", "b", "2024-03-01", "007", ""]]);
  });
});
