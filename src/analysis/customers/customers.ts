import { QuintileError } from "../../errors.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column, ValueKind } from "../../sql/relation.js";
import { withoutFormula } from "./without-formula.js";

/** One published customer by id; metrics as exact text. An id that the column's type cannot hold finds no customer. */
export function customerById(customers: Sql, id: string, type: Column): Sql {
  const customer = identifier("customer_id");
  const isSame =
    type.kind === "integer" && /^(0|-?[1-9]\d{0,17})$/.test(id)
      ? sql`${customer} = CAST(${id} AS BIGINT)`
      : sql`CAST(${customer} AS VARCHAR) = ${id}`;
  return sql`SELECT CAST(${customer} AS VARCHAR) AS customer_id, recency, frequency, CAST(monetary AS VARCHAR) AS monetary,
    "R_score", "F_score", "M_score", segment FROM ${customers} WHERE ${isSame}`;
}

/** All published customers in the order of their ids; metrics as exact text. */
export function allCustomers(customers: Sql, columns: readonly Column[], dialect: Dialect): Sql {
  const id = identifier("published", "customer_id");
  return sql`SELECT CAST(${id} AS VARCHAR) AS customer_id, recency, frequency, CAST(monetary AS VARCHAR) AS monetary,
    "R_score", "F_score", "M_score", segment FROM ${customers} AS published
    ORDER BY ${dialect.byCodePoint(id, kindOf(columns, "customer_id"))}`;
}

/**
 * The customers of some segments in the order of their ids. With `forSpreadsheets` a text that a spreadsheet would run
 * as a formula is neutralised (`withoutFormula`); numbers stay numbers.
 */
export function audience(
  customers: Sql,
  columns: readonly Column[],
  segments: readonly string[],
  forSpreadsheets: boolean,
  dialect: Dialect,
): Sql {
  const chosen = CUSTOMER_COLUMNS.map((name) => {
    const column = identifier(name);
    const isText = kindOf(columns, name) === "text";
    return isText && forSpreadsheets
      ? sql`${withoutFormula(sql`published.${column}`, dialect)} AS ${column}`
      : sql`published.${column}`;
  });
  if (segments.length === 0) throw new QuintileError("USAGE", "An audience needs at least one segment.");
  const names = join(segments.map((segment) => literal(segment)));
  return sql`SELECT ${join(chosen)} FROM ${customers} AS published WHERE published.segment IN (${names})
    ORDER BY ${dialect.byCodePoint(identifier("published", "customer_id"), kindOf(columns, "customer_id"))}`;
}

function kindOf(columns: readonly Column[], name: string): ValueKind {
  return columns.find((each) => each.name === name)?.kind ?? "other";
}
