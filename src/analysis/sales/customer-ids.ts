import type { Dialect } from "../../sql/dialect.js";
import { identifier, keyword, type Sql, sql } from "../../sql/fragment.js";
import { mayHavePlaces, type ValueKind } from "../../sql/relation.js";

/** True where a `customer`, of a row or of a group, is none: null, blank or NaN. */
export function isMissing(kind: ValueKind, dialect: Dialect): Sql {
  const customer = identifier("customer");
  if (kind === "text") return sql`(customer IS NULL OR ${dialect.isBlank(customer)})`;
  if (mayHavePlaces(kind)) return sql`(customer IS NULL OR ${dialect.isNotANumber(customer)})`;
  return sql`customer IS NULL`;
}

/** A whole number that a script took for a float, since other ids were missing: `101.0`. */
const FLOAT_ID = "(0|-?[1-9][0-9]{0,17})[.]0";

/** True where an id in text is a whole number with `.0` behind it. */
export function isFloatId(id: Sql, dialect: Dialect): Sql {
  return sql`(${id} LIKE '%.0' AND ${dialect.matches(id, FLOAT_ID)})`;
}

/** The customer of a row in the form in which rows are grouped by it; `floatIds` takes whole numbers with `.0` for what they are. */
export function customerKey(kind: ValueKind, floatIds: boolean, dialect: Dialect): Sql {
  const customer = identifier("customer");
  const key = dialect.groupingKey(customer, kind);
  return floatIds
    ? sql`CASE WHEN ${isFloatId(customer, dialect)} THEN split_part(${key}, '.', 1) ELSE ${key} END`
    : key;
}

/** Whether ids that are not integers by their type may all be whole numbers: text of files without types, floats and decimals. */
export function mayBecomeWhole(kind: ValueKind, untyped: boolean): boolean {
  return mayHavePlaces(kind) || (kind === "text" && untyped);
}

/** True where an id could be published as a whole number. */
export function isWholeId(id: Sql, kind: ValueKind, untyped: boolean, dialect: Dialect): Sql {
  if (kind === "text" && untyped) return dialect.isCanonicalInteger(id);
  if (mayHavePlaces(kind)) return dialect.isWhole(id);
  return keyword("TRUE");
}

/**
 * The id of a group as it is published. `wholeNumbers` says that every id is a whole number and is published as one; with
 * `required` the query fails where one is not.
 */
export function publishedId(kind: ValueKind, wholeNumbers: boolean | "required", dialect: Dialect): Sql {
  const id = identifier("customer");
  if (wholeNumbers === false) return dialect.publishedKey(id, kind);
  if (wholeNumbers === true) return dialect.toInteger(id);
  // No result is better than 007 as 7, or 1.5 as 2. Every engine fails where it is to read a sentence as a number.
  const refusal = dialect.toInteger(sql`'no whole number: ' || CAST(${id} AS VARCHAR)`);
  return sql`CASE WHEN ${isWholeId(id, kind, true, dialect)} THEN ${dialect.toInteger(id)} ELSE ${refusal} END`;
}
