import { type QuintileError } from "../../src/errors.js";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { queryDuckdb } from "../support/duckdb.js";
import { customerLine } from "../support/customer-line.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { byName, engines } from "./engines.js";
import { score } from "./score.js";

const HEADER = "customer_id,sale_date,revenue\n";

const metrics = (lines: readonly string[]): string[] => lines.map((line) => line.split("|").slice(0, 4).join("|"));

const sale = (id: string): string => `${id},2024-03-01,1.00\n`;

/** Rows of a customer with their total below. */
const groupOf = (name: string): string => `${`${name},2024-03-01,7,1.00\n`.repeat(400)}Total for ${name},,,400.00\n`;

// Files are read by the embedded engine, wherever the result goes.
describe("a text file", () => {
  const { path } = temporaryFolder();

  async function scoreText(text: string | Buffer, options: Omit<RunValues, "source"> = {}, name = "sales.csv") {
    const source = path(name);
    writeFileSync(source, text);
    return scoreFile(source, options);
  }

  async function scoreFile(source: string, options: Omit<RunValues, "source"> = {}) {
    const store = path("store.duckdb");
    const result = await runOperation.run({ source, store, threads: 1, refunds: "net", ...options });
    const rows = await queryDuckdb(store, "SELECT COLUMNS(*)::VARCHAR FROM (FROM customer_rfm ORDER BY ALL)");
    const [id] = await queryDuckdb(store, "SELECT DISTINCT typeof(customer_id) AS type FROM customer_rfm");
    return { result, type: id?.["type"], customers: rows.map(customerLine) };
  }

  test.each([
    ["whole numbers", ["1", "-7", "0", "999999999999999999"], "BIGINT", ["-7", "0", "1", "999999999999999999"]],
    ["leading zeros", ["7", "00042", "42"], "VARCHAR", ["00042", "42", "7"]],
    ["a plus sign", ["7", "+7"], "VARCHAR", ["+7", "7"]],
    ["minus zero", ["0", "-0"], "VARCHAR", ["-0", "0"]],
    ["whole numbers that a script took for floats", ["7", "7.0", "8.0", "-1.0"], "BIGINT", ["-1", "7", "8"]],
    ["whole numbers, all of them with .0", ["7.0", "10.0"], "BIGINT", ["7", "10"]],
    ["decimals", ["7", "7.0", "7.50"], "VARCHAR", ["7", "7.0", "7.50"]],
    ["floats beside letters", ["7", "7.0", "a"], "VARCHAR", ["7", "7.0", "a"]],
    ["floats with leading zeros", ["7", "07.0"], "VARCHAR", ["07.0", "7"]],
    ["nineteen digits", ["7", "1000000000000000000"], "VARCHAR", ["1000000000000000000", "7"]],
    ["blanks around a number", ["7", " 7"], "VARCHAR", [" 7", "7"]],
    ["an exponent", ["7", "7e0"], "VARCHAR", ["7", "7e0"]],
    ["digits of another script", ["7", "\u0667"], "VARCHAR", ["7", "\u0667"]],
    ["letters", ["7", "a"], "VARCHAR", ["7", "a"]],
  ])("with %s among its ids gives %o as %s", async (_title, ids, type, expected) => {
    const { type: published, customers } = await scoreText(HEADER + ids.map(sale).join(""));
    expect(published).toBe(type);
    expect(customers.map((line) => line.split("|")[0])).toEqual(expected);
  });

  test("keeps the blanks around ids that are text, and takes ids of blanks alone as missing", async () => {
    const ids = [" a", "a ", "a", "\ta", '" "', "", '""', "\u00a0", "null", "NaN"];
    const { result, customers } = await scoreText(HEADER + ids.map(sale).join(""));
    expect(customers.map((line) => line.split("|")[0])).toEqual(["\ta", " a", "NaN", "a", "a ", "null"]);
    expect(result.rejected.missing_customer).toBe(4);
  });

  test("may start with a byte order mark and have lines that end in CR LF", async () => {
    const text = `\uFEFFcustomer_id,sale_date,revenue\r\n"a\r\nb",2024-03-01,1.00\r\nc,2024-03-02,2.00`;
    const { customers } = await scoreText(text);
    expect(metrics(customers)).toEqual(["a\r\nb|2|1|1.0000", "c|1|1|2.0000"]);
  });

  test("may hold blank lines, which are no rows", async () => {
    const { result } = await scoreText(`${HEADER}\n${sale("1")}\n\n${sale("2")}\n`);
    expect(result.rows).toBe(2);
  });

  test("may start with blank lines above its header", async () => {
    const { result } = await scoreText(`\n\n${HEADER}${sale("1")}${sale("2")}`);
    expect(result.rows).toBe(2);
  });

  test("is packed when its bytes say so, whatever it is called", async () => {
    const { customers } = await scoreText(gzipSync(HEADER + sale("1")));
    expect(metrics(customers)).toEqual(["1|1|1|1.0000"]);
  });

  test("is one of several that a pattern finds, packed or not", async () => {
    const folder = path("months");
    mkdirSync(folder);
    writeFileSync(join(folder, "2024-01.csv"), `${HEADER}a,2024-01-31,1.00\n`);
    writeFileSync(join(folder, "2024-02.csv"), `${HEADER}a,2024-02-29,2.00\nb,2024-02-01,4.00\n`);
    writeFileSync(join(folder, "notes.txt"), "not sales\n");
    expect(metrics((await scoreFile(join(folder, "*.csv"))).customers)).toEqual(["a|1|2|3.0000", "b|29|1|4.0000"]);
    writeFileSync(join(folder, "2024-03.csv.gz"), gzipSync(`${HEADER}b,2024-03-01,8.00\n`));
    expect(metrics((await scoreFile(join(folder, "2024-*"))).customers)).toEqual(["a|2|2|3.0000", "b|1|2|12.0000"]);
  });

  test("with totals below groups is a report, however many rows each group has", async () => {
    const report = `customer,date,number,amount\n${["Ann", "Bob", "Cy"].map(groupOf).join("")}`;
    await expect(scoreText(report)).rejects.toMatchObject({
      code: "BAD_FILE",
      message: expect.stringMatching(/sales\.csv is a report with groups and subtotals, not a table/) as string,
    });
    const table = `customer,date,number,amount\n${"Total Wine,2024-03-01,7,1.00\n".repeat(400)}Total Wine,soon,7,1.00\n`;
    expect((await scoreText(table)).result).toMatchObject({ sales: 400, rejected: { bad_date: 1 } });
  });

  test("keeps in its reading which encoding was decoded, and how many lines are no rows", async () => {
    const text = `Sales of January\n\n${HEADER}a,2024-01-31,1.00\nb,2024-01-30,2.00\n\nTotal,,3.00\nPrinted by the office\n`;
    const { result } = await scoreText(Buffer.from(`\uFEFF${text}`, "utf16le"));
    expect(result.reading).toMatchObject({
      encoding: "utf-16le",
      sheet: null,
      region: { lines_above: 1, lines_below: 2 },
    });
    expect(result.rows).toBe(2);
  });

  test("is joined with the other files of a pattern by the names of their columns, each written in its own way", async () => {
    const folder = path("mixed");
    mkdirSync(folder);
    writeFileSync(join(folder, "1.csv"), `${HEADER}007,2024-01-30,1.00\n7,2024-01-30,2.00\n`);
    writeFileSync(join(folder, "2.csv"), "revenue;Customer ID;note;Sale-Date\r\n3.00;007;a, b;2024-01-31\r\n");
    writeFileSync(
      join(folder, "3.txt"),
      "\uFEFFSales of January\n\nsale_date\tcustomer_id\trevenue\n2024-01-29\t8\t4.00\n\nTotal\t\t4.00\n",
    );
    writeFileSync(join(folder, "4.json"), '[{"customer_id":"007","sale_date":"2024-01-31","revenue":5.25}]');
    writeFileSync(join(folder, "5.csv"), "");
    const { customers } = await scoreFile(join(folder, "*"));
    expect(metrics(customers)).toEqual(["007|1|3|9.2500", "7|2|1|2.0000", "8|3|1|4.0000"]);
  });

  test("takes amounts of every ordinary spelling, and rejects what is no amount", async () => {
    const good = ["1", "1.5", "+1.5", ".5", "5.", "-0.25", " 2 ", "1e3", "1.5e-3", "00012.5", "1e-400"];
    const bad = [
      "",
      "5 6",
      "5 kg",
      "1,5,5",
      "1.000,00 ,",
      "--5",
      "0x10",
      "1e",
      ".",
      "nan",
      "Infinity",
      "1e400",
      "-1e400",
    ];
    const rows = [...good, ...bad].map(
      (amount, index) => `c${String(index).padStart(2, "0")},2024-03-01,"${amount}"\n`,
    );
    const { result, customers } = await scoreText(HEADER + rows.join(""), { maxRejects: "100%" });
    expect(customers.map((line) => line.split("|")[3])).toEqual([
      "1.0000",
      "1.5000",
      "1.5000",
      "0.5000",
      "5.0000",
      "-0.2500",
      "2.0000",
      "1000.0000",
      "0.0015",
      "12.5000",
      "0.0000",
    ]);
    expect(result.rejected.bad_revenue).toBe(bad.length);
  });

  // Alone in its file, each of them meets the fastest way of reading that the engine has.
  test.each([
    ["1", "1.0000"],
    ["+1.5", "1.5000"],
    [".5", "0.5000"],
    ["5.", "5.0000"],
    [" 2 ", "2.0000"],
    ["1e3", "1000.0000"],
    ["1.5e-3", "0.0015"],
    ["00012.5", "12.5000"],
    ["0.00005", "0.0001"],
    ["-0.00005", "-0.0001"],
    ["0.00004999", "0.0000"],
    ["1.99995", "2.0000"],
    ["99999999999999.99994", "99999999999999.9999"],
    ["99999999999999.99995", "100000000000000.0000"],
    ["-100000000000000", "-100000000000000.0000"],
  ])("takes the amount %o as %s", async (amount, expected) => {
    const { customers } = await scoreText(`${HEADER}a,2024-03-01,${amount}\nb,2024-03-01,"${amount}"\n`);
    expect(customers.map((line) => line.split("|")[3])).toEqual([expected, expected]);
  });

  test.each(["1,5,5", "1.00.000", "5 kg", "5 6", "--5", "0x10", "1e", ".", "nan", "inf", "1e400", "true"])(
    "rejects the amount %o",
    async (amount) => {
      const { result } = await scoreText(`${HEADER}a,2024-03-01,1\nb,2024-03-01,"${amount}"\n`, { maxRejects: "1" });
      expect(result.rejected.bad_revenue).toBe(1);
    },
  );

  test("takes amounts up to 10^14 on either side, to the last of four places, and rejects any beyond", async () => {
    const rows = [
      ["a", "100000000000000"],
      ["b", "-100000000000000.0000"],
      ["c", "99999999999999.9999"],
      ["d", "100000000000000.0001"],
      ["e", "-100000000000000.0001"],
      ["f", "1e14"],
      ["g", "1.0000001e14"],
      ["h", "999999999999999999999999999999999999999999"],
    ].map(([id, amount]) => `${id},2024-03-01,${amount}\n`);
    const { result, customers } = await scoreText(HEADER + rows.join(""), { maxRejects: "50%" });
    expect(customers.map((line) => line.split("|")[3])).toEqual([
      "100000000000000.0000",
      "-100000000000000.0000",
      "99999999999999.9999",
      "100000000000000.0000",
    ]);
    expect(result.rejected.bad_revenue).toBe(4);
  });

  test("may write its amounts with a decimal comma", async () => {
    const rows = ["1.234,56", "1234,5", "-,5", "7", "1.234.567,89", "12.34,5", "1,234.56"].map(
      (amount, index) => `c${index};2024-03-01;${amount}\n`,
    );
    const text = `customer_id;sale_date;revenue\n${rows.join("")}`;
    const { result, customers } = await scoreText(text, { decimal: ",", maxRejects: "2" });
    expect(customers.map((line) => line.split("|")[3])).toEqual([
      "1234.5600",
      "1234.5000",
      "-0.5000",
      "7.0000",
      "1234567.8900",
    ]);
    expect(result.rejected.bad_revenue).toBe(2);
  });

  test.each([
    ["%d/%m/%Y", "1/3/24"],
    ["%Y-%j", "2023-366"],
  ])("holds no date in %s that is written %s", async (dateFormat, date) => {
    const good = dateFormat === "%Y-%j" ? "2024-061" : "01/03/2024";
    const { result } = await scoreText(`${HEADER}a,${good},1\nb,${date},1\n`, { dateFormat, maxRejects: "1" });
    expect(result).toMatchObject({ snapshot: "2024-03-02", rejected: { bad_date: 1 } });
  });

  test.each([
    ["the year first in two digits only if nothing else fits", ["05/03/24", "25/03/24"], "2024-03-26"],
    ["years that a shop can have before others", ["20120105", "20120120"], "2012-01-21"],
    ["May for a name in full", ["April 9, 2023 1:48 pm", "May 13, 2023 11:42 pm"], "2023-05-14T23:42:00"],
    ["May alone for a month", ["12 May 2023", "13 May 2023"], "2023-05-14"],
    ["a time after a comma", ["1/5/2024, 10:00:00 AM", "1/15/2024, 1:00:00 PM"], "2024-01-16T13:00:00"],
    ["a short name between slashes", ["05/Jan/2024", "15/Jan/2024"], "2024-01-16"],
    [
      "dates after a thousand blanks",
      [...Array.from({ length: 1000 }, () => " "), "15/03/2024", "16/03/2024"],
      "2024-03-17",
    ],
  ])("may have %s", async (_title, dates, snapshot) => {
    const rows = dates.map((date) => `a,"${date}",1\n`).join("");
    const { result } = await scoreText(HEADER + rows, { maxRejects: "100%" });
    expect(result.snapshot).toBe(snapshot);
  });

  test("takes every ordinary spelling of ISO 8601, and rejects what is no date", async () => {
    const good = [
      "2024-03-01",
      "2024-03-01 14:30",
      "2024-03-01T14:30",
      "2024-03-01 14:30:00",
      "2024-03-01T14:30:00.5",
      "2024-03-01T14:30:00Z",
      "2024-03-01T14:30:00+05:30",
      "2024-03-01 14:30:00+0530",
      "2024-03-01 14:30:00-05",
      "2024-03-01 14:30:00 -0500",
      "2024-03-01T14:30:00.123456789Z",
      "2024-03-01T14:30Z",
      "2024-03-01T14:30+05:30",
      " 2024-03-01",
    ];
    const bad = [
      "",
      "n/a",
      "2024-02-30",
      "2024-13-01",
      "2024-3-1",
      "01/03/2024",
      "2024-03-01 25:00:00",
      "2024-03-01 14:60:00",
      "2024-03-01T14:30:00+25:00",
      "2024-03-01T14:30:00-99:99",
      "20240301",
    ];
    const rows = [...good, ...bad].map((date, index) => `c${String(index).padStart(2, "0")},${date},1\n`);
    const { result, customers } = await scoreText(HEADER + rows.join(""), { maxRejects: "100%", asOf: "2024-03-10" });
    expect(customers.map((line) => line.split("|")[0])).toEqual(
      good.map((_, index) => `c${String(index).padStart(2, "0")}`),
    );
    expect(result.rejected.bad_date).toBe(bad.length);
  });

  test("rejects an underscore between digits, wherever the amount stands", async () => {
    const late = `a,2024-03-01,1\n`.repeat(5000);
    for (const text of [`${HEADER}b,2024-03-01,1_000\n`, `${HEADER}${late}b,2024-03-01,1_000\nc,2024-03-01,n/a\n`]) {
      const { result } = await scoreText(`${text}a,2024-03-01,1\n`, { maxRejects: "2" });
      expect(result).toMatchObject({ customers: 1, rejected: { bad_revenue: text.includes("n/a") ? 2 : 1 } });
    }
  });

  test.each(["20-4-03-01", "2024-01-1 ", "2024-01-1Z"])("rejects %o, which only looks like ISO 8601", async (date) => {
    const text = `${HEADER}a,2024-03-02,1\nb,${date},1\n`;
    expect((await scoreText(text, { maxRejects: "1" })).result.rejected.bad_date).toBe(1);
    const withTimes = `${HEADER}a,2024-03-02 10:00:00,1\nb,${date},1\n`;
    expect((await scoreText(withTimes, { maxRejects: "1" })).result.rejected.bad_date).toBe(1);
  });

  test.each([
    ["31/01/2024", "01/02/2024", "%d/%m/%Y", "2024-02-02"],
    ["01/31/2024", "02/01/2024", "%m/%d/%Y", "2024-02-02"],
    ["31.01.2024", "01.02.2024", "%d.%m.%Y", "2024-02-02"],
    ["31.1.2024", "1.2.2024", "%d.%m.%Y", "2024-02-02"],
    ["2024/01/31", "2024/02/01", "%Y/%m/%d", "2024-02-02"],
    ["20240131", "20240201", "%Y%m%d", "2024-02-02"],
    ["31 Jan 2024", "01 Feb 2024", "%d %b %Y", "2024-02-02"],
    ['"January 31, 2024"', '"February 1, 2024"', "%B %d, %Y", "2024-02-02"],
    ["31/01/2024 18:30", "01/02/2024 08:15", "%d/%m/%Y %H:%M", "2024-02-02T08:15:00"],
    ["01/31/2024 6:30 PM", "02/01/2024 8:15 AM", "%m/%d/%Y %I:%M %p", "2024-02-02T08:15:00"],
  ])("with dates like %s and %s is read as %s", async (first, second, format, snapshot) => {
    const text = `${HEADER}a,${first},1\nb,${second},2\n`;
    const found = await scoreText(text);
    expect(found.result).toMatchObject({ date_format: format, snapshot });
    expect((await scoreText(text, { dateFormat: format })).customers).toEqual(found.customers);
  });

  test("with dates that can be read in two ways is refused, until the format is named", async () => {
    const text = `${HEADER}a,01/02/2024,1\nb,03/04/2024,2\n`;
    await expect(scoreText(text)).rejects.toMatchObject({ code: "AMBIGUOUS_DATE" });
    expect((await scoreText(text, { dateFormat: "%d/%m/%Y" })).result.snapshot).toBe("2024-04-04");
    expect((await scoreText(text, { dateFormat: "%m/%d/%Y" })).result.snapshot).toBe("2024-03-05");
  });

  test("with one date that tells days from months, far down, is read by it", async () => {
    const filler = Array.from({ length: 3000 }, (_, index) => `c${index},01/02/2024,1\n`).join("");
    const { result } = await scoreText(`${HEADER}${filler}z,31/01/2024,1\n`);
    expect(result).toMatchObject({ date_format: "%d/%m/%Y", snapshot: "2024-02-02" });
  });

  test("that starts with a thousand rows without a date is read by the dates that follow", async () => {
    const dateless = Array.from({ length: 1500 }, (_, index) => `c${index},,1\n`).join("");
    const { result } = await scoreText(`${HEADER}${dateless}z,31/01/2024,1\n`, { maxRejects: "100%" });
    expect(result).toMatchObject({ date_format: "%d/%m/%Y", customers: 1 });
  });

  test("with other dates in a second format reads each by the one that reads it", async () => {
    const iso = Array.from({ length: 1500 }, () => "a,2024-03-21,1\n").join("");
    for (const text of [`${HEADER}${iso}b,31/03/2024,2\n`, `${HEADER}b,31/03/2024,2\n${iso}`]) {
      const { result, customers } = await scoreText(text);
      expect(result).toMatchObject({ date_format: "ISO 8601 or %d/%m/%Y", snapshot: "2024-04-01" });
      expect((await scoreText(text, { dateFormat: "ISO 8601 or %d/%m/%Y" })).customers).toEqual(customers);
    }
  });

  test("with dates that a spreadsheet may have turned around asks how they are meant", async () => {
    const text = `${HEADER}a,2024-03-01,1\nb,31/01/2024,2\n`;
    const [swapped, iso] = ["%Y-%d-%m or %d/%m/%Y", "ISO 8601 or %d/%m/%Y"];
    await expect(scoreText(text)).rejects.toMatchObject({
      code: "AMBIGUOUS_DATE",
      tries: [{ inputs: { dateFormat: swapped } }, { inputs: { dateFormat: iso } }],
    });
    expect((await scoreText(text, { dateFormat: swapped })).result.snapshot).toBe("2024-02-01");
    expect((await scoreText(text, { dateFormat: iso })).result.snapshot).toBe("2024-03-02");
  });

  test("with dates of which the second format is open asks, and rejects a stray one", async () => {
    const other = "b,01/02/2024,2\n";
    await expect(scoreText(`${HEADER}a,2024-03-21,1\n${other}`)).rejects.toMatchObject({
      code: "AMBIGUOUS_DATE",
      tries: [{ inputs: { dateFormat: "ISO 8601 or %d/%m/%Y" } }, { inputs: { dateFormat: "ISO 8601 or %m/%d/%Y" } }],
    });
    const stray = `${HEADER}${"a,2024-03-21,1\n".repeat(200)}${other}`;
    expect((await scoreText(stray)).result.rejected.bad_date).toBe(1);
  });

  test("with nought for dates has none there, whatever the others are", async () => {
    for (const [date, nought] of [
      ["31/01/2024", "00/00/0000"],
      ["2024-01-31 10:00:00", "0000-00-00 00:00:00"],
    ]) {
      const { result } = await scoreText(`${HEADER}${`a,${date},1\n`.repeat(30)}b,${nought},2\n`);
      expect(result).toMatchObject({ customers: 1, rejected: { bad_date: 1 } });
    }
  });

  const LINES = "Customer ID,InvoiceDate,Invoice,Quantity,Price\n";

  test("multiplies columns that it is asked to multiply", async () => {
    const text = `${LINES}a,2024-03-01,1,3,0.1\na,2024-03-01,1,-1,0.125\nb,2024-03-01,2,2,1.99\n`;
    const { result, customers } = await scoreText(text, { revenue: "Quantity * Price" });
    expect(metrics(customers)).toEqual(["a|1|1|0.1750", "b|1|1|3.9800"]);
    expect(result.columns.revenue).toEqual({ from: "Quantity * Price", guessed: false });
  });

  test.each([
    ["at the start", (bad: string, good: string) => bad + good],
    ["at the end", (bad: string, good: string) => good + bad],
  ])("rejects the row whose factor is no number, %s as anywhere", async (_title, arrange) => {
    const good = Array.from({ length: 1500 }, (_, index) => `c${index},2024-03-01,${index},3,0.5\n`).join("");
    const text = LINES + arrange("bad,2024-03-01,1,n/a,0.5\n", good);
    const { result } = await scoreText(text, { revenue: "Quantity * Price" });
    expect(result.rejected.bad_revenue).toBe(1);
    expect(result.customers).toBe(1500);
  });

  test("keeps only rows that meet a condition, over numbers and text", async () => {
    const text = `${LINES}a,2024-03-01,536365,3,2.00\nb,2024-03-01,C536366,-3,2.00\nc,2024-03-01,536367,1,0\n`;
    const where = "Invoice NOT LIKE 'C%' AND Price > 0";
    const { result, customers } = await scoreText(text, { revenue: "Quantity * Price", where });
    expect(metrics(customers)).toEqual(["a|1|1|6.0000"]);
    expect({ rows: result.rows, left_out: result.rejected.left_out }).toEqual({ rows: 3, left_out: 2 });
  });

  test("keeps a condition on text apart from columns that happen to hold numbers only", async () => {
    const text = `${LINES}a,2024-03-01,536365,3,2.00\nb,2024-03-01,536366,1,2.00\n`;
    const { customers } = await scoreText(text, { revenue: "Quantity * Price", where: "Invoice NOT LIKE 'C%'" });
    expect(metrics(customers)).toEqual(["a|1|1|6.0000", "b|1|1|2.0000"]);
  });
});

