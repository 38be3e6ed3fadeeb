import { chiSquaredTail } from "../statistics/chi-squared.js";

/** Customers by their segments at three moments that follow each other; null at the end for those who have no purchase any more. */
export interface SegmentTriple {
  readonly before: string;
  readonly middle: string;
  readonly after: string | null;
  readonly customers: number;
}

/** Whether the segment before the last one says something about the next. */
export interface OrderTest {
  readonly chi_squared: number;
  readonly degrees_of_freedom: number;
  /** How likely so large a chi-squared is where it says nothing. */
  readonly p: number;
  /**
   * How far apart, 0 to 1, the shares of next segments are of customers who came from one segment and of all who are in the same one:
   * half the sum of the differences (total variation), averaged over customers, after the same merging. Chance alone makes it about 7
   * points with a hundred customers from each segment, so that it says something only beside p.
   */
  readonly average_change: number;
  /** True where p is below 0.05 and the average change is 5 points or more: the chain of single steps then hides something. */
  readonly matters: boolean;
}

/** Below so many expected customers chi-squared is no measure. */
const LEAST_EXPECTED = 5;

const SIGNIFICANT = 0.05;
const NOTICEABLE = 0.05;

/** Rows of counts by the segment before, columns by the next one. */
type Table = readonly (readonly number[])[];

/**
 * Tests a chain of order 1 against one of order 2 (T. W. Anderson and L. A. Goodman, "Statistical inference about Markov chains", Annals of
 * Mathematical Statistics 28 (1957)): for each segment in the middle, whether customers who came from different segments go on alike. Rows
 * or columns of a table are merged, the smallest first, until five or more customers are expected in every cell.
 */
export function orderTest(triples: readonly SegmentTriple[]): OrderTest {
  const tables = tablesOf(triples).map(merged);
  const tested = tables.map(chiSquaredOf);
  const chiSquared = sumOf(tested.map(({ value }) => value));
  const degrees = sumOf(tested.map((each) => each.degrees));
  const p = chiSquaredTail(chiSquared, degrees);
  const all = sumOf(tables.map((table) => sumOf(table.flat())));
  const change = all === 0 ? 0 : sumOf(tables.map(changeOf)) / all;
  return {
    chi_squared: chiSquared,
    degrees_of_freedom: degrees,
    p,
    average_change: change,
    matters: p < SIGNIFICANT && change >= NOTICEABLE,
  };
}

/** A table for each segment in the middle, without empty rows and columns. */
function tablesOf(triples: readonly SegmentTriple[]): Table[] {
  const middles = [...new Set(triples.map(({ middle }) => middle))];
  return middles.map((middle) => {
    const own = triples.filter((each) => each.middle === middle && each.customers > 0);
    const [befores, afters] = [
      [...new Set(own.map(({ before }) => before))],
      [...new Set(own.map(({ after }) => after))],
    ];
    return befores.map((before) =>
      afters.map((after) =>
        sumOf(own.filter((each) => each.before === before && each.after === after).map(({ customers }) => customers)),
      ),
    );
  });
}

/** Merges the two smallest rows or columns, whichever hold the smallest sum, until all expected counts are large enough. */
function merged(table: Table): Table {
  let now = table;
  for (;;) {
    const [rows, columns] = [now.map(sumOf), transposed(now).map(sumOf)];
    const all = sumOf(rows);
    if (rows.length < 2 || columns.length < 2) return now;
    const [leastRow, leastColumn] = [Math.min(...rows), Math.min(...columns)];
    if ((leastRow * leastColumn) / all >= LEAST_EXPECTED) return now;
    now = leastRow <= leastColumn ? withTwoMerged(now) : transposed(withTwoMerged(transposed(now)));
  }
}

/** The first two of the smallest rows become one. */
function withTwoMerged(table: Table): Table {
  const bySize = table
    .map((_, index) => index)
    .toSorted((one, other) => sumOf(table[one] ?? []) - sumOf(table[other] ?? []));
  const [first, second] = bySize.slice(0, 2).toSorted((one, other) => one - other) as [number, number];
  const joined = (table[first] ?? []).map((count, column) => count + (table[second]?.[column] ?? 0));
  return table.flatMap((row, index) => (index === first ? [joined] : index === second ? [] : [row]));
}

function chiSquaredOf(table: Table): { readonly value: number; readonly degrees: number } {
  const [rows, columns] = [table.map(sumOf), transposed(table).map(sumOf)];
  const all = sumOf(rows);
  const terms = table.flatMap((row, i) =>
    row.map((count, k) => {
      const expected = ((rows[i] ?? 0) * (columns[k] ?? 0)) / all;
      return (count - expected) ** 2 / expected;
    }),
  );
  return { value: sumOf(terms), degrees: Math.max(0, rows.length - 1) * Math.max(0, columns.length - 1) };
}

/** Customers times the distance of their row's shares from those of the whole table. */
function changeOf(table: Table): number {
  const columns = transposed(table).map(sumOf);
  const all = sumOf(columns);
  return sumOf(
    table.map((row) => {
      const size = sumOf(row);
      return (size * sumOf(row.map((count, k) => Math.abs(count / size - (columns[k] ?? 0) / all)))) / 2;
    }),
  );
}

function transposed(table: Table): Table {
  return (table[0] ?? []).map((_, column) => table.map((row) => row[column] ?? 0));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
