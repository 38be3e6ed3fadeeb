import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { isMissing } from "./customer-ids.js";
import { filledGroups, filledWords } from "./decided-sales.js";
import type { Mapping } from "./mapping.js";
import { OPEN_STATUS, ROW_STATUS } from "./row-status.js";

/** More different words than that are no statuses and no currencies. */
const MOST_WORDS = 3000;

/**
 * What the ids of orders that repeat are like, in one row: `repeated` ids with all their `lines`; of those with `several` amounts of 0 or more, how many have
 * `one_customer`, `one_day` and one amount (`one_amount`).
 *
 * @param groups what stands after FROM to read the groups of `salesByOrder`.
 */
export function orderFacts(groups: Sql, customer: ValueKind, dialect: Dialect): Sql {
  const { used, after_snapshot, before_window } = ROW_STATUS;
  const amounts = [used, after_snapshot, before_window, OPEN_STATUS.repaid, OPEN_STATUS.partly_repaid];
  const isPaid = sql`status IN (${join(amounts.map(literal))}) AND least >= 0`;
  const paid = sql`FILTER (WHERE ${isPaid})`;
  const id = customer === "uuid" ? sql`CAST(customer AS VARCHAR)` : identifier("customer");
  const isKnown = sql`purchase IS NOT NULL AND NOT ${isMissing(customer, dialect)}`;
  // One group tells all of most ids; only the others are put together, which costs more.
  const spread = sql`SELECT purchase AS spread FROM ${groups} WHERE purchase IS NOT NULL GROUP BY purchase HAVING count(*) > 1`;
  const own = sql`(SELECT * FROM ${groups} WHERE ${isKnown}) AS own`;
  const alone = sql`SELECT sales AS lines, CASE WHEN ${isPaid} THEN sales ELSE 0 END AS amounts, TRUE AS one_customer,
      CAST(first_sale AS DATE) = CAST(last_sale AS DATE) AS one_day, least = greatest AS one_amount
    FROM ${own} LEFT JOIN spread_ids ON spread = purchase WHERE spread IS NULL AND sales > 1`;
  const together = sql`SELECT sum(sales) AS lines, coalesce(sum(sales) ${paid}, 0) AS amounts, min(${id}) ${paid} = max(${id}) ${paid} AS one_customer,
      CAST(min(first_sale) ${paid} AS DATE) = CAST(max(last_sale) ${paid} AS DATE) AS one_day, min(least) ${paid} = max(greatest) ${paid} AS one_amount
    FROM ${own} JOIN spread_ids ON spread = purchase GROUP BY purchase HAVING sum(sales) > 1`;
  return sql`WITH spread_ids AS (${spread}) SELECT count(*) AS repeated, CAST(sum(lines) AS BIGINT) AS lines, ${countSeveral(sql`TRUE`)} AS several,
      ${countSeveral(sql`one_customer`)} AS one_customer, ${countSeveral(sql`one_day`)} AS one_day, ${countSeveral(sql`one_amount`)} AS one_amount
    FROM (${alone} UNION ALL ${together}) AS orders`;
}

function countSeveral(condition: Sql): Sql {
  return sql`count(CASE WHEN amounts > 1 AND ${condition} THEN 1 END)`;
}

/**
 * The rows of customers by `status_word`, `currency_word` and by what they are before anything is decided (`raw`): how many `rows`, the sum of
 * their absolute amounts as text (`money`), and how many are blank further lines of an order (`lines`).
 */
export function wordFacts(groups: Sql, mapping: Mapping, fill: boolean, customer: ValueKind, dialect: Dialect): Sql {
  const { status, currency } = filledWords(mapping, fill);
  const words = [status ?? sql`CAST(NULL AS VARCHAR)`, currency ?? sql`CAST(NULL AS VARCHAR)`] as const;
  const rows = sql`SELECT ${words[0]} AS status_word, ${words[1]} AS currency_word, raw, is_line, sales, monetary
    FROM (${filledGroups(groups, mapping, fill)}) AS filled WHERE NOT ${isMissing(customer, dialect)}`;
  return sql`SELECT status_word, currency_word, raw, sum(sales) AS rows_of_it, CAST(sum(abs(monetary)) AS VARCHAR) AS money,
      sum(CASE WHEN is_line THEN sales ELSE 0 END) AS lines
    FROM (${rows}) AS worded GROUP BY status_word, currency_word, raw ORDER BY sum(sales) DESC LIMIT ${literal(MOST_WORDS)}`;
}
