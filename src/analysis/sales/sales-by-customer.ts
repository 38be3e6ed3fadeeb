import type { Dialect } from "../../sql/dialect.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { RefundPolicy } from "./row-status.js";

/**
 * Sales by customer and status: `last_sale`, `frequency`, `monetary`, the number of `sales` (rows) and, where a refund is no
 * purchase, `last_row`. This is the one pass over plain sales, of which every row is a purchase, or stands for a count of them;
 * everything later works on customers.
 *
 * @param sales what stands after FROM to read the sales stage; with `periods` that of `withPeriods`, and each period is a group apart.
 */
export function salesByCustomer(
  sales: Sql,
  options: { refunds: RefundPolicy; counts: boolean; periods?: boolean },
  dialect: Dialect,
): Sql {
  const monetary = dialect.sumOfAmounts(identifier("amount"));
  // A refund reduces monetary but is no purchase; under `ignore` refunds carry a status of their own.
  const isRefundApart = options.refunds === "amount-only";
  const isPurchase = [...(isRefundApart ? [sql`amount >= 0`] : []), ...(options.counts ? [sql`purchases > 0`] : [])];
  const [one, two] = isPurchase;
  const purchases =
    one === undefined
      ? sql``
      : two === undefined
        ? sql` FILTER (WHERE ${one})`
        : sql` FILTER (WHERE ${one} AND ${two})`;
  const frequency = options.counts
    ? sql`CAST(coalesce(sum(purchases)${purchases}, 0) AS BIGINT)`
    : sql`count(*)${purchases}`;
  const latest = isRefundApart || options.counts ? sql`, max(moment) AS last_row` : sql``;
  const period = options.periods === true ? sql`, period` : sql``;
  return sql`SELECT customer, status${period}, max(moment)${purchases} AS last_sale, ${frequency} AS frequency,
      ${monetary} AS monetary, count(*) AS sales${latest} FROM ${sales} GROUP BY customer, status${period}`;
}
