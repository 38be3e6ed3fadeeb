import type { FindTable, GroupSearch, SeenCell, SeenRow } from "../../engines/engine.js";
import { namesSales } from "../roles/names-sales.js";

/** Rows of the start that are looked at for how wide the table is. */
const LOOKED_AT = 200;
/** A header has this share of the cells that rows of the table have, at least. */
const SHARE_OF_HEADER = 0.6;
/** Rows of a footer, at most. */
const MOST_SHORT = 20;
/** Words of a line that is text and no row. */
const SENTENCE = 3;
/** How rows of a total begin, in the languages whose headers are known. */
const TOTAL =
  /^\W*((grand|sub|page|report|overall)[ -]*)?(totals?|sum|sum total|balance|count|average|mean|median|summe|gesamt(summe|betrag)?|zwischensumme|insgesamt|somme|sous-total|total général|totale|subtotale|somma|totaal|subtotaal|totaux|suma|razem|łącznie|toplam|genel toplam|ara toplam|soma|subtotal)\b/iu;

/** A total and nothing else, beside which more columns may have values. */
const PLAIN_TOTAL = /^\W*((grand|sub|overall)[ -]*)?totals?\W*$/iu;

/** Where a table lies within rows that a person has kept: below titles and above totals and notes. */
export const findTable: FindTable = { above, below, groups, total: TOTAL.source, hasSales: namesSales };

/** How many rows of the start stand above the header: 0 where the first row is one, or where none is known to be. */
function above(first: readonly SeenRow[]): number {
  const rows = first.slice(0, LOOKED_AT);
  const least = Math.max(2, Math.ceil(SHARE_OF_HEADER * commonWidth(rows)));
  const start = rows.findIndex((row) => filled(row).length > 0);
  const top = rows[start];
  if (top === undefined) return 0;
  const header =
    fullHeader(rows) ?? (filled(top).length >= least ? start : rows.findIndex((row) => isHeader(row, least)));
  if (header < 0) return start;
  // A wider header behind a blank row is the one of the table: what stands above it names the report.
  const next = rows.findIndex((row, index) => index > header && filled(row).length > 0);
  const width = filled(rows[header] as SeenRow).length;
  const isApart = next > header + 1 && isHeader(rows[next] as SeenRow, width + 1);
  return isApart ? next : header;
}

/** The first row that is as wide as most, where it is a header and all above it are narrower: remarks may hold commas too. */
function fullHeader(rows: readonly SeenRow[]): number | undefined {
  const width = commonWidth(rows);
  const first = rows.findIndex((row) => filled(row).length >= width);
  return first > 0 && width > 2 && isHeader(rows[first] as SeenRow, width) ? first : undefined;
}

/** True for a row of so many words at least, and no numbers and dates. */
function isHeader(row: SeenRow, least: number): boolean {
  const cells = filled(row);
  return cells.length >= least && cells.every(({ isValue }) => !isValue);
}

/**
 * How many rows of the end stand below the table: blank ones, totals, notes that a blank row or a total sets apart from the table, or
 * that are sentences, and short rows that a blank one sets apart. A row that has values in most columns is never one of them. 0 where
 * all of the end looks so, since then nothing shows where the table ends.
 */
function below(last: readonly SeenRow[], columns: number): number {
  const common = commonWidth(last);
  let count = 0;
  for (;;) {
    const start = last.length - count;
    const more = notesBelow(last.slice(0, start), columns) || shortBelow(last.slice(0, start), columns, common);
    if (more === start) return 0;
    if (more === 0) return count;
    count += more;
  }
}

/** Notes and totals right at the end. */
function notesBelow(last: readonly SeenRow[], columns: number): number {
  let count = 0;
  while (count < last.length && isBelow(last[last.length - 1 - count] as SeenRow, columns)) count += 1;
  if (count === last.length) return count;
  const block = last.slice(last.length - count);
  // A note right below a row may be a row that breaks off.
  const isApart = (row: SeenRow, index: number): boolean =>
    filled(row).length === 0 ||
    isTotal(row, columns) ||
    isSentence(row) ||
    block.slice(0, index).some((each) => filled(each).length === 0 || isTotal(each, columns));
  const first = block.findIndex((_, index) => block.slice(index).every((each, at) => isApart(each, index + at)));
  return first < 0 ? 0 : count - first;
}

