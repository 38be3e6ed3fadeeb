import type { Dialect } from "../../sql/dialect.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { RefundPolicy } from "./row-status.js";

/**
 * Sales by customer and status: `last_sale`, `frequency`, `monetary`, the number of `sales` (rows) and, where a refund is no
 * purchase, `last_row`. This is the one pass over the sales; everything later works on customers.
 *
 * @param sales what stands after FROM to read the sales stage.
 */
export function salesByCustomer(
  sales: Sql,
  options: { refunds: RefundPolicy; orders: boolean },
  dialect: Dialect,
): Sql {
  const monetary = dialect.sumOfAmounts(identifier("amount"));
  // A refund reduces monetary but is no purchase; under `ignore` refunds carry a status of their own.
  const isRefundApart = options.refunds === "amount-only";
  const purchases = isRefundApart ? sql` FILTER (WHERE amount >= 0)` : sql``;
  const latest = isRefundApart ? sql`, max(moment) AS last_row` : sql``;
  if (!options.orders) {
    return sql`SELECT customer, status, max(moment)${purchases} AS last_sale, count(*)${purchases} AS frequency,
      ${monetary} AS monetary, count(*) AS sales${latest} FROM ${sales} GROUP BY customer, status`;
  }
  // Distinct orders by grouping twice, which spills to disk where count(DISTINCT …) would not. A row without an order
  // is a purchase of its own.
  const orders = sql`SELECT customer, status, purchase, max(moment)${purchases} AS last_sale, count(*)${purchases} AS purchases,
    ${monetary} AS monetary, count(*) AS sales${latest} FROM ${sales} GROUP BY customer, status, purchase`;
  return sql`SELECT customer, status, max(last_sale) AS last_sale,
    CAST(sum(CASE WHEN purchase IS NULL THEN purchases WHEN purchases > 0 THEN 1 ELSE 0 END) AS BIGINT) AS frequency,
    sum(monetary) AS monetary, CAST(sum(sales) AS BIGINT) AS sales${isRefundApart ? sql`, max(last_row) AS last_row` : sql``} FROM (${orders}) AS orders GROUP BY customer, status`;
}

/** The latest row of a group of {@link salesByCustomer}, a refund or not. */
export function lastRow(refunds: RefundPolicy): Sql {
  return identifier(refunds === "amount-only" ? "last_row" : "last_sale");
}
