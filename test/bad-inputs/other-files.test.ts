import { readFileSync, renameSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { queryDuckdb } from "../support/duckdb.js";
import { accepted, freshFolders, HEADER, refusalOf, write } from "./refusal.js";

freshFolders();

const SALE = '{"customer_id":"a","sale_date":"2024-01-01","revenue":5}\n';

describe("a packed file", () => {
  const packed = gzipSync(
    HEADER + Array.from({ length: 20_000 }, (_, index) => `${index},2024-01-01,${index}.5\n`).join(""),
  );
  const turned = (at: number): Buffer => {
    const copy = Buffer.from(packed);
    copy[at] = (copy[at] as number) ^ 0xff;
    return copy;
  };

  test("that is whole is read to its end", async () => {
    expect((await accepted(write("sales.csv.gz", packed))).rows).toBe(20_000);
  });

  test("of several members is read to its end", async () => {
    const parts = Buffer.concat([gzipSync(`${HEADER}a,2024-01-01,5\n`), gzipSync("b,2024-01-01,6\n")]);
    expect((await accepted(write("sales.csv.gz", parts))).customers).toBe(2);
  });

  test("that is cut off loses no row in silence", async () => {
    expect(await refusalOf(write("sales.csv.gz", packed.subarray(0, packed.length / 2)))).toMatchInlineSnapshot(`
      "BAD_FILE: sales.csv.gz is not a whole gzip file: it is damaged or cut off.
      Write or download it again, and compare its size with the original.
      exit 1"
    `);
    expect(await refusalOf(write("sales.csv.gz", packed.subarray(0, -8)))).toMatch(
      /^BAD_FILE: sales\.csv\.gz is not a whole gzip file/,
    );
  });

  test("that is damaged, or whose sum is wrong", async () => {
    expect(await refusalOf(write("sales.csv.gz", turned(packed.length >> 1)))).toMatch(
      /^BAD_FILE: sales\.csv\.gz is not a whole gzip file/,
    );
    expect(await refusalOf(write("sales.csv.gz", turned(packed.length - 6)))).toMatch(
      /^BAD_FILE: sales\.csv\.gz is not a whole gzip file/,
    );
  });

  test("that is empty", async () => {
    expect(await refusalOf(write("sales.csv.gz", gzipSync("")))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.csv.gz is empty.
      Expected at least one row.
      exit 1"
    `);
  });

  test("that is not packed at all is read as it is", async () => {
    expect((await accepted(write("sales.csv.gz", `${HEADER}a,2024-01-01,5\n`))).customers).toBe(1);
  });

  test("with a byte of Latin-1 is read", async () => {
    const bytes = Buffer.from(`${HEADER}M\u00FCller,2024-01-01,5\n`, "latin1");
    expect((await accepted(write("sales.csv.gz", gzipSync(bytes)))).customers).toBe(1);
  });

  test("with a row too long is called by its own name", async () => {
    expect(await refusalOf(write("sales.csv.gz", gzipSync(`${HEADER}a,2024-01-01,5\nb,2024-01-01,5,6\n`))))
      .toMatchInlineSnapshot(`
      "MALFORMED_CSV: Line 3 of sales.csv.gz holds 4 values where the header has 3 columns.
      Look there: a missing or stray quote or delimiter is the usual cause.
      exit 1"
    `);
  });
});

const nestedSale = (levels: number, row = SALE): string =>
  row.replace("}", `,"x":${"[".repeat(levels)}${"]".repeat(levels)}}`);

describe("JSON lines", () => {
  test("with a line that is not JSON", async () => {
    expect(await refusalOf(write("sales.jsonl", `\n${SALE}\n{"customer_id":"SECRET","sale_\n${SALE}`)))
      .toMatchInlineSnapshot(`
      "BAD_FILE: Line 4 of sales.jsonl is not valid JSON.
      Every line must hold one complete JSON object, or the file one array of objects.
      exit 1"
    `);
  });

  test("with a line that is not JSON, far down", async () => {
    expect(await refusalOf(write("sales.jsonl", `${SALE.repeat(40_000)}{"customer_id":"SECRET\n${SALE}`)))
      .toMatchInlineSnapshot(`
      "BAD_FILE: Line 40001 of sales.jsonl is not valid JSON.
      Every line must hold one complete JSON object, or the file one array of objects.
      exit 1"
    `);
  });

  test("that break off", async () => {
    expect(await refusalOf(write("sales.jsonl", SALE + SALE.slice(0, 20)))).toMatchInlineSnapshot(`
      "BAD_FILE: Line 2 of sales.jsonl is not valid JSON.
      Every line must hold one complete JSON object, or the file one array of objects.
      exit 1"
    `);
  });

  test("with two objects on a line", async () => {
    expect(await refusalOf(write("sales.jsonl", `${SALE}${SALE.trim()} ${SALE}`))).toMatchInlineSnapshot(`
      "BAD_FILE: Line 2 of sales.jsonl is not valid JSON.
      Every line must hold one complete JSON object, or the file one array of objects.
      exit 1"
    `);
  });

  test("that are one object over several lines each are fine", async () => {
    const pretty = JSON.stringify(JSON.parse(SALE), undefined, 2);
    expect((await accepted(write("sales.json", `${pretty}\n${pretty}\n`))).rows).toBe(2);
  });

  test("in an array that breaks off", async () => {
    expect(await refusalOf(write("sales.json", `[${SALE.trim()},{"customer_id":`))).toMatchInlineSnapshot(`
      "BAD_FILE: sales.json is not valid JSON.
      Every line must hold one complete JSON object, or the file one array of objects.
      exit 1"
    `);
  });

  test("that are not UTF-8 are read", async () => {
    const sale = SALE.replace(/"customer_id":\s*"[^"]*"/, '"customer_id":"M\u00FCller"');
    expect((await accepted(write("sales.jsonl", Buffer.from(SALE + sale, "latin1")))).customers).toBe(2);
    expect((await accepted(write("wide.jsonl", Buffer.from(SALE, "utf16le")))).customers).toBe(1);
  });

  test("that are empty", async () => {
    expect(await refusalOf(write("sales.jsonl", ""))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.jsonl is empty.
      Expected at least one row.
      exit 1"
    `);
  });

  test("that are blank", async () => {
    expect(await refusalOf(write("sales.jsonl", "\n\n"))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.jsonl is empty.
      Expected one JSON object per line.
      exit 1"
    `);
  });

  test("whose objects change their structure, without showing the value", async () => {
    const nested = '{"customer_id":{"id":"a"},"sale_date":"2024-01-01","revenue":5}\n';
    write("sales.jsonl", `\n${nested.repeat(30_000)}{"customer_id":987654321,"sale_date":"2024-01-01","revenue":5}\n`);
    const refusal = await refusalOf("sales.jsonl", { customer: '"customer_id".id' });
    expect(refusal).toMatchInlineSnapshot(`
      "BAD_FILE: Line 30002 of sales.jsonl has another structure than the objects before it.
      A field that holds an object or a list must do so on every line.
      exit 1"
    `);
    expect(refusal).not.toContain("987654321");
  });

  test.each([
    ["3,000", (): string => nestedSale(3000)],
    ["100,000, far down", (): string => SALE.repeat(30_000) + nestedSale(100_000)],
    ["100,000, as objects", (): string => SALE.replace("5}", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`)],
    ["1,000,000, in an array", (): string => `[${SALE.trim()},\n${nestedSale(1_000_000)}]`],
  ])("nested too deeply: %s levels", async (_title, text) => {
    expect(await refusalOf(write("sales.json", text()))).toBe(
      [
        "BAD_FILE: sales.json holds objects or lists that are nested too deeply to be read.",
        "Write the sales as plain objects: one per line, with a value for each column.",
        "exit 1",
      ].join("\n"),
    );
  });

  test("nested 150 deep in a column that plays no part are fine", async () => {
    expect((await accepted(write("sales.jsonl", SALE + nestedSale(150)))).rows).toBe(2);
  });

  test("with a byte order mark are fine", async () => {
    expect((await accepted(write("sales.jsonl", `\uFEFF${SALE}`))).customers).toBe(1);
  });

  test("with amounts that are now numbers, now text, are fine", async () => {
    write("sales.jsonl", `${SALE}{"customer_id":7,"sale_date":"2024-01-01","revenue":"6.50"}\n`);
    expect((await accepted("sales.jsonl")).segments.reduce((sum, { revenue }) => sum + revenue, 0)).toBe(11.5);
  });
});

async function parquet(): Promise<Buffer> {
  await queryDuckdb(
    ":memory:",
    "COPY (SELECT range % 90 AS customer_id, DATE '2024-01-01' AS sale_date, range * 1.5 AS revenue FROM range(5000)) TO 'whole.parquet'",
  );
  return readFileSync("whole.parquet");
}

describe("a Parquet file", () => {
  test.each([
    ["is cut off at the end", (whole: Buffer) => whole.subarray(0, -10)],
    ["is cut in half", (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ["ends in another magic", (whole: Buffer) => Buffer.concat([whole.subarray(0, -4), Buffer.from("XXXX")])],
    [
      "is damaged in its footer",
      (whole: Buffer) => Buffer.from(whole).fill(0xa7, whole.length - 150, whole.length - 100),
    ],
    ["is damaged in its pages", (whole: Buffer) => Buffer.from(whole).fill(0xa7, 4, 60)],
    [
      "is garbage between two magics",
      () => Buffer.concat([Buffer.from("PAR1"), Buffer.alloc(500, "garbage"), Buffer.from("PAR1")]),
    ],
    ["is nothing but its magic", () => Buffer.from("PAR1")],
    ["is text", () => Buffer.from(HEADER)],
  ])("that %s", async (_title, damage) => {
    write("sales.parquet", damage(await parquet()));
    expect(await refusalOf("sales.parquet")).toMatchInlineSnapshot(`
      "BAD_FILE: sales.parquet is not a readable Parquet file: it is damaged or cut off.
      Write or download it again, and compare its size with the original.
      exit 1"
    `);
  });

  test("that is empty", async () => {
    expect(await refusalOf(write("sales.parquet", ""))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.parquet is empty.
      Expected at least one row.
      exit 1"
    `);
  });

  test("without a column that an expression names is not called damaged", async () => {
    await parquet();
    expect(await refusalOf("whole.parquet", { revenue: "Quantity * 2" })).toMatchInlineSnapshot(`
      "BAD_EXPRESSION: Referenced column "Quantity" not found in FROM clause!
      Check the SQL of --customer, --date, --revenue, --order and --where; CAST(column AS type) reads text as a number or date.
      exit 1"
    `);
  });

  test("beside one with other columns counts the rows that have no date", async () => {
    await parquet();
    await queryDuckdb(
      ":memory:",
      "COPY (SELECT 1 AS customer_id, DATE '2024-01-01' AS day, 2.5 AS revenue) TO 'x.parquet'",
    );
    renameSync("whole.parquet", "a.parquet");
    expect(await accepted("?.parquet")).toMatchObject({ sales: 5000, rejected: { bad_date: 1 } });
  });

  test("whose ids are true and false asks for the column by its name", async () => {
    await queryDuckdb(
      ":memory:",
      "COPY (SELECT range = 0 AS customer_id, DATE '2024-01-01' AS sale_date, true AS revenue, 2.5 AS extra FROM range(2)) TO 'sales.parquet'",
    );
    expect(await refusalOf("sales.parquet", { revenue: "extra" })).toMatchInlineSnapshot(`
      "UNKNOWN_COLUMN: Column "customer_id" of sales.parquet is of type BOOLEAN, so it is the customer only if you say so.
      Add --customer customer_id, or name another column. Columns: customer_id, sale_date, revenue, extra.
      exit 1"
    `);
    expect(await refusalOf("sales.parquet", { customer: "customer_id" })).toMatchInlineSnapshot(`
      "UNKNOWN_COLUMN: Column "revenue" of sales.parquet is of type BOOLEAN, which cannot be the revenue.
      Name another column with --revenue. Columns: customer_id, sale_date, revenue, extra.
      exit 1"
    `);
    expect(await accepted("sales.parquet", { customer: "customer_id", revenue: "extra" })).toMatchObject({
      customers: 2,
    });
  });

  test("with NaN and infinity rejects those rows", async () => {
    await queryDuckdb(
      ":memory:",
      "COPY (SELECT range AS customer_id, DATE '2024-01-01' AS sale_date, CASE range WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 'inf'::DOUBLE ELSE 1.5 END AS revenue FROM range(50)) TO 'sales.parquet'",
    );
    expect(await accepted("sales.parquet")).toMatchObject({ rows: 50, sales: 48, rejected: { bad_revenue: 2 } });
  });
});

describe("a .duckdb source", () => {
  test("that is text", async () => {
    expect(await refusalOf(write("sales.duckdb", HEADER))).toMatchInlineSnapshot(`
      "BAD_FILE: sales.duckdb is not a readable DuckDB database: it is damaged, cut off, or something else.
      Name another file, or bring back a copy; this one was left as it is.
      exit 1"
    `);
  });

  test("that is empty", async () => {
    expect(await refusalOf(write("sales.duckdb", ""))).toMatchInlineSnapshot(`
      "EMPTY_SOURCE: sales.duckdb is empty.
      Expected at least one row.
      exit 1"
    `);
  });

  test("that is damaged", async () => {
    expect(
      await refusalOf(
        write("sales.duckdb", Buffer.concat([Buffer.alloc(8), Buffer.from("DUCK"), Buffer.alloc(9000, 7)])),
      ),
    ).toMatchInlineSnapshot(`
      "BAD_FILE: sales.duckdb is not a readable DuckDB database: it is damaged, cut off, or something else.
      Name another file, or bring back a copy; this one was left as it is.
      exit 1"
    `);
  });

  test("without the table", async () => {
    await queryDuckdb(
      "sales.duckdb",
      "CREATE TABLE orders (a INTEGER)",
      "CREATE SCHEMA shop",
      "CREATE TABLE shop.lines (a INTEGER)",
    );
    expect(await refusalOf("sales.duckdb")).toMatchInlineSnapshot(`
      "NO_SUCH_TABLE: sales.duckdb has no table fact_sales.
      Name one with --table: orders, shop.lines.
      exit 1"
    `);
    expect(await refusalOf("sales.duckdb", { table: "lines" })).toMatch(
      /^NO_SUCH_TABLE: sales\.duckdb has no table lines\.\n/,
    );
  });

  test("without any table", async () => {
    await queryDuckdb("sales.duckdb", "CREATE SCHEMA shop");
    expect(await refusalOf("sales.duckdb")).toMatchInlineSnapshot(`
      "NO_SUCH_TABLE: sales.duckdb has no table fact_sales.
      It holds no tables at all.
      exit 1"
    `);
  });

  test("that is several", async () => {
    await queryDuckdb("a.duckdb", "CREATE TABLE fact_sales (a INTEGER)");
    await queryDuckdb("b.duckdb", "CREATE TABLE fact_sales (a INTEGER)");
    expect(await refusalOf("?.duckdb")).toMatchInlineSnapshot(`
      "BAD_FILE: ?.duckdb matches 2 databases.
      A run reads one of them.
      exit 1"
    `);
  });
});