/**
 * Rows at the end that are much shorter than those of the table or have another number of values, with a blank row above them. None
 * where blank rows stand between the rows of the table too.
 */
function shortBelow(last: readonly SeenRow[], columns: number, common: number): number {
  const isShort = (row: SeenRow): boolean => {
    const width = filled(row).length;
    return width > 0 && (width * 2 <= common || row.length !== columns);
  };
  let count = 0;
  while (count < MOST_SHORT && count < last.length && isShort(last[last.length - 1 - count] as SeenRow)) count += 1;
  const rest = last.slice(0, last.length - count);
  const end = rest.findLastIndex((row) => filled(row).length > 0) + 1;
  const blanks = rest.slice(0, end).filter((row) => filled(row).length === 0).length;
  return count > 0 && end < rest.length && blanks * 3 <= end ? count + 1 : 0;
}

/**
 * Found where rows below the header are totals of groups, with more rows below them, or where a line above some rows holds the value
 * that their first column leaves blank: such a file is a report and no table.
 */
function groups(columns: number): GroupSearch {
  let isHeaded: boolean | undefined;
  let hasGroupLine = false;
  let [rows, leaveFirstBlank] = [0, true];
  // Totals at the end are those of the table.
  let [totals, within] = [0, 0];
  let partsRows = false;
  return {
    see: (row) => {
      if (filled(row).length === 0) return;
      const isLine = isGroupLine(row, columns);
      isHeaded ??= isLine;
      hasGroupLine ||= isLine;
      if (isTotal(row, columns)) totals += 1;
      if (!isRow(row, columns)) return;
      partsRows ||= totals > 0 && rows > 0;
      rows += 1;
      leaveFirstBlank &&= row[0]?.text.trim() === "";
      [within, totals] = [within + totals, 0];
    },
    isFound: () =>
      (isHeaded === true && rows > 1 && leaveFirstBlank) || within > 1 || (within === 1 && (hasGroupLine || partsRows)),
  };
}

function isBelow(row: SeenRow, columns: number): boolean {
  const cells = filled(row);
  if (cells.length === 0 || isTotal(row, columns)) return true;
  return columns > 2 && cells.length <= 2 && cells.length < columns / 2 && cells.every(({ isValue }) => !isValue);
}

/** A row of a total says so in its first value, and leaves most columns blank. */
function isTotal(row: SeenRow, columns: number): boolean {
  const cells = filled(row);
  const [first] = cells;
  if (first === undefined || cells.length >= columns || !TOTAL.test(first.text)) return false;
  return cells.length <= Math.max(2, columns / 2) || (PLAIN_TOTAL.test(first.text) && first === row[0]);
}

function isRow(row: SeenRow, columns: number): boolean {
  return filled(row).length > columns / 2 && !isTotal(row, columns);
}

function isGroupLine(row: SeenRow, columns: number): boolean {
  const cells = filled(row);
  return columns > 2 && cells.length === 1 && row[0] === cells[0] && !isTotal(row, columns);
}

function isSentence(row: SeenRow): boolean {
  const cells = filled(row);
  return cells.length === 1 && row[0] === cells[0] && (cells[0]?.text.trim().split(/\s+/).length ?? 0) >= SENTENCE;
}

function filled(row: SeenRow): readonly SeenCell[] {
  return row.filter(({ text }) => text.trim() !== "");
}

/** The number of values that most rows have; the larger of two that are as common. */
function commonWidth(rows: readonly SeenRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const width = filled(row).length;
    if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  const [best = 0] = [...counts].toSorted(([a, timesA], [b, timesB]) => timesB - timesA || b - a)[0] ?? [];
  return best;
}
