import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, type Sql, sql } from "../../sql/fragment.js";
import { MAPPED_NAMES, type Mapping } from "./mapping.js";

/** The columns by which open sales are grouped beside customer and row status. */
export function groupKeys(mapping: Mapping): Sql[] {
  return (["order", "status", "currency"] as const)
    .filter((role) => mapping[role] !== undefined)
    .map((role) => identifier(MAPPED_NAMES[role]));
}

/**
 * The one pass over sales of which something is still open: groups by customer, row status and, as far as there are such columns,
 * order, status and currency as they stand. Each has the first and last moment, the number of `sales` (rows), and the sum of the
 * amounts with the least and the greatest one; orders, totals, statuses and currencies are decided from these groups.
 *
 * @param sales what stands after FROM to read the sales stage; with `periods` that of `withPeriods`, and each period is a group apart.
 */
export function salesByOrder(sales: Sql, mapping: Mapping, periods: boolean, dialect: Dialect): Sql {
  const period = periods ? [identifier("period")] : [];
  const keys = [identifier("customer"), identifier("status"), ...period, ...groupKeys(mapping)];
  const ofOrders =
    mapping.order === undefined
      ? sql``
      : sql`, min(moment) AS first_sale, min(amount) AS least, max(amount) AS greatest`;
  const counts =
    mapping.frequency === undefined
      ? sql``
      : sql`, sum(purchases) AS purchases, max(moment) FILTER (WHERE purchases > 0) AS last_purchase`;
  return sql`SELECT ${join(keys)}, max(moment) AS last_sale, ${dialect.sumOfAmounts(identifier("amount"))} AS monetary, count(*) AS sales${ofOrders}${counts}
    FROM ${sales} GROUP BY ${join(keys)}`;
}
