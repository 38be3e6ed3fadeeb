import { QuintileError } from "../../errors.js";

/** A value of an attribute among the top performers and among all customers: a table of two rows and two columns. */
export interface ValueCounts {
  /** Top performers with the value. */
  readonly count: number;
  /** All customers with the value. */
  readonly support: number;
  /** All top performers. */
  readonly top: number;
  /** All customers. */
  readonly customers: number;
}

/**
 * The four numbers of customers that the counts part all customers into: with the value and top, with the value only,
 * top only, neither.
 *
 * @throws QuintileError `USAGE` when one of them, or a count, is not a whole number of at least 0.
 */
export function cellsOf({ count, support, top, customers }: ValueCounts): readonly [number, number, number, number] {
  const cells = [count, support - count, top - count, customers - support - top + count] as const;
  for (const each of [count, support, top, customers, ...cells]) {
    if (!Number.isSafeInteger(each) || each < 0) {
      throw new QuintileError(
        "USAGE",
        `${count} of ${support} customers with a value are top performers, and ${top} of all ${customers}: that cannot be.`,
        { hint: "Counts are whole numbers, and a part is never larger than the whole." },
      );
    }
  }
  return cells;
}
