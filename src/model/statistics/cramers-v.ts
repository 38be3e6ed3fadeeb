import { QuintileError } from "../../errors.js";

/**
 * How far two attributes carry the same information, from 0 (none) to 1 (the same, under whatever names): Cramér's V
 * with the bias of small tables taken off. W. Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", Journal of
 * the Korean Statistical Society 42 (2013). Where each value of one attribute belongs to one value of the other, it is 1
 * or a little less.
 *
 * @param table rows of counts: one row per value of one attribute, one column per value of the other. Rows and columns
 *   without customers do not matter. 0 where an attribute has one value only, or so many that nearly each customer has
 *   a value alone, since nothing can then be said.
 * @throws QuintileError `USAGE` when rows differ in length, or a count is not a whole number of at least 0.
 */
export function cramersV(table: readonly (readonly number[])[]): number {
  requireTable(table);
  const rows = table.map(sum);
  const columns = (table[0] ?? []).map((_, column) => sum(table.map((row) => row[column] as number)));
  const customers = sum(rows);
  const [rowDegrees, columnDegrees] = [degreesOf(rows), degreesOf(columns)];
  if (rowDegrees < 1 || columnDegrees < 1) return 0;
  const bias = (rowDegrees * columnDegrees) / (customers - 1);
  const association = meanSquareContingency(table, rows, columns) - bias;
  const largest = Math.min(...[rowDegrees, columnDegrees].map((degrees) => degrees - degrees ** 2 / (customers - 1)));
  return association > 0 && largest > 0 ? Math.min(1, Math.sqrt(association / largest)) : 0;
}

/** Pearson's chi-squared of independence, over the number of customers. */
function meanSquareContingency(
  table: readonly (readonly number[])[],
  rows: readonly number[],
  columns: readonly number[],
): number {
  const customers = sum(rows);
  const terms = table.flatMap((counts, row) =>
    counts.map((count, column) => {
      const expected = ((rows[row] as number) / customers) * (columns[column] as number);
      return expected === 0 ? 0 : (count - expected) ** 2 / expected;
    }),
  );
  return sum(terms) / customers;
}

/** One less than the number of values that occur. */
function degreesOf(totals: readonly number[]): number {
  return totals.filter((total) => total > 0).length - 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function requireTable(table: readonly (readonly number[])[]): void {
  const width = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== width)) {
    throw new QuintileError("USAGE", `The rows of a table have equally many counts; the first has ${width}.`);
  }
  for (const count of table.flat()) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new QuintileError("USAGE", `${count} customers were counted; a count is a whole number from 0.`);
    }
  }
}
