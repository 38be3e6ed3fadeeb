import type { SeenCell, SeenRow } from "../../engine.js";

/** A table of sales has so many columns at least. */
const FEWEST_COLUMNS = 3;
/** Rows below the first that are looked at. */
const MOST_ROWS = 50;
/** This share of the values of a column are values where the first one is. */
const NEARLY_ALL = 0.9;
/** A day, which may be a header only above something else than days. */
const DAY =
  /^\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01]))(?!\d)/;

/** True where the first row of a table is a sale like those below it, with a day and a number, so that the file has no header. */
export function lacksHeader(first: SeenRow, below: readonly SeenRow[]): boolean {
  const rows = below.filter((row) => row.length === first.length).slice(0, MOST_ROWS);
  if (first.length < FEWEST_COLUMNS || rows.length < 2) return false;
  if (!first.some(isDay) || !first.some((cell) => cell.isValue && !isDay(cell))) return false;
  return first.every((cell, index) => {
    const is = isDay(cell) ? isDay : isNumber;
    if (!is(cell)) return true;
    return rows.filter((row) => is(row[index] as SeenCell)).length >= NEARLY_ALL * rows.length;
  });
}

/** The bytes of a file without a header, below one that numbers its columns. */
export async function* withHeader(
  columns: number,
  delimiter: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array | string> {
  yield `${Array.from({ length: columns }, (_, index) => `column${index + 1}`).join(delimiter)}\n`;
  yield* chunks;
}

function isDay({ text }: SeenCell): boolean {
  return DAY.test(text);
}

function isNumber({ isValue }: SeenCell): boolean {
  return isValue;
}
