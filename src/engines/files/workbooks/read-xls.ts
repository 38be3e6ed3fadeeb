import type { CellObject, WorkBook } from "@e965/xlsx";
import { dateCell, isDateFormat } from "./date-cells.js";
import { exactNumber } from "./exact-number.js";
import { MergedDown } from "./merged-down.js";
import type { Cell, Sheet, SheetRow, Workbook } from "./workbook.js";
import { badWorkbook } from "./xml-events.js";

/** Rows in one batch. */
const BATCH = 1000;

/**
 * Opens an .xls workbook (Excel 5.0 to 2003). Its sheets hold 65,536 rows at most, so that it is read whole. Raises `BAD_FILE`.
 */
export async function openXls(bytes: Buffer, shown: string): Promise<Workbook> {
  const { read } = await import("@e965/xlsx");
  let book: WorkBook;
  // The library tells of records that it does not know on standard error.
  const output: { error: typeof console.error } = console;
  const { error } = output;
  output.error = () => {};
  try {
    book = read(bytes, {
      type: "buffer",
      dense: true,
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
    });
  } catch (cause) {
    if (/password|encrypt/i.test(String(cause))) throw badWorkbook(shown, "is locked with a password", cause);
    throw badWorkbook(shown, "cannot be read as a workbook of the old kind", cause);
  } finally {
    output.error = error;
  }
  const system = book.Workbook?.WBProps?.date1904 === true ? 1904 : 1900;
  const sheets = book.SheetNames.map((name, index): Sheet => ({
    name,
    isHidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
    async *rows() {
      const sheet = book.Sheets[name];
      const cells = (sheet?.["!data"] ?? []) as (CellObject | undefined)[][];
      const merged = new MergedDown();
      for (const { s, e } of sheet?.["!merges"] ?? []) merged.add(s.c, s.r + 1, e.r + 1);
      let batch: SheetRow[] = [];
      for (let row = 0; row < cells.length; row += 1) {
        const found = Array.from(cells[row] ?? [], (cell) => (cell === undefined ? undefined : cellOf(cell, system)));
        merged.fill(row + 1, found);
        batch.push(found);
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
  }));
  if (sheets.length === 0) throw badWorkbook(shown, "has no sheet with cells");
  return { sheets, close: () => {} };
}

function cellOf({ t, v, z }: CellObject, system: 1900 | 1904): Cell | undefined {
  if (t === "b") return { kind: "boolean", text: v === true ? "true" : "false" };
  if (t === "e") return { kind: "error", text: "#ERROR" };
  if (t === "n") {
    const number = exactNumber(String(v));
    if (number === undefined) return undefined;
    return isDateFormat(0, String(z ?? "General")) ? dateCell(number, system) : { kind: "number", text: number };
  }
  const text = String(v ?? "");
  return text.trim() === "" ? undefined : { kind: "text", text };
}
