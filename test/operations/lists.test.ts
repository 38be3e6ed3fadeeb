import { writeFileSync } from "node:fs";
import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { qualifyOperation } from "../../src/operations/qualify/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

/** Every third customer buys often and much, and has a café. */
const CUSTOMERS = Array.from({ length: 120 }, (_, index) => ({ id: `c${index}`, isBest: index % 3 === 0 }));
const LIST = [["customer_id", "industry"], ...CUSTOMERS.map(({ id, isBest }) => [id, isBest ? "Café" : "Kiosk"])];

function sales(): string {
  const rows = CUSTOMERS.flatMap(({ id, isBest }, index) =>
    Array.from(
      { length: isBest ? 6 : 1 },
      (_, each) => `${id},2024-0${each + 1}-${10 + (index % 15)},${isBest ? 90 : 5}`,
    ),
  );
  return `customer_id,order_date,amount\n${rows.join("\n")}\n`;
}

test("attributes and prospects are read from workbooks and other encodings as from plain files", async () => {
  const [source, store] = [path("sales.csv"), path("store.duckdb")];
  writeFileSync(source, sales());
  await runOperation.run({ source, store });
  const text = LIST.map((row) => row.join(",")).join("\n");
  const [plain, wide, old, book] = [path("list.csv"), path("wide.csv"), path("old.csv"), path("book.xlsx")];
  writeFileSync(plain, text);
  writeFileSync(wide, Buffer.from(`\uFEFFOur customers\n\n${text}`, "utf16le"));
  writeFileSync(old, Buffer.from(text, "latin1"));
  const Sheets = { Kunden: utils.aoa_to_sheet(LIST), Notes: utils.aoa_to_sheet(LIST) };
  writeFileSync(book, write({ SheetNames: ["Kunden", "Notes"], Sheets }, { type: "buffer" }) as Buffer);
  const lists = [
    { attributes: plain },
    { attributes: wide },
    { attributes: old, encoding: "windows-1252" },
    { attributes: book, sheet: "Kunden" },
  ];
  for (const { attributes, ...reading } of lists) {
    const icp = await icpOperation.run({ attributes, ...reading, dimensions: ["industry"], store });
    expect(icp.matched).toMatchObject({ rows: 120, without_customer: 0, customers_without_attributes: 0 });
    const { prospects, results } = await qualifyOperation.run({ prospects: attributes, ...reading, store });
    expect(prospects).toBe(120);
    expect(results[0]?.prospect).toMatchObject({ customer_id: "c0", industry: "Café" });
  }
});

test("a workbook with several lists is a question", async () => {
  const [source, store, book] = [path("sales.csv"), path("asked.duckdb"), path("asked.xlsx")];
  writeFileSync(source, sales());
  await runOperation.run({ source, store });
  const Sheets = { One: utils.aoa_to_sheet(LIST), Two: utils.aoa_to_sheet(LIST) };
  writeFileSync(book, write({ SheetNames: ["One", "Two"], Sheets }, { type: "buffer" }) as Buffer);
  await expect(icpOperation.run({ attributes: book, store })).rejects.toMatchObject({ code: "AMBIGUOUS_SHEET" });
});
