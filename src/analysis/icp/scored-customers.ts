import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { NUMBER } from "./attribute-columns.js";

/** The three scores of a customer as one number, such as 543. */
const CELL = sql`CAST("R_score" * 100 + "F_score" * 10 + "M_score" AS SMALLINT)`;

/** What customers are scored by, and the monetary value per purchase: the names of these columns. */
export const METRICS = ["recency", "frequency", "monetary", "ticket"] as const;

/** The metrics of a row of `customer_rfm`. */
const OWN_METRICS = sql`recency, frequency, monetary, CAST(monetary / frequency AS ${NUMBER}) AS ticket`;

/**
 * The published customers: `customer` (the id, as text unless `id` says otherwise), `cell` (`543`) and their {@link METRICS}.
 */
export function scoredCustomers(customers: Sql, id: "text" | "integer" = "text"): Sql {
  return sql`SELECT ${customerOf(id)} AS customer, ${CELL} AS cell, ${OWN_METRICS} FROM ${customers}`;
}

/**
 * The customers of an earlier day as {@link scoredCustomers} gives them, with `later_cell`: their scores by the sales after it,
 * 0 for those who bought no more. `later` are some of them, scored anew.
 */
export function scoredTwice(earlier: Sql, later: Sql): Sql {
  return sql`SELECT earlier.customer_id, earlier.recency, earlier.frequency, earlier.monetary, earlier."R_score", earlier."F_score", earlier."M_score",
    coalesce(later.later_cell, 0) AS later_cell
    FROM ${earlier} AS earlier LEFT JOIN (SELECT CAST(customer_id AS VARCHAR) AS id, ${CELL} AS later_cell FROM ${later}) AS later
    ON CAST(earlier.customer_id AS VARCHAR) = later.id`;
}

/** The customers of {@link scoredTwice}, for attributes to be joined. */
export function customersOfCohort(cohort: Sql, id: "text" | "integer"): Sql {
  return sql`SELECT ${customerOf(id)} AS customer, ${CELL} AS cell, CAST(later_cell AS SMALLINT) AS later_cell, ${OWN_METRICS} FROM ${cohort}`;
}

function customerOf(id: "text" | "integer"): Sql {
  return id === "integer" ? sql`customer_id` : sql`CAST(customer_id AS VARCHAR)`;
}

/** A column of cells: of the scores that are compared, or of the later ones of {@link customersOfCohort}. */
export type CellColumn = "cell" | "later_cell";

/**
 * Every customer with their attributes, or with none; `key` is null for those who have no row of attributes, and `is_top` is true of those
 * in a cell of `top`: the numbers of cells, such as 555.
 */
export function withAttributes(
  customers: Sql,
  cells: readonly CellColumn[],
  top: readonly number[],
  rows: Sql,
  names: readonly string[],
  id: "text" | "integer",
  dialect: Dialect,
): Sql {
  const [key, customer] = [identifier("attributes", "key"), identifier("scored", "customer")];
  const columns = [
    sql`scored.customer`,
    ...cells.map((cell) => identifier("scored", cell)),
    sql`scored.cell IN (${join([0, ...top].map((code) => literal(code)))}) AS is_top`,
    key,
    ...names.map((name) => identifier(name)),
  ];
  return sql`SELECT ${join(columns)} FROM (SELECT * FROM ${customers}) AS scored LEFT JOIN (${rows}) AS attributes
    ON ${dialect.groupingKey(key, id)} = ${dialect.groupingKey(customer, id)}`;
}
