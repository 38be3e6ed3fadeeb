import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { openZip } from "../../../src/engines/files/containers/zip-archive.js";
import { ColumnTypes } from "../../../src/engines/files/workbooks/column-types.js";
import { dateCell, isDateFormat } from "../../../src/engines/files/workbooks/date-cells.js";
import { exactNumber } from "../../../src/engines/files/workbooks/exact-number.js";
import {
  openOldWorkbook,
  openZippedWorkbook,
  workbookKind,
} from "../../../src/engines/files/workbooks/open-workbook.js";
import type { Cell, Workbook } from "../../../src/engines/files/workbooks/workbook.js";
import { writeXlsx } from "../../../src/engines/files/workbooks/write-xlsx.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "workbooks-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function zipOf(parts: Readonly<Record<string, string | Buffer>>, name = "book.xlsx"): Promise<string> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), path);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(join(folder, name)));
  return join(folder, name);
}

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="http://x/relationships/${kind}" Target="${target}"/>`;
}

function textCell(place: string, text: string): string {
  return `<c r="${place}" t="str"><v>${text}</v></c>`;
}

function typeOf(...cells: readonly (readonly [Cell["kind"], string])[]): object {
  const types = new ColumnTypes();
  for (const [kind, text] of cells) types.see({ kind, text });
  return types.type();
}

/** A workbook with one sheet of the given XML. */
function bookOf(sheet: string, more: { workbook?: string; styles?: string; shared?: string } = {}): Promise<string> {
  return zipOf({
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": `<Relationships>${relation("r1", "officeDocument", "/xl/workbook.xml")}</Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="r">${more.workbook ?? ""}<sheets><sheet name="Sales" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relation("r1", "worksheet", "worksheets/s.xml")}${relation("r2", "sharedStrings", "shared.xml")}${relation("r3", "styles", "styles.xml")}</Relationships>`,
    "xl/shared.xml": `<sst>${more.shared ?? ""}</sst>`,
    "xl/styles.xml": `<styleSheet>${more.styles ?? ""}</styleSheet>`,
    "xl/worksheets/s.xml": sheet,
  });
}

async function openBook(file: string): Promise<Workbook> {
  if (/\.xls$/i.test(file)) return openOldWorkbook(file, "book.xls");
  const archive = await openZip(file, "book.xlsx");
  return openZippedWorkbook(archive, (await workbookKind(archive)) ?? "xlsx", "book.xlsx");
}

async function cellsOf(file: string, sheet = 0): Promise<(Cell | undefined)[][]> {
  const book = await openBook(file);
  const rows: (Cell | undefined)[][] = [];
  try {
    for await (const batch of book.sheets[sheet]?.rows() ?? []) for (const row of batch) rows.push(Array.from(row));
  } finally {
    book.close();
  }
  return rows;
}

const textsOf = async (file: string, sheet = 0): Promise<string[][]> =>
  (await cellsOf(file, sheet)).map((row) => row.map((cell) => cell?.text ?? ""));

describe("numbers", () => {
  test.each([
    ["19.989999999999998", "19.99"],
    ["0.30000000000000004", "0.30000000000000004"],
    ["9007199254740993", "9007199254740993"],
    ["12345678901234567890", "12345678901234567890"],
    ["1.2E+3", "1200"],
    ["5E-3", "0.005"],
    ["101.0", "101"],
    ["-0", "0"],
    ["-12.50", "-12.5"],
    [".5", "0.5"],
    ["1e-7", "0.0000001"],
    ["1.7976931348623157E+308", `17976931348623157${"0".repeat(292)}`],
  ])("%s is %s", (written, exact) => {
    expect(exactNumber(written)).toBe(exact);
  });

  test.each(["", "-", "1,5", "abc", "1e", "0x10", "NaN", "1e9999"])("%s is none", (text) => {
    expect(exactNumber(text)).toBeUndefined();
  });

  test("any double that was written with 17 digits comes back as the same double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(Number(exactNumber(number.toPrecision(17)))).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  test("an amount of two places is as it was typed, however the program wrote its double", () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (cents) => {
        expect(exactNumber((cents / 100).toPrecision(17))).toBe(String(cents / 100));
      }),
    );
  });
});

describe("dates", () => {
  test.each([
    ["45443", 1900, "date", "2024-05-31"],
    ["45443.541666666664", 1900, "timestamp", "2024-05-31 13:00:00"],
    ["43981", 1904, "date", "2024-05-31"],
    ["1", 1900, "date", "1900-01-01"],
    ["59", 1900, "date", "1900-02-28"],
    ["61", 1900, "date", "1900-03-01"],
    ["60", 1900, "error", "#DATE"],
    ["-1", 1900, "error", "#DATE"],
    ["2958466", 1900, "error", "#DATE"],
    ["0.5", 1900, "text", "12:00:00"],
    ["45443.999999999", 1900, "date", "2024-06-01"],
    ["45443.5000058", 1900, "timestamp", "2024-05-31 12:00:00.501"],
  ] as const)("%s since %i is a %s: %s", (serial, system, kind, text) => {
    expect(dateCell(serial, system)).toEqual({ kind, text });
  });

  test.each([
    [14, undefined, true],
    [22, undefined, true],
    [4, undefined, false],
    [164, "yyyy-mm-dd", true],
    [164, "[$-407]d/ mmmm yyyy;@", true],
    [164, "[h]:mm", true],
    [164, '#,##0.00 "days"', false],
    [164, "#,##0.00\\ [$USD]", false],
    [164, "[Red]0.00;[Blue]-0.00", false],
    [164, "General", false],
    [164, "0.00E+00", false],
  ] as const)("format %i %s shows dates: %s", (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected);
  });
});

describe(".xlsx", () => {
  test("cells of every kind, in any order of what a file leaves out", async () => {
    const file = await bookOf(
      `<x:worksheet xmlns:x="m"><x:sheetData>
        <x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>a &amp; b</x:t></x:is></x:c></x:row>
        <x:row r="3"><x:c r="B3" s="1"><x:v>45443</x:v></x:c><x:c r="D3"><x:f>1/0</x:f><x:v>4.5</x:v></x:c><x:c r="E3" t="e"><x:v>#DIV/0!</x:v></x:c></x:row>
        <x:row r="4"><x:c r="A4" t="b"><x:v>1</x:v></x:c><x:c r="B4" t="d"><x:v>2024-05-31T13:00:00</x:v></x:c><x:c r="C4" t="str"><x:v>x</x:v></x:c><x:c r="D4"/></x:row>
      </x:sheetData></x:worksheet>`,
      {
        shared: "<si><t>Order_x0041_</t></si><si><r><t>Cust</t></r><r><t>omer</t></r><rPh><t>kasutama</t></rPh></si>",
        styles:
          '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
      },
    );
    expect(await cellsOf(file)).toEqual([
      [
        { kind: "text", text: "OrderA" },
        { kind: "text", text: "Customer" },
        { kind: "text", text: "a & b" },
      ],
      [],
      [
        undefined,
        { kind: "date", text: "2024-05-31" },
        undefined,
        { kind: "number", text: "4.5" },
        { kind: "error", text: "#DIV/0!" },
      ],
      [
        { kind: "boolean", text: "true" },
        { kind: "timestamp", text: "2024-05-31 13:00:00" },
        { kind: "text", text: "x" },
      ],
    ]);
  });

  test("days count from 1904 where the workbook says so", async () => {
    const file = await bookOf('<worksheet><sheetData><row><c s="0"><v>43981</v></c></row></sheetData></worksheet>', {
      workbook: '<workbookPr date1904="1"/>',
      styles:
        '<numFmts><numFmt numFmtId="200" formatCode="dd/mm/yy"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>',
    });
    expect(await textsOf(file)).toEqual([["2024-05-31"]]);
  });

  test("a cell that is merged down holds its value in each row", async () => {
    const file = await bookOf(
      `<worksheet><sheetData><row r="1">${textCell("A1", "Ann")}${textCell("B1", "1")}</row><row r="2"><c r="A2"/>${textCell("B2", "2")}</row><row r="4">${textCell("B4", "4")}</row><row r="5">${textCell("B5", "5")}</row></sheetData><mergeCells count="2"><mergeCell ref="A1:A4"/><mergeCell ref="C1:D1"/></mergeCells></worksheet>`,
    );
    expect(await textsOf(file)).toEqual([["Ann", "1"], ["Ann", "2"], ["Ann"], ["Ann", "4"], ["", "5"]]);
  });

  test.each([
    ["entities", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet>&a;</worksheet>', /entities/],
    ["depth", "<a>".repeat(100_000), /deeply/],
    ["long text", `<worksheet><t>${"x".repeat(20 << 20)}`, /more text/],
    ["a cut file", "<worksheet><sheetData><row>", /damaged/],
    ["no XML", "PK", /damaged/],
    ["a far column", '<worksheet><sheetData><row><c r="ZZZZ1"><v>1</v></c></row></sheetData></worksheet>', /columns/],
    ["rows that go back", '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>', /order/],
    [
      "a far text",
      '<worksheet><sheetData><row><c t="s"><v>9</v></c></row></sheetData></worksheet>',
      /text that is not there/,
    ],
    ["a number that is none", "<worksheet><sheetData><row><c><v>x</v></c></row></sheetData></worksheet>", /number/],
  ])("%s: a clear error", async (_, xml, message) => {
    await expect(cellsOf(await bookOf(xml))).rejects.toMatchObject({
      code: "BAD_FILE",
      message: expect.stringMatching(message) as string,
    });
  });

  test("a sheet of a gigabyte of blanks is refused before it is read", async () => {
    const file = await zipOf({ "xl/bomb.xml": Buffer.alloc(100 << 20) });
    const [member] = (await openZip(file, "book.xlsx")).members;
    const read = async (): Promise<void> => {
      for await (const _ of member?.read() ?? []);
    };
    await expect(read()).rejects.toMatchObject({
      code: "BAD_FILE",
      message: expect.stringMatching(/times its size/) as string,
    });
  });

  test("what was written comes back, and no text becomes a formula", async () => {
    const file = join(folder, "written.xlsx");
    const columns = [
      { name: "customer_id", kind: "text" },
      { name: "monetary", kind: "number" },
      { name: "last_sale", kind: "date" },
      { name: "seen", kind: "timestamp" },
      { name: "active", kind: "boolean" },
    ] as const;
    const rows = [
      ["007", "1234.5000", "2024-05-31", "2024-05-31 13:00:00", true],
      ["=1+1", "-5", null, "2024-05-31 00:00:01.5", false],
      ["a<b>&\u0007_x0041_\n😀", "12345678901234567", "0900-01-01", null, null],
    ];
    async function* batches(): AsyncGenerator<(typeof rows)[number][]> {
      for (const row of rows) yield [row];
    }
    await writeXlsx(file, "Customers [1]", columns, batches());
    const book = await openBook(file);
    expect(book.sheets.map(({ name }) => name)).toEqual(["Customers  1 "]);
    book.close();
    expect(await textsOf(file)).toEqual([
      columns.map(({ name }) => name),
      ["007", "1234.5", "2024-05-31", "2024-05-31 13:00:00", "true"],
      ["=1+1", "-5", "", "2024-05-31 00:00:01.500", "false"],
      ["a<b>&\u0007_x0041_\n😀", "12345678901234567", "0900-01-01"],
    ]);
    expect((await cellsOf(file))[2]?.[0]?.kind).toBe("text");
  });
});

describe.each(["xls", "ods", "xlsx"] as const)(".%s by another program", (type) => {
  test("typed cells come as they are", async () => {
    const sheet = utils.aoa_to_sheet(
      [
        ["Customer", "Date", "Amount", "Paid"],
        ["Müller", new Date(2024, 4, 31), 19.99, true],
        ["Ayşe", new Date(2023, 0, 1), -5, false],
        [null, null, 0.1, null],
      ],
      { dateNF: "yyyy-mm-dd", cellDates: type === "ods" },
    );
    const book = { SheetNames: ["Empty", "Sales"], Sheets: { Empty: utils.aoa_to_sheet([]), Sales: sheet } };
    const file = join(folder, `other.${type}`);
    writeFileSync(file, write(book, { type: "buffer", bookType: type === "xls" ? "biff8" : type }) as Buffer);
    expect((await openBook(file)).sheets.map(({ name }) => name)).toEqual(["Empty", "Sales"]);
    expect((await cellsOf(file, 0)).flat()).toEqual([]);
    const cells = await cellsOf(file, 1);
    expect(cells.map((row) => row.map((cell) => cell?.text ?? ""))).toEqual([
      ["Customer", "Date", "Amount", "Paid"],
      ["Müller", "2024-05-31", "19.99", "true"],
      ["Ayşe", "2023-01-01", "-5", "false"],
      ["", "", "0.1"],
    ]);
    expect(cells[1]?.map((cell) => cell?.kind)).toEqual(["text", "date", "number", "boolean"]);
  });
});

describe("the type of a column", () => {
  test.each([
    [
      [
        ["number", "1"],
        ["number", "-12.345"],
      ],
      { kind: "number", whole: 2, places: 3 },
    ],
    [
      [
        ["number", "1"],
        ["text", "A7"],
      ],
      { kind: "text" },
    ],
    [
      [
        ["date", "2024-01-01"],
        ["timestamp", "2024-01-01 10:00:00"],
      ],
      { kind: "timestamp" },
    ],
    [
      [
        ["date", "2024-01-01"],
        ["number", "5"],
      ],
      { kind: "text" },
    ],
    [
      [
        ["number", "5"],
        ["error", "#N/A"],
      ],
      { kind: "number", whole: 1, places: 0 },
    ],
    [[["boolean", "true"]], { kind: "boolean" }],
    [[], { kind: "text" }],
    [[["number", `0.${"1".repeat(39)}`]], { kind: "float" }],
    [[["number", "1".repeat(39)]], { kind: "text" }],
  ] as const)("%j is %j", (cells, type) => {
    expect(typeOf(...cells)).toEqual(type);
  });
});

const corpus = fileURLToPath(new URL("../../../../shared/corpus/", import.meta.url));
test.skipIf(!existsSync(corpus)).each([
  ["workbook-typed/orders.xlsx", 1, ["SO-3000", "2023-08-14", "1401", "South", "119.36"]],
  ["workbook-ods/pedidos.ods", 1, ["P-40", "2023-03-12", "Óscar López", "23.68"]],
  ["workbook-xls/INVOICES.XLS", 0, ["Invoice No", "Invoice Date", "Customer No", "Invoice Total"]],
])("row %s %i is what the owner sees", async (file, row, texts) => {
  expect((await textsOf(`${corpus}${file}`))[row]).toEqual(texts);
});
