import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { NUMBER } from "./attribute-columns.js";

/**
 * The published customers: `customer` (the id, as text unless `id` says otherwise), `cell` (`543`) and `ticket`, the monetary
 * value per purchase.
 */
export function scoredCustomers(customers: Sql, id: "text" | "integer" = "text"): Sql {
  const customer = id === "integer" ? sql`customer_id` : sql`CAST(customer_id AS VARCHAR)`;
  return sql`SELECT ${customer} AS customer, CAST("R_score" * 100 + "F_score" * 10 + "M_score" AS SMALLINT) AS cell,
    CAST(monetary / frequency AS ${NUMBER}) AS ticket FROM ${customers}`;
}

/** Every customer with their attributes, or with none; `key` is null for those who have no row of attributes. */
export function withAttributes(
  customers: Sql,
  rows: Sql,
  names: readonly string[],
  id: "text" | "integer",
  dialect: Dialect,
): Sql {
  const [key, customer] = [identifier("attributes", "key"), identifier("scored", "customer")];
  const columns = [
    sql`scored.customer`,
    sql`scored.cell`,
    sql`scored.ticket`,
    key,
    ...names.map((name) => identifier(name)),
  ];
  return sql`SELECT ${join(columns)} FROM (SELECT * FROM ${customers}) AS scored LEFT JOIN (${rows}) AS attributes
    ON ${dialect.groupingKey(key, id)} = ${dialect.groupingKey(customer, id)}`;
}

/**
 * The customers who were no top performers at an earlier moment, new ones among them, as they are now.
 *
 * @param top the codes of the cells of top performers.
 */
export function becameTop(now: Sql, then: Sql, top: readonly number[], id: "text" | "integer", dialect: Dialect): Sql {
  const [today, earlier] = [identifier("today", "customer"), identifier("earlier", "customer")];
  const isTop = sql`earlier.cell IN (${join([literal(0), ...top.map((code) => literal(code))])})`;
  return sql`SELECT today.customer, today.cell, today.ticket FROM (SELECT * FROM ${now}) AS today
    LEFT JOIN (SELECT * FROM ${then}) AS earlier ON ${dialect.groupingKey(today, id)} = ${dialect.groupingKey(earlier, id)}
    WHERE NOT coalesce(${isTop}, false)`;
}
