import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { look } from "../../src/scoring/look.js";
import { prove, type SalesRead } from "../../src/scoring/prove.js";
import { sql } from "../../src/sql/fragment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

/** Reads a file as one of millions of rows, whose amounts are parsed with it; gives the sum, and how often they were parsed. */
async function sumOf(last: readonly string[]): Promise<{ sum: string; read: SalesRead; parsed: number }> {
  const file = path("sales.csv");
  const plain = Array.from({ length: 1200 }, () => "10.25");
  const rows = [...plain, ...last].map((amount) => `a,2024-03-01,${amount}\n`);
  writeFileSync(file, `customer_id,sale_date,revenue\n${rows.join("")}`);
  let parsed = 0;
  return withPlaces(openPlaces({ source: { at: file }, threads: 1 }), async ({ engine, source }) => {
    const withDecimal = (column: string) => {
      parsed += 1;
      return (source.withDecimal as NonNullable<typeof source.withDecimal>)(column);
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

test("amounts that are parsed with a large file are those of its text", async () => {
  expect(await sumOf(["0.5", "1.5e3"])).toMatchObject({ sum: "13800.5000", parsed: 1 });
});

test("an exponent late in a large file is read exactly", async () => {
  for (const dust of ["5e-8", "-5.55e-17", "1e-05", "4.9e-05"]) {
    const { sum, read, parsed } = await sumOf([dust]);
    expect([dust, sum, read.sales, parsed]).toEqual([dust, "12300.0000", 1201, 1]);
  }
  expect(await sumOf(["1e-4", "0.0001"])).toMatchObject({ sum: "12300.0002", parsed: 1 });
});
