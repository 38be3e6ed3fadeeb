import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CellObject, utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDuckdb } from "../../src/engines/duckdb/engine.js";
import type { LocalEngine } from "../../src/engines/carrying/local-engine.js";
import type { FileOptions } from "../../src/engines/engine.js";
import { findTable } from "../../src/intake/region/find-table.js";
import { sql } from "../../src/sql/fragment.js";

let folder: string;
let engine: LocalEngine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "workbook-sources-"));
  engine = await openDuckdb({ threads: 1 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

type Value = string | number | boolean | Date | null;
const DAY = new Date(2024, 4, 31);

/** Writes sheets by name. */
async function book(
  sheets: Readonly<Record<string, readonly (readonly (Value | CellObject)[])[]>>,
  name = "book.xlsx",
): Promise<string> {
  const Sheets = Object.fromEntries(
    Object.entries(sheets).map(([key, rows]) => [key, utils.aoa_to_sheet(rows as Value[][], { dateNF: "yyyy-mm-dd" })]),
  );
  const file = join(folder, name);
  await writeFile(
    file,
    write(
      { SheetNames: Object.keys(sheets), Sheets },
      { type: "buffer", bookType: name.endsWith(".xls") ? "biff8" : "xlsx" },
    ) as Buffer,
  );
  return file;
}

async function read(
  file: string,
  reading: FileOptions = {},
): Promise<{ columns: string[]; rows: unknown[][]; notes: readonly string[] }> {
  const source = await engine.source(file, undefined, { findTable, ...reading });
  const rows = await source.query(sql`SELECT * FROM ${source.relation.from}`);
  return {
    columns: source.relation.columns.map(({ name, type }) => `${name} ${type}`),
    rows: rows.map((row) => Object.values(row)),
    notes: source.notes.map((note) => note.replaceAll(file, "book")),
  };
}

const HEADER = ["order", "date", "customer", "amount"];

test.each(["book.xlsx", "book.xls"])(
  "typed cells of %s have types in the engine, and what is no row is told",
  async (name) => {
    const file = await book(
      {
        Sales: [
          ["Tea Company"],
          [],
          HEADER,
          [1, DAY, "Ann", 19.99],
          [],
          [2, DAY, "Bob", 5],
          [],
          ["Total", null, null, 24.99],
        ],
      },
      name,
    );
    expect(await read(file)).toEqual({
      columns: ["order BIGINT", "date DATE", "customer VARCHAR", "amount DECIMAL(18,2)"],
      rows: [
        ["1", "2024-05-31", "Ann", "19.99"],
        ["2", "2024-05-31", "Bob", "5.00"],
      ],
      notes: ["book: 1 line above the header and 1 below the table are no rows.", "1 blank rows of book are left out."],
    });
  },
);

test("a type rests on all cells: the last one makes a column text, and none is lost", async () => {
  const numbers = Array.from({ length: 3000 }, (_, index) => [index, DAY, `C${index}`, index / 100]);
  const file = await book({ Sales: [HEADER, ...numbers, ["A7", DAY, 'say "hi", \n twice', 0.12345]] });
  const { columns, rows } = await read(file);
  expect(columns).toEqual(["order VARCHAR", "date DATE", "customer VARCHAR", "amount DECIMAL(18,5)"]);
  expect(rows.length).toBe(3001);
  expect(rows.at(-1)).toEqual(["A7", "2024-05-31", 'say "hi", \n twice', "0.12345"]);
});

test("cells with errors count as blank, and are counted; a column without a name and values is none", async () => {
  const error: CellObject = { t: "e", v: 42 };
  const file = await book({
    Sales: [
      [...HEADER, null, "note"],
      [1, DAY, "Ann", error, null, null],
      [2, DAY, "Bob", 5, null, null],
    ],
  });
  const { columns, rows, notes } = await read(file);
  expect(columns).toEqual(["order BIGINT", "date DATE", "customer VARCHAR", "amount BIGINT", "note VARCHAR"]);
  expect(rows[0]).toEqual(["1", "2024-05-31", "Ann", null, null]);
  expect(notes).toEqual(["1 cells of book hold an error, such as #N/A, and count as blank."]);
});

function year(id: number): (Value | CellObject)[][] {
  return [HEADER, [id, DAY, "Ann", 1.5]];
}

describe("several sheets", () => {
  test("are a question where more than one could be sales, and each answer is a sheet", async () => {
    const file = await book({
      "2023": year(1),
      "2024": year(2),
      Notes: [
        ["a", "b"],
        ["x", "y"],
      ],
    });
    await expect(read(file)).rejects.toMatchObject({
      code: "AMBIGUOUS_SHEET",
      tries: [
        { inputs: { sheet: "2024" }, means: "sheet 2024" },
        { inputs: { sheet: "2023" }, means: "sheet 2023" },
        { inputs: { sheet: "*" }, means: "all sheets with the same header" },
      ],
    });
    expect((await read(file, { sheet: "2023" })).rows).toEqual([["1", "2024-05-31", "Ann", "1.5"]]);
    const all = await read(file, { sheet: "*" });
    expect(all.rows.map(([order]) => order)).toEqual(["1", "2"]);
    expect(all.notes).toEqual(["book is read from the sheets 2023, 2024."]);
    await expect(read(file, { sheet: "2025" })).rejects.toMatchObject({
      code: "NO_SUCH_TABLE",
      hint: "Its sheets: 2023, 2024, Notes.",
    });
  });

  test("are none where one could be sales", async () => {
    const file = await book({
      Notes: [
        ["a", "b"],
        ["x", "y"],
      ],
      Sales: year(1),
      Empty: [],
    });
    expect(await read(file)).toMatchObject({
      notes: ["book is read from sheet Sales."],
      rows: [["1", "2024-05-31", "Ann", "1.5"]],
    });
  });

  test("are joined by the names of their columns, in any order", async () => {
    const file = await book({
      A: year(1),
      B: [
        ["amount", "customer", "date", "order"],
        [2.25, "Bob", DAY, "X-2"],
      ],
    });
    expect((await read(file, { sheet: "*" })).rows).toEqual([
      ["1", "2024-05-31", "Ann", "1.50"],
      ["X-2", "2024-05-31", "Bob", "2.25"],
    ]);
  });
});

test("a report with subtotals is called what it is", async () => {
  const file = await book({
    Report: [
      HEADER,
      ["Ann"],
      [1, DAY, null, 5],
      ["Total for Ann", null, null, 5],
      ["Bob"],
      [2, DAY, null, 6],
      ["Total for Bob", null, null, 6],
    ],
  });
  await expect(read(file)).rejects.toMatchObject({
    code: "BAD_FILE",
    message: expect.stringContaining("groups and subtotals") as string,
  });
});

test("values beside the table are an error, since they belong to no column", async () => {
  const rows = Array.from({ length: 300 }, (_, index) => [index, DAY, "Ann", 1]);
  const file = await book({ Sales: [HEADER, ...rows, [1, DAY, "Ann", 1, "stray"]] });
  await expect(read(file)).rejects.toMatchObject({
    code: "BAD_FILE",
    message: expect.stringContaining("Row 302 of sheet Sales") as string,
  });
});

test("workbooks of one pattern are joined by the names of their columns, and types without loss", async () => {
  await book({ Sales: [HEADER, [1, DAY, 7, 19.99]] }, "year-1.xlsx");
  await book(
    {
      Sales: [
        ["Amount", "Customer", "Date"],
        [5, "A7", DAY],
      ],
      Other: [],
    },
    "year-2.xlsx",
  );
  const { columns, rows, notes } = await read(join(folder, "year-*.xlsx"));
  expect(columns).toEqual(["order BIGINT", "Date DATE", "Customer VARCHAR", "Amount DECIMAL(22,2)"]);
  expect(rows.map((row) => row.map(String))).toEqual([
    ["1", "2024-05-31", "7", "19.99"],
    ["null", "2024-05-31", "A7", "5.00"],
  ]);
  expect(notes.map((note) => note.replaceAll(`${folder}/`, ""))).toEqual([
    "year-2.xlsx is read from sheet Sales.",
    "book: order is a column of some files only; the others hold nothing there (4 columns in all).",
  ]);
});
