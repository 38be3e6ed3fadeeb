import type { ValueRange } from "../../model/order-statistics.js";
import type { Sql } from "../../sql/fragment.js";

/** How values of a column are held against each other, and put in buckets. */
export interface OrderedColumn {
  /** The value, in the order that counts. */
  readonly value: Sql;
  /** The value in the type in which it becomes text that {@link constant} reads. */
  readonly exact: Sql;
  /** A value out of its exact text. */
  readonly constant: (text: string) => Sql;
  /** What never falls as a value of the range rises; undefined where nothing but the value itself is known to do so. */
  readonly bucket: ((range: ValueRange) => Sql) | undefined;
}
