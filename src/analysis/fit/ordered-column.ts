import { PAGE, type ValueRange } from "../../model/order-statistics.js";
import type { Dimension } from "../../model/score.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, keyword, literal, type Sql, sql } from "../../sql/fragment.js";

/** How values of a column are held against each other, and put in buckets. */
export interface OrderedColumn {
  /** The value, in the order that counts. */
  readonly value: Sql;
  /** The value in the type in which it becomes text that {@link constant} reads. */
  readonly exact: Sql;
  /** A value out of its exact text. */
  readonly constant: (text: string) => Sql;
  /** The number of a bucket that rises with the value, or stays the same; undefined where there can be none. */
  readonly bucket: ((range: ValueRange) => Sql) | undefined;
}

/** The values of a dimension: days and purchases as whole numbers, money as a decimal with 4 places. */
export function metricColumn(dimension: Dimension, dialect: Dialect): OrderedColumn {
  const value = identifier(dimension);
  const type = keyword(dimension === "monetary" ? "DECIMAL(38, 4)" : "INTEGER");
  const constant = (text: string): Sql => sql`CAST(${literal(text)} AS ${type})`;
  return {
    value,
    exact: sql`CAST(${value} AS ${type})`,
    constant,
    bucket: ({ low, high }: ValueRange) => {
      if (dimension === "monetary") return dialect.bucket(value, constant(low), constant(high), PAGE);
      // Days and purchases are mostly few enough for a bucket each.
      const width = Math.ceil((Number(high) - Number(low) + 1) / PAGE);
      return dialect.wholeQuotient(sql`(${value} - ${constant(low)})`, width);
    },
  };
}
