import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckdb } from "../../src/engines/duckdb/engine.js";
import type { LocalEngine } from "../../src/engines/carrying/local-engine.js";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { sql } from "../../src/sql/fragment.js";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const HEADER = "customer_id,sale_date,revenue";
const OPEN_QUOTE = {
  code: "MALFORMED_CSV",
  message: expect.stringMatching(/^Line 7 of .*05\.csv holds a quoted value that does not end where it should\.$/),
};

const { path } = temporaryFolder();

function writeFiles(folder: string, contents: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  contents.forEach((content, index) => writeFileSync(join(folder, `${String(index).padStart(2, "0")}.csv`), content));
  return join(folder, "*.csv");
}

const run = async (source: string, threads: number) =>
  runOperation.run({ source, store: path("store.duckdb"), threads });

const tenRows = (bad: boolean, filler: string): string =>
  Array.from({ length: 10 }, (_, index) =>
    bad && index === 5 ? 'f,2024-01-01,"1' : `c${index},2024-01-01,${index}${filler}`,
  ).join("\n");

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const manyRows = (from: number, end: string): string =>
  Array.from({ length: 400_000 }, (_, index) => `c${(from + index) % 1000},2024-01-01,1${end}`).join("");

describe("a quote left open in one of several files", () => {
  test.each([
    [6, 1],
    [6, 2],
    [12, 1],
    [12, 2],
    [12, 4],
  ])("is an error among %i files with %i threads", async (count, threads) => {
    const folder = path(`few-${count}-${threads}`);
    const contents = Array.from({ length: count }, (_, index) => `${HEADER}\n${tenRows(index === 5, "")}\n`);
    await expect(run(writeFiles(folder, contents), threads)).rejects.toMatchObject(OPEN_QUOTE);
  });

  test("is an error in large files, too", async () => {
    const more = `c,2024-01-01,1\n`.repeat(20_000);
    const contents = Array.from({ length: 8 }, (_, index) => `${HEADER}\n${tenRows(index === 5, "")}\n${more}`);
    await expect(run(writeFiles(path("large"), contents), 1)).rejects.toMatchObject(OPEN_QUOTE);
  });

  test("is an error among attributes", async () => {
    const sales = path("sales.csv");
    writeFileSync(
      sales,
      `${HEADER}\n${Array.from({ length: 40 }, (_, index) => `c${index},2024-01-01,5`).join("\n")}\n`,
    );
    await run(sales, 1);
    const parts = Array.from({ length: 12 }, (_, part) => {
      const lines = Array.from({ length: 10 }, (__, row) =>
        part === 5 && row === 5 ? `c9,"x` : `c${part * 10 + row},x`,
      );
      return `customer_id,plan\n${lines.join("\n")}\n`;
    });
    const attributes = writeFiles(path("attributes"), parts);
    const store = path("store.duckdb");
    await expect(icpOperation.run({ store, attributes })).rejects.toMatchObject(OPEN_QUOTE);
  });
});

test("quoted text that holds lines shaped like rows is text, however large the file", async () => {
  const notes = Array.from({ length: 200 }, (_, index) => `zz${index},2024-01-01,${index},fake\n`).join("");
  const rows = Array.from({ length: 1800 }, (_, index) => `c${index % 7},2024-01-01,1,"${notes}"\n`);
  const source = path("notes.csv");
  writeFileSync(source, `${HEADER},note\n${rows.join("")}`);
  for (const threads of [1, 2, 4]) {
    expect(await run(source, threads)).toMatchObject({ rows: 1800, sales: 1800, customers: 7 });
  }
});

describe("the ends of lines", () => {
  let engine: LocalEngine;
  beforeAll(async () => {
    engine = await openDuckdb({ threads: 2 });
  });
  afterAll(async () => await engine.close());

  let files = 0;
  /** The values of a file and the line on which each row begins. */
  async function read(text: string): Promise<{ readonly rows: string[][]; readonly lines: number[] }> {
    const file = path(`ends-${(files += 1)}.csv`);
    writeFileSync(file, text);
    const source = await engine.source(file, undefined);
    const rows = await source.query(sql`SELECT * FROM ${source.relation.from}`);
    const { from } = await source.rows();
    const numbered = await source.query(sql`SELECT quintile_line AS line FROM ${from} AS numbered ORDER BY line`);
    return {
      rows: rows.map((row) => Object.values(row).map((value) => String(value ?? ""))),
      lines: numbered.map(({ line }) => Number(line)),
    };
  }

  test.each([
    ["a blank line with LF above CR LF", "\n", "\r\n"],
    ["a blank line with CR LF above LF", "\r\n", "\n"],
    ["blank lines of both kinds above LF", "\r\n\n", "\n"],
    ["a blank line with LF above CR", "\n", "\r"],
    ["blank lines of all kinds above CR LF", "\r\n\n\n\r", "\r\n"],
  ])("%s are read", async (_title, above, end) => {
    const lines = [HEADER, "a,2024-01-01,1", "b,2024-01-01,2"].map((line) => `${line}${end}`);
    const blank = above.replaceAll("\r\n", "\n").length;
    expect(await read(above + lines.join(""))).toEqual({
      rows: [
        ["a", "2024-01-01", "1"],
        ["b", "2024-01-01", "2"],
      ],
      lines: [blank + 2, blank + 3],
    });
  });

  const end = fc.constantFrom("\n", "\r\n", "\r");
  const value = fc.constantFrom("x", "", "1.5", "a b", "é", 'say "hi"', "a,b", "two\nlines", '"', "'");
  const blankLines = fc.array(end, { maxLength: 2 });

  test("may be mixed, also above the header: every row is read as it stands, and knows its line", async () => {
    const row = fc.tuple(value, value, fc.constantFrom("1", "2"), end, blankLines);
    await fc.assert(
      fc.asyncProperty(blankLines, end, fc.array(row, { minLength: 1, maxLength: 8 }), async (above, first, rows) => {
        // A CR and an LF that meet are one end.
        const parts = [
          ...above,
          HEADER + first,
          ...rows.flatMap(([a, b, c, last, blank]) => [`${quoted(a)},${quoted(b)},${c}${last}`, ...blank]),
        ];
        const text = parts.reduce(
          (all, part) => (all.endsWith("\r") && part.startsWith("\n") ? `${all}\r${part}` : all + part),
          "",
        );
        const found = await read(text);
        expect(found.rows).toEqual(rows.map(([a, b, c]) => [a, b, c]));
        expect(found.lines).toHaveLength(rows.length);
      }),
      { numRuns: 60 },
    );
  });

  test("that differ do not make a row right that is none", async () => {
    await expect(read(`${HEADER}\r\na,2024-01-01,1\nb,2024-01-01\r\n`)).rejects.toMatchObject({
      code: "MALFORMED_CSV",
      message: expect.stringMatching(/^Line 3 of .* holds 2 values where the header has 3 columns\.$/),
    });
  });
});

test("a large file whose rows end in two ways is read whole", async () => {
  const [source, store] = [path("two-ends.csv"), path("store.duckdb")];
  writeFileSync(source, `${HEADER}\n${manyRows(0, "\n")}${manyRows(0, "\r\n")}`);
  expect(await runOperation.run({ source, store, threads: 2 })).toMatchObject({ rows: 800_000, customers: 1000 });
  const [row] = await queryDuckdb(store, "SELECT sum(frequency)::INTEGER AS total FROM customer_rfm");
  expect(row?.["total"]).toBe(800_000);
});
