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
 * The groups of `salesByCustomer`, had the sales been scored as of the end of a period, out of groups by period.
 *
 * @param groups what stands after FROM to read the groups by period.
 */
export function salesByCustomerAt(groups: Sql, period: number, options: { readonly hasLastRow: boolean }): Sql {
  const latest = options.hasLastRow ? ["last_row"] : [];
  const columns = ["customer", "last_sale", "frequency", "monetary", "sales", ...latest].map((name) =>
    identifier(name),
  );
  const last = options.hasLastRow ? keyword(", max(last_row) AS last_row") : sql``;
  return sql`SELECT customer, status, max(last_sale) AS last_sale, CAST(sum(frequency) AS BIGINT) AS frequency, sum(monetary) AS monetary,
      CAST(sum(sales) AS BIGINT) AS sales${last}
    FROM (SELECT ${join(columns)}, ${statusAt(period)} AS status FROM ${groups}) AS judged GROUP BY customer, status`;
}

/** The groups of `salesByOrder` as {@link salesByCustomerAt} gives those of customers; an order may have several with one status. */
export function salesByOrderAt(groups: Sql, period: number, { order, status, currency, frequency }: Mapping): Sql {
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
  return sql`SELECT ${join(columns)}, ${statusAt(period)} AS status FROM ${groups}`;
}
