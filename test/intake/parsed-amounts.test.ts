import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inputFile } from "../../src/engines/files/input-file.js";
import { holdsPlainNumbers } from "../../src/engines/files/plain-numbers.js";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { look } from "../../src/scoring/look.js";
import { prove, type SalesRead } from "../../src/scoring/prove.js";
import { sql } from "../../src/sql/fragment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Bytes of a file that are looked at together. */
const CHUNK = 1 << 20;

const { path } = temporaryFolder();

/** Reads a file as one of millions of rows, whose amounts are parsed with it; gives the sum, and how often they were parsed. */
async function sumOf(last: readonly string[]): Promise<{ sum: string; read: SalesRead; parsed: number }> {
  const file = path("sales.csv");
  const plain = Array.from({ length: 1200 }, () => "10.25");
  const rows = [...plain, ...last].map((amount) => `a,2024-03-01,${amount}\n`);
  writeFileSync(file, `customer_id,sale_date,revenue\n${rows.join("")}`);
  let parsed = 0;
  return withPlaces(openPlaces({ source: { at: file }, threads: 1 }), async ({ engine, source }) => {
    const withDecimal = async (column: string) => {
      const relation = await source.withDecimal?.(column);
      if (relation !== undefined) parsed += 1;
      return relation;
    };
    const given = { dateFormat: undefined, timezone: undefined, decimal: undefined, asOf: undefined, since: undefined };
    const open = {
      sold: undefined,
      currency: undefined,
      rates: undefined,
      amountOf: undefined,
      refunds: "net",
    } as const;
    const large = { ...source, estimatedRows: 3_000_000, withDecimal };
    const read = await prove(engine, await look(large, { columns: {}, reading: { ...given, ...open } }), () => {});
    const [row] = await engine.query(
      sql`SELECT CAST(sum(monetary) AS VARCHAR) AS sum FROM ${read.groups} WHERE status = 0`,
    );
    return { sum: String(row?.["sum"]), read, parsed };
  });
}

test("plain amounts are parsed with a large file", async () => {
  expect(await sumOf(["0.5", "-1", "0", ""])).toMatchObject({ sum: "12299.5000", parsed: 1 });
});

test("what the parser takes for another number is read as text", async () => {
  const hostile: readonly (readonly [amount: string, sum: string, sales: number])[] = [
    ["1.5e3", "13800.0000", 1201],
    ["5e-8", "12300.0000", 1201],
    ["-5.55e-17", "12300.0000", 1201],
    ["1234567890123456789012e-20", "12312.3457", 1201],
    ["1e ", "12300.0000", 1200],
    ["1E\t", "12300.0000", 1200],
    ["1_000", "12300.0000", 1200],
    ["- ", "12300.0000", 1200],
    ["+\t", "12300.0000", 1200],
    ['"-\n"', "12300.0000", 1200],
  ];
  for (const [amount, sum, sales] of hostile) {
    const found = await sumOf([amount]);
    expect([amount, found.sum, found.read.sales, found.parsed]).toEqual([amount, sum, sales, 0]);
  }
});

function isPlain(content: string): Promise<boolean> {
  const file = path("chunks.csv");
  writeFileSync(file, content);
  return holdsPlainNumbers(inputFile(file, { name: file, given: file }), 0);
}

test.each(["- ", '"-\n"'])("a sign at the end of a chunk is seen: %j", async (text) => {
  const start = "1".repeat(CHUNK - text.indexOf("-") - 1);
  expect(await isPlain(start + text)).toBe(false);
  expect(await isPlain(`${start}1 -1\n`)).toBe(true);
});
