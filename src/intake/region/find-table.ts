import type { FindTable, SeenCell, SeenRow } from "../../engines/engine.js";

/** Rows of the start that are looked at for how wide the table is. */
const LOOKED_AT = 200;
/** A header has this share of the cells that rows of the table have, at least. */
const SHARE_OF_HEADER = 0.6;
/** Words of a line that is text and no row. */
const SENTENCE = 3;
/** How rows of a total begin, in the languages whose headers are known. */
const TOTAL =
  /^\W*((grand|sub|page|report|overall)[ -]*)?(totals?|sum|sum total|balance|count|summe|gesamt(summe|betrag)?|zwischensumme|insgesamt|somme|sous-total|total général|totale|subtotale|somma|totaal|subtotaal|totaux|suma|razem|łącznie|toplam|genel toplam|ara toplam|soma|subtotal)\b/iu;

/** Where a table lies within rows that a person has kept: below titles and above totals and notes. */
export const findTable: FindTable = { above, below, groups };

/** How many rows of the start stand above the header: 0 where the first row is one, or where none is known to be. */
function above(first: readonly SeenRow[]): number {
  const rows = first.slice(0, LOOKED_AT);
  const least = Math.max(2, Math.ceil(SHARE_OF_HEADER * commonWidth(rows)));
  const start = rows.findIndex((row) => filled(row).length > 0);
  const top = rows[start];
  if (top === undefined) return 0;
  if (filled(top).length >= least) return start;
  const header = rows.findIndex((row) => {
    const cells = filled(row);
    return cells.length >= least && cells.every(({ isValue }) => !isValue);
  });
  return header < 0 ? start : header;
}

/**
 * How many rows of the end stand below the table: blank ones, totals, and notes that a blank row or a total sets apart from the
 * table, or that are sentences. A row that has values in most columns is never one of them. 0 where all of the end looks so, since
 * then nothing shows where the table ends.
 */
function below(last: readonly SeenRow[], columns: number): number {
  let count = 0;
  while (count < last.length && isBelow(last[last.length - 1 - count] as SeenRow, columns)) count += 1;
  if (count === last.length) return 0;
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

/** True where rows below the header are totals of groups, with more rows below them: such a file is a report and no table. */
function groups(rows: readonly SeenRow[], columns: number): boolean {
  const totals = rows.flatMap((row, index) => (isTotal(row, columns) ? [index] : []));
  const within = totals.filter((index) => rows.slice(index + 1).some((row) => isRow(row, columns)));
  return within.length > 1 || (within.length === 1 && rows.some((row) => isGroupLine(row, columns)));
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
  return (
    first !== undefined && TOTAL.test(first.text) && cells.length <= Math.max(2, columns / 2) && cells.length < columns
  );
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
