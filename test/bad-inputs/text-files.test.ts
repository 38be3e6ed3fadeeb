import { type ProgressEvent, run } from "../../src/library.js";
import { describe, expect, test } from "vitest";
import { queryDuckdb } from "../support/duckdb.js";
import { accepted, freshFolders, HEADER, refusalOf, write } from "./refusal.js";

freshFolders();

const GOOD = "1,2024-01-01,5\n";
const many = (count: number): string => Array.from({ length: count }, (_, index) => `${index},2024-01-01,5\n`).join("");

describe("a source that is not there", () => {
  test("by name", async () => {
    expect(await refusalOf("nope.csv")).toMatchInlineSnapshot(`
      "NO_SUCH_FILE: There is no file nope.csv.
      Check the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.
      exit 1"
    `);
  });

  test("by pattern", async () => {
    write("sales.tsv", HEADER + GOOD);
    expect(await refusalOf("*.csv")).toMatchInlineSnapshot(`
      "NO_SUCH_FILE: There is no file *.csv.
      Check the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.
      exit 1"
    `);
  });

  test("on another machine: the password stays out of the message", async () => {
    expect(await refusalOf("mysql://me:SECRET@db/shop")).toMatchInlineSnapshot(`
      "NO_SUCH_FILE: mysql://db/shop is not a file this version can read.
      Sources are files (CSV, TSV, workbooks, JSON, Parquet or .duckdb) or postgres:// and trino:// addresses.
      exit 1"
    `);
  });

  test("since it is a folder", async () => {
    write("sales/a.csv", HEADER + GOOD);
    expect(await refusalOf("sales")).toMatchInlineSnapshot(`
      "BAD_FILE: sales is a directory, not a file of sales.
      Name the files: 'sales/*.csv' or 'sales/*.parquet'.
      exit 1"
    `);
  });
});

