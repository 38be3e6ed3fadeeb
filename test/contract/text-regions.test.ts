import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LocalEngine } from "../../src/engines/carrying/local-engine.js";
import { openDuckdb } from "../../src/engines/duckdb/engine.js";
import { findTable } from "../../src/intake/region/find-table.js";
import { sql } from "../../src/sql/fragment.js";

let folder: string;
let engine: LocalEngine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "text-regions-"));
  engine = await openDuckdb({ threads: 1 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

let files = 0;
interface Read {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly notes: readonly string[];
}

async function read(text: string): Promise<Read> {
  const file = join(folder, `${(files += 1)}.csv`);
  writeFileSync(file, text);
  const source = await engine.source(file, undefined, { findTable });
  const rows = await source.query(sql`SELECT * FROM ${source.relation.from}`);
  const { from } = await source.rows();
  const numbered = await source.query(sql`SELECT quintile_line AS line FROM ${from} AS numbered ORDER BY line`);
  return {
    columns: source.relation.columns.map(({ name }) => name),
    rows: rows.map((row) => Object.values(row).map((value) => String(value ?? ""))),
    lines: numbered.map(({ line }) => Number(line)),
    notes: source.notes.map((note) => note.replaceAll(file, "sales.csv")),
  };
}

const HEADER = "date,invoice,customer,amount";
const SALES = ["2024-01-05,INV-1,Ann,10.50", '2024-01-06,INV-2,"Bob, ""the"" Baker",7.00', "2024-01-07,INV-3,Ann,3.25"];
const ROWS = [
  ["2024-01-05", "INV-1", "Ann", "10.50"],
  ["2024-01-06", "INV-2", 'Bob, "the" Baker', "7.00"],
  ["2024-01-07", "INV-3", "Ann", "3.25"],
];

test.each([
  [
    "psql",
    [
      "   date    | customer | amount",
      "-----------+----------+--------",
      "2024-01-05 | Ann      |  10.50",
      "2024-01-06 | Bob, jr. |   7.00",
      "(2 rows)",
    ],
    3,
  ],
  [
    "mysql",
    [
      "+------------+----------+--------+",
      "| date       | customer | amount |",
      "+------------+----------+--------+",
      "| 2024-01-05 | Ann      |  10.50 |",
      "| 2024-01-06 | Bob, jr. |   7.00 |",
      "+------------+----------+--------+",
    ],
    4,
  ],
  [
    "Markdown",
    [
      "| date | customer | amount |",
      "|:---|---|---:|",
      "| 2024-01-05 | Ann | 10.50 |",
      "| 2024-01-06 | Bob, jr. | 7.00 |",
    ],
    3,
  ],
])("a table as %s prints it has values between bars", async (_, lines, first) => {
  const found = await read(`${lines.join("\n")}\n`);
  expect(found).toMatchObject({
    columns: ["date", "customer", "amount"],
    rows: [
      ["2024-01-05", "Ann", "10.50"],
      ["2024-01-06", "Bob, jr.", "7.00"],
    ],
    lines: [first, first + 1],
  });
  expect(found.notes).toContain("sales.csv has columns that bars separate, and rules.");
});

test("a file without a header has columns with numbers, and its rows keep their lines", async () => {
  expect(await read(SALES.join("\n"))).toEqual({
    columns: ["column1", "column2", "column3", "column4"],
    rows: ROWS,
    lines: [1, 2, 3],
    notes: ["sales.csv has no header: its columns are called column1 to column4."],
  });
});

describe.each([
  ["LF", "\n"],
  ["CR LF", "\r\n"],
])("with %s at the ends of lines", (_, end) => {
  const text = (...lines: readonly string[]): string => lines.join(end);

  test("titles above and a total and a note below are told, and rows keep their lines", async () => {
    const journal = text(
      "Tea Company Ltd",
      "Sales journal",
      "",
      HEADER,
      ...SALES,
      "",
      'Total,,,"20.75"',
      "Printed by the office",
    );
    expect(await read(journal)).toEqual({
      columns: HEADER.split(","),
      rows: ROWS,
      lines: [5, 6, 7],
      notes: ["sales.csv: 2 lines above the header and 2 below the table are no rows."],
    });
  });

  test("rows of blanks are left out and counted, and text of delimiters within quotes stays", async () => {
    const sales = [...SALES, ",,,", '2024-01-08,INV-4,"', ",,,", '",1', ",,,", " , ,,", ",,,"];
    const { rows, notes } = await read(text(HEADER, ...sales, ""));
    expect(rows).toEqual([...ROWS, ["2024-01-08", "INV-4", `${end},,,${end}`, "1"]]);
    expect(notes).toEqual(["sales.csv: 1 row holds nothing but blanks."]);
  });

  test("columns that blanks align are read where every line splits alike", async () => {
    const aligned = text("id   date        amount", "007  2024-01-05    1.50", "12   2024-01-06   10.00", "");
    expect(await read(aligned)).toMatchObject({
      columns: ["id", "date", "amount"],
      rows: [
        ["007", "2024-01-05", "1.50"],
        ["12", "2024-01-06", "10.00"],
      ],
      lines: [2, 3],
    });
  });
});

test("a line far down that splits otherwise is an error that names it", async () => {
  const lines = Array.from({ length: 40_000 }, (_, index) => `${index} 2024-01-05 1.50`);
  await expect(read(["id date amount", ...lines, "Ann Ellis 2024-01-05 1.50", ""].join("\n"))).rejects.toMatchObject({
    code: "BAD_FILE",
    message: expect.stringContaining("Line 40002") as string,
  });
});

test("a row that breaks off at the end is no note, and is still an error", async () => {
  const source = read([HEADER, ...SALES, "2024-01-08,INV"].join("\n"));
  await expect(source).rejects.toMatchObject({ code: "MALFORMED_CSV" });
});

test("a mark at the start of UTF-8 is no part of a title or a header", async () => {
  expect(await read(`\uFEFF${["Sales", "", HEADER, ...SALES].join("\n")}`)).toMatchObject({
    columns: HEADER.split(","),
    rows: ROWS,
  });
  expect(await read(`\uFEFF${[HEADER, ...SALES, ",,,", ",,,"].join("\n")}`)).toMatchObject({
    columns: HEADER.split(","),
    rows: ROWS,
  });
});

test("marks and ends of lines within quoted names of columns part nothing", async () => {
  const header = ["customer", "date", "amount"].map((name) => `"${name}; as\nkept; for; us"`).join(",");
  expect(await read(`${header}\nAnn,2024-01-05,10.50\nBob,2024-01-06,7.00\n`)).toMatchObject({
    columns: ["customer; as\nkept; for; us", "date; as\nkept; for; us", "amount; as\nkept; for; us"],
    rows: [
      ["Ann", "2024-01-05", "10.50"],
      ["Bob", "2024-01-06", "7.00"],
    ],
    notes: [],
  });
});

test("a large file is cut at its end as well, and every other row of it is read", async () => {
  const many = Array.from({ length: 60_000 }, (_, index) => `2024-01-05,INV-${index},Ann,1.50`);
  const { rows, notes, lines } = await read(["Sales", "", HEADER, ...many, "", "Total,,,90000.00", ""].join("\n"));
  expect(rows.length).toBe(60_000);
  expect(lines.at(-1)).toBe(60_003);
  expect(notes).toEqual(["sales.csv: 1 line above the header and 1 below the table are no rows."]);
});

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

test("a plain file is read where it is, whatever its values", async () => {
  const value = fc
    .string({ unit: fc.constantFrom(...'ab7.-,"\n Total'.split("")), maxLength: 8 })
    .map((text) => `v${text}`);
  const row = fc.tuple(fc.constantFrom("x", "Total", "1"), value, value, fc.constant("9.50"));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const found = await read([HEADER, ...rows.map((each) => each.map(quoted).join(","))].join("\n"));
      expect(found).toMatchObject({ rows, notes: [] });
    }),
    { numRuns: 60 },
  );
});

test("an export with bare separators around its header, and a count and a seller below, is a table", async () => {
  const text = [
    ",,,",
    HEADER,
    ",,,",
    ...SALES,
    "",
    "3,record(s) downloaded, from ,Jan-05-24,to ,Jan-07-24",
    "Seller ID : shop",
    "",
  ];
  const { columns, rows, lines, notes } = await read(`\uFEFF${text.join("\r\n")}`);
  expect(columns).toEqual(HEADER.split(","));
  expect(rows).toEqual(ROWS);
  expect(lines).toEqual([4, 5, 6]);
  expect(notes).toEqual([
    "sales.csv: 1 line above the header and 2 below the table are no rows.",
    "sales.csv: 1 row holds nothing but blanks.",
  ]);
});