describe("JSON", () => {
  const { path } = temporaryFolder();
  const DAY = '"sale_date":"2024-03-01"';

  async function customersOf(source: string, options: Omit<RunValues, "source"> = {}): Promise<string[]> {
    const store = path("store.duckdb");
    await runOperation.run({ source, store, threads: 1, maxRejects: "99%", ...options });
    const rows = await queryDuckdb(store, "SELECT COLUMNS(*)::VARCHAR FROM (FROM customer_rfm ORDER BY ALL)");
    return metrics(rows.map(customerLine));
  }

  async function scoreJson(lines: readonly string[], options: Omit<RunValues, "source"> = {}): Promise<string[]> {
    const source = path("sales.jsonl");
    writeFileSync(source, lines.map((line) => `${line}\n`).join(""));
    return customersOf(source, options);
  }

  const IDS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["one fraction after many whole numbers", [...Array<string>(20_600).fill("1"), "1.5"], ["1", "1.5"]],
    [
      "23 digits",
      ["12345678901234567890123", "12345678901234567890124"],
      ["12345678901234567890123", "12345678901234567890124"],
    ],
    [
      "17 digits with a fraction",
      ["12345678901234567.1", "12345678901234567.2"],
      ["12345678901234567.1", "12345678901234567.2"],
    ],
    ["a word among numbers", ["1", '"A7"', "2"], ["1", "2", "A7"]],
    [
      "UUIDs in two cases",
      ['"6f9619ff-8b86-d011-b42d-00cf4fc964ff"', '"6F9619FF-8B86-D011-B42D-00CF4FC964FF"'],
      ["6F9619FF-8B86-D011-B42D-00CF4FC964FF", "6f9619ff-8b86-d011-b42d-00cf4fc964ff"],
    ],
    [
      "dates",
      ['"2024-1-1"', '"2024-01-01"', '"2024-01-01T00:00:00Z"'],
      ["2024-01-01", "2024-01-01T00:00:00Z", "2024-1-1"],
    ],
    ["true and a number", ["true", "1"], ["1", "true"]],
    [
      "numbers within text",
      ['"a: 1.50, b"', '"\\"1.50\\""', "12345678901234567.5"],
      ['"1.50"', "12345678901234567.5", "a: 1.50, b"],
    ],
  ];

  test.each(IDS)("ids stay as they are written, nested or not, in any order: %s", async (_title, ids, expected) => {
    for (const order of [ids, ids.toReversed()]) {
      const flat = order.map((id) => `{"customer_id":${id},${DAY},"revenue":1}`);
      expect((await scoreJson(flat)).map((line) => line.split("|")[0])).toEqual(expected);
      if (order === ids && !isThorough) continue;
      const nested = order.map((id) => `{"c":{"id":${id}},${DAY},"revenue":1}`);
      expect((await scoreJson(nested, { customer: "c.id" })).map((line) => line.split("|")[0])).toEqual(expected);
    }
  });

  test("has all keys of all objects, however late they come", async () => {
    const lines = Array<string>(25_000).fill(`{"client":"x",${DAY},"revenue":1}`);
    lines.push(`{"client":"x","customer_id":"late",${DAY},"revenue":2}`);
    expect(await scoreJson(lines)).toEqual(["late|1|1|2.0000"]);
  });

  test("has the values within objects as columns, however late they come, and however the objects are laid out", async () => {
    const usual = `{"client":"x",${DAY},"total":{"amount":1,"currency":"EUR"},"tags":[1]}`;
    const late = `{"customer":{"id":"late"},${DAY},"total":{"amount":2.5,"currency":"EUR"},"tags":[]}`;
    const expected = ["late|1|1|2.5000"];
    expect(await scoreJson([...Array<string>(25_000).fill(usual), late])).toEqual(expected);
    const pretty = [usual, late].map((line) => JSON.stringify(JSON.parse(line), undefined, 2));
    expect(await scoreJson(pretty)).toEqual(expected);
    expect(await scoreJson([`{"data":[${[usual, late].map((line) => `{"node":${line}}`).join(",")}]}`])).toEqual(
      expected,
    );
  });

  test("asks for what the lines in a list add up to", async () => {
    const line = `{"customer_id":"a",${DAY},"items":[{"price":2.5,"qty":2},{"price":0.1,"qty":3}]}`;
    const lines = [line, line];
    const error = await scoreJson(lines).catch((raised: unknown) => raised as QuintileError);
    const [answer] = (error as QuintileError).tries;
    expect(await scoreJson(lines, answer?.inputs as object)).toEqual(["a|1|2|10.6000"]);
  });

  test("has all keys of all files, be they lines or a list", async () => {
    const folder = path("json");
    mkdirSync(folder);
    for (let file = 10; file < 70; file += 1) {
      writeFileSync(join(folder, `${file}.json`), `{"client":"x",${DAY},"revenue":1}\n`);
    }
    writeFileSync(join(folder, "70.json"), `[{"customer_id":"late",${DAY},"revenue":2}]`);
    expect(await customersOf(join(folder, "*.json"))).toEqual(["late|1|1|2.0000"]);
  });

  test.each([
    ["JSON", (): string => `{"customer_id":"a","Customer_ID":"b",${DAY},"revenue":1}\n`],
    ["CSV", (): string => "customer_id,Customer_ID,sale_date,revenue\na,b,2024-03-01,1\n"],
  ])("keys and headers that differ in case only are a question, and either can be named: %s", async (name, text) => {
    const source = path(`case.${name === "JSON" ? "jsonl" : "csv"}`);
    writeFileSync(source, text());
    await expect(runOperation.run({ source })).rejects.toMatchObject({
      code: "AMBIGUOUS_COLUMN",
      tries: [
        { inputs: { customer: "customer_id" }, means: 'customer is "customer_id"' },
        { inputs: { customer: "Customer_ID" }, means: 'customer is "Customer_ID"' },
      ],
    });
    await expect(runOperation.run({ source, customer: "CUSTOMER_ID" })).rejects.toMatchObject({
      code: "AMBIGUOUS_COLUMN",
    });
    expect(await customersOf(source, { customer: "customer_id" })).toEqual(["a|1|1|1.0000"]);
    expect(await customersOf(source, { customer: "Customer_ID" })).toEqual(["b|1|1|1.0000"]);
  });
});

describe.each(byName(engines))("%s", (_, engine) => {
  const { path } = temporaryFolder();

  test.each(byName(engine.sources))(
    "adds amounts of eighteen digits from %s without losing the last",
    async (_source, source) => {
      const rows = [
        ["a", "2024-03-01", "12345678901234.5678"],
        ["a", "2024-03-01", "0.0001"],
        ["b", "2024-03-01", "1"],
      ];
      const { customers } = await score(engine, path, salesTable(rows), {}, source);
      expect(customers.map((line) => line.split("|")[3])).toEqual(["12345678901234.5679", "1.0000"]);
    },
  );
});
