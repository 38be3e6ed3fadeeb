import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Mapping } from "./mapping.js";
import { OPEN_STATUS, ROW_STATUS } from "./row-status.js";

/**
 * Rows of the sales stage with the `period` in which each lies: 0 up to the first moment, 1 up to the second and so on.
 *
 * @param sales what stands after FROM to read the sales stage.
 * @param moments ISO 8601, ascending.
 */
export function withPeriods(sales: Sql, moments: readonly string[], dialect: Dialect): Sql {
  const cases = moments.map((moment, period) => sql`WHEN moment <= ${dialect.moment(moment)} THEN ${literal(period)}`);
  return sql`SELECT *, CAST(CASE ${join(cases, " ")} ELSE ${literal(moments.length)} END AS SMALLINT) AS period FROM ${sales}`;
}

/** The statuses that a row has only where it is not later than the moment to score as of. */
const NOT_LATER = [
  ROW_STATUS.used,
  ROW_STATUS.before_window,
  ROW_STATUS.ignored_refund,
  OPEN_STATUS.refund,
  OPEN_STATUS.repaid,
  OPEN_STATUS.partly_repaid,
];

/** The status of a group of rows of one period, had the sales been scored as of the end of an earlier or the same period. */
function statusAt(period: number): Sql {
  const later = sql`period > ${literal(period)} AND status IN (${join(NOT_LATER.map(literal))})`;
  return sql`CAST(CASE WHEN ${later} THEN ${literal(ROW_STATUS.after_snapshot)} ELSE status END AS SMALLINT)`;
}

/**
 * The groups of `salesByCustomer` out of groups by period.
 *
 * @param groups what stands after FROM to read the groups by period.
 */
export function foldedPeriods(groups: Sql, options: { readonly hasLastRow: boolean }): Sql {
  const last = options.hasLastRow ? keyword(", max(last_row) AS last_row") : sql``;
  return sql`SELECT customer, status, ${SUMS}${last} FROM ${groups} GROUP BY customer, status`;
}

/** Of those groups the ones that would be used, had the sales been scored as of the end of a period. */
export function salesByCustomerAt(groups: Sql, period: number, options: { readonly hasLastRow: boolean }): Sql {
  const isUsed = sql`status = ${literal(ROW_STATUS.used)} AND period <= ${literal(period)}`;
  // In the first period there is one group of each customer.
  if (period === 0) return sql`SELECT * FROM ${groups} WHERE ${isUsed}`;
  return foldedPeriods(sql`(SELECT * FROM ${groups} WHERE ${isUsed}) AS used`, options);
}

const SUMS = keyword(
  "max(last_sale) AS last_sale, CAST(sum(frequency) AS BIGINT) AS frequency, sum(monetary) AS monetary, CAST(sum(sales) AS BIGINT) AS sales",
);

/**
 * The groups of `salesByOrder`, had the sales been scored as of the end of a period; an order may have several with one status.
 *
 * @param isFilled true where lines of an order say something about others of it, also if they are later.
 */
export function salesByOrderAt(
  groups: Sql,
  period: number,
  { order, status, currency, frequency }: Mapping,
  isFilled: boolean,
): Sql {
  const columns = [
    "customer",
    "last_sale",
    "monetary",
    "sales",
    ...(order === undefined ? [] : ["purchase", "least", "greatest"]),
    ...(status === undefined ? [] : ["sale_status"]),
    ...(currency === undefined ? [] : ["sale_currency"]),
    ...(frequency === undefined ? [] : ["purchases", "last_purchase"]),
  ].map((name) => identifier(name));
  if (!isFilled) return sql`SELECT ${join(columns)}, status FROM ${groups} WHERE period <= ${literal(period)}`;
  return sql`SELECT ${join(columns)}, ${statusAt(period)} AS status FROM ${groups}`;
}
