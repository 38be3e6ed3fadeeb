import { commonPrefixLength } from "../../model/common-prefix.js";
import { PAGE, type ValueRange } from "../../model/order-statistics.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import { type Column, isNumeric } from "../../sql/relation.js";
import type { OrderedColumn } from "./ordered-column.js";

const LARGEST_DIFFERENCE = 2n ** 63n - 1n;

/**
 * The ids of customers, in the order in which ties are broken: text by code point, everything else in the order of its type.
 *
 * Numbers fall into 4,096 buckets of equal width. Text falls into buckets by the two characters after those that all ids of
 * a range share. UUIDs are told apart by their text, whose order is that of the type. No bucket is known for dates, moments
 * and other kinds, whose text may stand in another order: their ids are only ever counted one by one.
 */
export function idColumn(column: Column, dialect: Dialect): OrderedColumn {
  const id = identifier(column.name);
  if (column.kind === "text" || column.kind === "uuid") {
    const text = dialect.byCodePoint(sql`CAST(${id} AS VARCHAR)`, "text");
    return {
      value: text,
      exact: text,
      constant: (value) => sql`CAST(${value} AS VARCHAR)`,
      bucket: ({ low, high }) => sql`substr(${text}, ${literal(commonPrefixLength(low, high) + 1)}, 2)`,
    };
  }
  return {
    value: id,
    exact: id,
    constant: (value) => sql`CAST(${value} AS ${keyword(column.type)})`,
    bucket: isNumeric(column.kind) ? (range) => bucketOfNumber(id, range, dialect) : undefined,
  };
}

/** Whether ids from the smallest to the largest one can be put in buckets: no infinite numbers, nor any beyond 38 digits. */
export function haveBuckets({ kind }: Column, { low, high }: ValueRange): boolean {
  const areText = kind === "text" || kind === "uuid";
  return areText || [low, high].every((text) => /^-?\d{1,38}(\.\d+)?$/.test(text));
}

/** Whole numbers are exact as long as their difference is; of others, those that are the same double share a bucket. */
function bucketOfNumber(id: Sql, { low, high }: ValueRange, dialect: Dialect): Sql {
  const difference = [low, high].every((text) => isBigint(text)) ? BigInt(high) - BigInt(low) : undefined;
  if (difference !== undefined && difference <= LARGEST_DIFFERENCE) {
    const width = Number(difference / BigInt(PAGE)) + 1;
    return dialect.wholeQuotient(sql`(CAST(${id} AS BIGINT) - CAST(${low} AS BIGINT))`, width);
  }
  return dialect.bucket(
    asDouble(id),
    asDouble(sql`CAST(${low} AS VARCHAR)`),
    asDouble(sql`CAST(${high} AS VARCHAR)`),
    PAGE,
  );
}

function asDouble(value: Sql): Sql {
  return sql`CAST(${value} AS DOUBLE PRECISION)`;
}

/** True for a whole number of 64 bits. */
function isBigint(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
