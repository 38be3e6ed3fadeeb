import type { SeenCell, SeenRow } from "../../engine.js";
import type { SheetRow } from "../workbooks/workbook.js";

const BLANK: SeenCell = { text: "", isValue: false };

/** A row of a sheet as a look at a table sees it. */
export function seenRow(row: SheetRow): SeenRow {
  return Array.from(row, (cell) =>
    cell === undefined ? BLANK : { text: cell.text, isValue: cell.kind !== "text" || looksLikeValue(cell.text) },
  );
}

/** True for text that is a number or a date, however it is written. */
export function looksLikeValue(text: string): boolean {
  return /^\s*[-+(]?\s*[^\s\w]?\s*\d[\d.,'’\s/:-]*\)?\s*([%€$£]|[A-Z]{3})?\s*$/u.test(text);
}