describe("a text file without sales", () => {
  test("is empty", async () => {
    expect(await refusalOf(write("sales.csv", ""))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.csv is empty.
      Expected at least one row.
      exit 1"
    `);
  });

  test("is blank", async () => {
    expect(await refusalOf(write("sales.csv", "\n \r\n\n"))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.csv is empty.
      Expected a header line and at least one row.
      exit 1"
    `);
  });

  test("has a header only", async () => {
    expect(await refusalOf(write("sales.csv", HEADER))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.csv has a header and no rows.
      Expected at least one row.
      exit 1"
    `);
  });

  test("has a header and blank lines", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}\n\r\n`))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.csv has a header and no rows.
      Expected at least one row.
      exit 1"
    `);
  });
});

describe("columns", () => {
  test("that are not there bring up the one that was meant", async () => {
    write("orders.csv", "customer_id,order_date,amount\n1,2024-01-01,5\n");
    expect(await refusalOf("orders.csv", { date: "order_dt" })).toMatchInlineSnapshot(`
      "UNKNOWN_COLUMN: orders.csv has no column "order_dt".
      Did you mean "order_date"? Columns: customer_id, order_date, amount.
      exit 1"
    `);
  });

  test("that nobody could guess are to be named", async () => {
    expect(await refusalOf(write("sales.csv", "a,b,c\n1,2024-01-01,5\n"))).toMatchInlineSnapshot(`
      "UNKNOWN_COLUMN: sales.csv has no columns that are known to hold the customer, the date and the revenue.
      Name them with --customer, --date and --revenue. Columns: a, b, c.
      exit 1"
    `);
  });

  test("that could both be it are to be chosen from", async () => {
    write("sales.csv", "customer_id,order_date,Invoice Date,revenue\n1,2024-01-01,2024-01-02,5\n");
    expect(await refusalOf("sales.csv")).toMatchInlineSnapshot(`
      "AMBIGUOUS_COLUMN: sales.csv has 2 columns that could hold the date: order_date, Invoice Date.
      Choose one: --date order_date or --date 'Invoice Date'.
      exit 1"
    `);
  });

  test("of the same name are told apart, and none is chosen silently", async () => {
    write("sales.csv", "customer_id,sale_date,revenue,Revenue\n1,2024-01-01,5,7\n");
    expect(await refusalOf("sales.csv")).toMatchInlineSnapshot(`
      "AMBIGUOUS_COLUMN: sales.csv has 2 columns that could hold the revenue: revenue, Revenue.
      Choose one: --revenue revenue or --revenue Revenue.
      exit 1"
    `);
    const { segments } = await accepted("sales.csv", { revenue: "Revenue_2" });
    expect(segments.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(7);
  });

  test("of the same name do no harm where they play no part", async () => {
    write("sales.csv", "note,customer_id,note,sale_date,revenue\n,1,,2024-01-01,5\n");
    expect((await accepted("sales.csv")).customers).toBe(1);
  });

  test("without a name do no harm either", async () => {
    write("sales.csv", ",customer_id,sale_date,revenue,\n0,1,2024-01-01,5,\n");
    expect((await accepted("sales.csv")).customers).toBe(1);
  });
});

describe("rows that do not fit the header", () => {
  test("have too few values", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}${GOOD}SECRET,2024-01-02\n${GOOD}`))).toMatchInlineSnapshot(`
      "MALFORMED_CSV: Line 3 of sales.csv holds 2 values where the header has 3 columns.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });

  test("have too many values", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}${GOOD}SECRET,2024-01-02,5,6\n${GOOD}`)))
      .toMatchInlineSnapshot(`
      "MALFORMED_CSV: Line 3 of sales.csv holds 4 values where the header has 3 columns.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });

  test("lack their last values in many rows are read, and told of; parts of a broken row are not", async () => {
    const header = "customer_id,sale_date,revenue,note,coupon\n";
    const [whole, short] = ['a,2024-01-01,5,"x, y",z\n', "b,2024-01-02,7\n"];
    const notes: string[] = [];
    const onProgress = (event: ProgressEvent): void => void (event.type === "note" && notes.push(event.message));
    const source = write("sales.csv", header + whole + short.repeat(3));
    expect(await run({ source, store: null }, { onProgress })).toMatchObject({ sales: 4 });
    expect(notes).toContain("3 of 4 rows of sales.csv end before the last columns: what they lack is blank.");
    const broken = "b,2024-01-02,7\n,x,z\n".repeat(4);
    expect(await refusalOf(write("sales.csv", header + whole + broken))).toContain("MALFORMED_CSV: Line 3 ");
  });

  test("stand far down, below line breaks in quotes and blank lines: the line is the editor's", async () => {
    const text = `\n${HEADER}"a\nb",2024-01-01,5\n\n${many(40_000)}SECRET,5\n${GOOD}`;
    expect(text.split("\n").indexOf("SECRET,5") + 1).toBe(40_006);
    expect(await refusalOf(write("sales.csv", text))).toMatchInlineSnapshot(`
      "MALFORMED_CSV: Line 40006 of sales.csv holds 2 values where the header has 3 columns.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });

  test("have a quote that never ends", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}${GOOD}"SECRET,2024-01-02,6\n${GOOD}`))).toMatchInlineSnapshot(`
      "MALFORMED_CSV: Line 3 of sales.csv holds a quoted value that does not end where it should.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });

  test("have a quote that never ends, far down", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}${many(40_000)}"SECRET,2024-01-02,6\n${many(300_000)}`)))
      .toMatchInlineSnapshot(`
      "MALFORMED_CSV: Line 40002 of sales.csv holds a quoted value that does not end where it should.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });

  test("have text behind a closing quote", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}${GOOD}"SECRET"x,2024-01-02,6\n`))).toMatchInlineSnapshot(`
      "MALFORMED_CSV: Line 3 of sales.csv holds a quoted value that does not end where it should.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });

  test("are millions of characters long", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}${GOOD}${"SECRET".repeat(500_000)},2024-01-02,6\n`)))
      .toMatchInlineSnapshot(`
      "MALFORMED_CSV: The last row of sales.csv holds more text than a row can have.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });

  test("are longer than all the engine reads at once, and would be dropped by it", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}${GOOD}${"x".repeat(40_000_000)},2024-01-02,6\n`)))
      .toMatchInlineSnapshot(`
      "MALFORMED_CSV: The last row of sales.csv holds more text than a row can have.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });
});

const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");

describe("text that is not UTF-8", () => {
  test.each([
    ["UTF-16, little-endian", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(HEADER + GOOD)])],
    ["UTF-16, big-endian", Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(HEADER + GOOD).swap16()])],
    ["UTF-16 without a mark", utf16(HEADER + GOOD)],
    ["Latin-1", Buffer.from(`${HEADER}M\u00FCller,2024-01-01,5\n`, "latin1")],
  ])("is %s, and is read", async (_, bytes) => {
    expect(await accepted(write("my sales.csv", bytes))).toMatchObject({ sales: 1, customers: 1 });
  });

  test("is Latin-1 in one byte far down, and is read", async () => {
    const text = `${HEADER}${many(40_000)}SECRET-M\u00FCller,2024-01-01,5\n${many(10)}`;
    expect(await accepted(write("sales.csv", Buffer.from(text, "latin1")))).toMatchObject({ rows: 40_011 });
  });

  test("is not what --encoding says", async () => {
    const bytes = Buffer.from(`${HEADER}${GOOD}M\u00FCller,2024-01-01,5\n`, "latin1");
    expect(await refusalOf(write("sales.csv", bytes), { encoding: "utf-8" })).toMatchInlineSnapshot(`
      "BAD_ENCODING: Line 3 of sales.csv is not UTF-8.
      Name the encoding that it has with --encoding, such as windows-1252, or save it as UTF-8.
      exit 1"
    `);
    expect(await refusalOf(write("sales.csv", bytes), { encoding: "shift_jis" })).toMatchInlineSnapshot(`
      "BAD_ENCODING: Line 3 of sales.csv holds bytes that mean nothing in Shift-JIS.
      The file has another encoding, which --encoding names, or it is damaged.
      exit 1"
    `);
    expect(await refusalOf(write("sales.csv", bytes), { encoding: "klingon" })).toMatchInlineSnapshot(`
      "USAGE: There is no encoding "klingon".
      Name one as the web does, for example utf-8, windows-1252, windows-1250, windows-1254, macintosh, utf-16le, shift_jis or gb18030.
      exit 2"
    `);
  });

  test("is two encodings in one file", async () => {
    const umlauts = ["J\u00e4ger", "K\u00f6hler", "Gro\u00df"].map((name) => `${name},2024-01-01,5\n`).join("");
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}${umlauts}`),
      Buffer.from("Bj\u00f8rn,2024-01-01,5\n", "latin1"),
    ]);
    expect(await refusalOf(write("sales.csv", bytes))).toMatchInlineSnapshot(`
      "BAD_ENCODING: sales.csv is UTF-8 in most lines and not in some, so that no encoding reads all of it.
      Two files were put together, or it is damaged.
      exit 1"
    `);
    expect((await accepted("sales.csv", { encoding: "utf-8", store: "mended.duckdb" })).customers).toBe(4);
    expect(await queryDuckdb("mended.duckdb", "SELECT customer_id FROM customer_rfm ORDER BY 1 LIMIT 1")).toEqual([
      { customer_id: "Bj\ufffdrn" },
    ]);
  });

  test("is a web page", async () => {
    const page = "<!-- saved -->\n<!DOCTYPE html>\n<html><body><table><tr><td>a</td></tr></table></body></html>";
    expect(await refusalOf(write("sales.csv", page))).toMatchInlineSnapshot(`
      "BAD_FILE: sales.csv is a web page (HTML), not a file of sales.
      Download the file itself instead of saving the page that shows it, or save the table in a spreadsheet program as CSV.
      exit 1"
    `);
  });

  test("is no text at all", async () => {
    expect(
      await refusalOf(write("sales.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xff]))),
    ).toMatchInlineSnapshot(`
      "BAD_FILE: sales.csv is not a text file.
      Sources are CSV, TSV, JSON lines, Parquet or .duckdb files.
      exit 1"
    `);
  });

  test("is nothing but zeros", async () => {
    expect(await refusalOf(write("sales.csv", Buffer.alloc(1000)))).toMatchInlineSnapshot(`
      "BAD_FILE: sales.csv is not a text file.
      Sources are CSV, TSV, JSON lines, Parquet or .duckdb files.
      exit 1"
    `);
  });

  test("is a workbook", async () => {
    expect(await refusalOf(write("sales.xlsx", Buffer.from("PK\u0003\u0004 and so on")))).toMatchInlineSnapshot(`
      "BAD_FILE: sales.xlsx is not a whole ZIP archive: it is damaged or cut off.
      Write or download it again, and compare its size with the original.
      exit 1"
    `);
  });

  test("is packed in a way that is not read", async () => {
    expect(await refusalOf(write("sales.csv.zst", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3]))))
      .toMatchInlineSnapshot(`
      "BAD_FILE: sales.csv.zst is a packed file, not a file of sales.
      Unpack it first; gzip is the one format that is read packed.
      exit 1"
    `);
  });
});

