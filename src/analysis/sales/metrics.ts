import type { Dialect } from "../../sql/dialect.js";
import { identifier, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { ROW_STATUS, type RefundPolicy } from "./row-status.js";

/**
 * Sales by customer and status: `last_sale`, `frequency`, `monetary` and the number of `sales` (rows). This is the one
 * pass over the sales; everything later works on customers.
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
  const purchases = options.refunds === "amount-only" ? sql` FILTER (WHERE amount >= 0)` : sql``;
  if (!options.orders) {
    return sql`SELECT customer, status, max(moment)${purchases} AS last_sale, count(*)${purchases} AS frequency,
      ${monetary} AS monetary, count(*) AS sales FROM ${sales} GROUP BY customer, status`;
  }
  // Distinct orders by grouping twice, which spills to disk where count(DISTINCT …) would not. A row without an order
  // is a purchase of its own.
  const orders = sql`SELECT customer, status, purchase, max(moment)${purchases} AS last_sale, count(*)${purchases} AS purchases,
    ${monetary} AS monetary, count(*) AS sales FROM ${sales} GROUP BY customer, status, purchase`;
  return sql`SELECT customer, status, max(last_sale) AS last_sale,
    CAST(sum(CASE WHEN purchase IS NULL THEN purchases WHEN purchases > 0 THEN 1 ELSE 0 END) AS BIGINT) AS frequency,
    sum(monetary) AS monetary, CAST(sum(sales) AS BIGINT) AS sales FROM (${orders}) AS orders GROUP BY customer, status`;
}

/** True where a `customer`, of a row or of a group, is none: null, blank or NaN. */
export function isMissing(kind: ValueKind, dialect: Dialect): Sql {
  const customer = identifier("customer");
  if (kind === "text") return sql`(customer IS NULL OR ${dialect.isBlank(customer)})`;
  if (mayBeNotANumber(kind)) return sql`(customer IS NULL OR ${dialect.isNotANumber(customer)})`;
  return sql`customer IS NULL`;
}

/** Numbers that are not integers by their type may be so in fact, or none at all. */
function mayBeNotANumber(kind: ValueKind): boolean {
  return kind === "float" || kind === "decimal" || kind === "number";
}

/** What the groups add up to, one row per status and per whether a customer is missing. */
export function tally(
  groups: Sql,
  options: { customer: ValueKind; untyped: boolean; date: "date" | "timestamp" },
  dialect: Dialect,
): Sql {
  const { customer, untyped, date } = options;
  const id = identifier("customer");
  const missing = isMissing(customer, dialect);
  const whole = wholeNumberTest(id, customer, untyped, dialect);
  return sql`SELECT status, missing, sum(sales) AS sales, count(*) AS customers,
    count(*) FILTER (WHERE frequency > 0) AS purchasers,
    ${dialect.momentText(dialect.nextDay(sql`max(last_sale) FILTER (WHERE frequency > 0)`, date))} AS next_day,
    count(*) FILTER (WHERE NOT whole AND frequency > 0) AS not_whole,
    count(*) FILTER (WHERE ${dialect.narrowSum(identifier("monetary"))} IS NULL) AS wide_sums
    FROM (SELECT *, ${missing} AS missing, ${whole} AS whole FROM ${groups}) AS groups GROUP BY status, missing`;
}

/** True where an id could be published as a whole number. */
function wholeNumberTest(id: Sql, kind: ValueKind, untyped: boolean, dialect: Dialect): Sql {
  if (kind === "text" && untyped) return dialect.isCanonicalInteger(id);
  if (mayBeNotANumber(kind)) return dialect.isWhole(id);
  return keyword("TRUE");
}

/** The number of customers who have sales or refunds in the window, but no purchase. */
export function customersWithoutPurchase(groups: Sql, customer: ValueKind, dialect: Dialect): Sql {
  return sql`SELECT count(*) AS customers FROM (SELECT customer FROM ${groups}
    WHERE status IN (${literal(ROW_STATUS.used)}, ${literal(ROW_STATUS.ignored_refund)}) AND NOT ${isMissing(customer, dialect)}
    GROUP BY customer HAVING sum(CASE WHEN status = ${literal(ROW_STATUS.used)} THEN frequency ELSE 0 END) = 0) AS refunded`;
}

/** True where a group is a customer with a purchase, who is scored. */
function isScored(customer: ValueKind, dialect: Dialect): Sql {
  return sql`status = ${literal(ROW_STATUS.used)} AND frequency > 0 AND NOT ${isMissing(customer, dialect)}`;
}

/** The moment to which recency is counted where none is given, in one row: a day after the latest purchase. */
export function snapshotAfterLastSale(
  groups: Sql,
  options: { customer: ValueKind; date: "date" | "timestamp" },
  dialect: Dialect,
): Sql {
  const next = dialect.nextDay(sql`max(last_sale)`, options.date);
  return sql`SELECT ${next} AS moment FROM ${groups} WHERE ${isScored(options.customer, dialect)}`;
}

/**
 * The metrics stage: `customer_id`, `recency`, `frequency`, `monetary`, one row per customer with a purchase.
 * `snapshot` is a moment; `sums` says whether every sum fits the narrow decimal, which is a good deal faster from
 * here on; `wholeNumbers` says that every id is one, and is published so; with `required` the query fails
 * where one is not.
 */
export function metrics(
  groups: Sql,
  options: { customer: ValueKind; wholeNumbers: boolean | "required"; sums: "narrow" | "wide"; snapshot: Sql },
  dialect: Dialect,
): Sql {
  const customer = publishedId(options, dialect);
  const sum = identifier("monetary");
  const monetary = options.sums === "narrow" ? dialect.narrowSum(sum) : sum;
  const recency = dialect.wholeDaysBetween(identifier("last_sale"), options.snapshot);
  return sql`SELECT ${customer} AS customer_id, ${recency} AS recency, CAST(frequency AS INTEGER) AS frequency, ${monetary} AS monetary
    FROM ${groups} WHERE ${isScored(options.customer, dialect)}`;
}

function publishedId(
  { customer, wholeNumbers }: { customer: ValueKind; wholeNumbers: boolean | "required" },
  dialect: Dialect,
): Sql {
  const id = identifier("customer");
  if (wholeNumbers === false) return dialect.publishedKey(id, customer);
  if (wholeNumbers === true) return dialect.toInteger(id);
  // Rather no result than 007 as 7, or 1.5 as 2. The cast of a sentence is the one way to fail that every engine has.
  const refusal = dialect.toInteger(sql`'no whole number: ' || CAST(${id} AS VARCHAR)`);
  return sql`CASE WHEN ${wholeNumberTest(id, customer, true, dialect)} THEN ${dialect.toInteger(id)} ELSE ${refusal} END`;
}