async function customers(name: string): Promise<(string | null | undefined)[]> {
  await accepted(name);
  const rows = await queryDuckdb("quintile.duckdb", "SELECT customer_id FROM customer_rfm ORDER BY customer_id");
  return rows.map((row) => row["customer_id"]);
}

describe("text that is unusual, and fine", () => {
  test.each([
    ["a byte order mark", "\uFEFFcustomer_id,sale_date,revenue\na,2024-01-01,5\nb,2024-01-01,6\n"],
    ["a byte order mark before quotes", '\uFEFF"customer_id","sale_date","revenue"\na,2024-01-01,5\nb,2024-01-01,6\n'],
    ["lines that end as on Windows", "customer_id,sale_date,revenue\r\na,2024-01-01,5\r\nb,2024-01-01,6\r\n"],
    ["lines that end as on old Macs", "customer_id,sale_date,revenue\ra,2024-01-01,5\rb,2024-01-01,6\r"],
    ["no end of the last line", "customer_id,sale_date,revenue\na,2024-01-01,5\nb,2024-01-01,6"],
    ["blank lines above the header", "\n\n\ncustomer_id,sale_date,revenue\na,2024-01-01,5\nb,2024-01-01,6\n"],
    ["blank lines between rows", "customer_id,sale_date,revenue\na,2024-01-01,5\n\n\nb,2024-01-01,6\n\n"],
  ])("%s", async (_title, text) => {
    expect(await customers(write("sales.csv", text))).toEqual(["a", "b"]);
  });

  test("ids with leading zeros stay what they are", async () => {
    expect(
      await customers(write("sales.csv", `${HEADER}00042,2024-01-01,5\n42,2024-01-01,5\n7,2024-01-01,6\n`)),
    ).toEqual(["00042", "42", "7"]);
  });

  test("a NUL in an id stays there", async () => {
    expect(await customers(write("sales.csv", `${HEADER}a\0b,2024-01-01,5\na,2024-01-01,5\n`))).toEqual(["a", "a\0b"]);
  });
});

describe("files that do not belong together", () => {
  test("have no column in common", async () => {
    write("a.csv", HEADER + GOOD);
    write("b.csv", "name,city\nx,y\n");
    expect(await refusalOf("*.csv")).toMatchInlineSnapshot(`
      "BAD_FILE: ./b.csv has no column of ./a.csv.
      Files of one run are joined by the names of their columns. a.csv: customer_id, sale_date, revenue. b.csv: name, city. Give a narrower pattern.
      exit 1"
    `);
  });

  test("have a database among them", async () => {
    write("a.csv", HEADER + GOOD);
    await queryDuckdb("a.duckdb", "CREATE TABLE fact_sales (a INTEGER)");
    expect(await refusalOf("a.*")).toMatchInlineSnapshot(`
      "BAD_FILE: a.* matches files of different formats: delimited, database.
      Give a narrower pattern: a database is read by itself.
      exit 1"
    `);
  });
});
