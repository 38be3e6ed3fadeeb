import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { isMissing, publishedId } from "./customer-ids.js";
import { ROW_STATUS } from "./row-status.js";

/**
 * The metrics stage: `customer_id`, `recency`, `frequency`, `monetary`, one row per customer with a purchase.
 *
 * @param options `snapshot` is a moment. `sums` says whether every sum fits the narrow decimal, which is a good deal
 * faster from here on. `wholeNumbers` says that every id is a whole number, and is published as one; with `required` the
 * query fails where one is not. `more` are further columns of the groups.
 */
export function metrics(
  groups: Sql,
  options: {
    customer: ValueKind;
    wholeNumbers: boolean | "required";
    sums: "narrow" | "wide";
    snapshot: Sql;
    more?: readonly Sql[];
  },
  dialect: Dialect,
): Sql {
  const customer = publishedId(options.customer, options.wholeNumbers, dialect);
  const sum = identifier("monetary");
  const monetary = options.sums === "narrow" ? dialect.narrowSum(sum) : sum;
  const recency = dialect.wholeDaysBetween(identifier("last_sale"), options.snapshot);
  const more = (options.more ?? []).map((column) => sql`, ${column}`);
  return sql`SELECT ${customer} AS customer_id, ${recency} AS recency, CAST(frequency AS INTEGER) AS frequency, ${monetary} AS monetary${join(more, "")}
    FROM ${groups} WHERE ${isUsed(options.customer, dialect)} AND frequency > 0`;
}

/** The metrics of those customers alone whose ids stand elsewhere too, whether as text or as numbers. */
export function metricsAmong(rows: Sql, customers: Sql): Sql {
  return sql`SELECT customer_id, recency, frequency, monetary FROM (${rows}) AS metrics
    WHERE CAST(customer_id AS VARCHAR) IN (SELECT CAST(customer_id AS VARCHAR) FROM ${customers})`;
}

/** The moment to which recency is counted where none is given, in one row: a day after the latest row that is used. */
export function snapshotAfterLastRow(
  groups: Sql,
  options: { customer: ValueKind; date: "date" | "timestamp"; hasLastRow: boolean },
  dialect: Dialect,
): Sql {
  const next = dialect.nextDay(sql`max(${identifier(options.hasLastRow ? "last_row" : "last_sale")})`, options.date);
  return sql`SELECT ${next} AS moment FROM ${groups} WHERE ${isUsed(options.customer, dialect)}`;
}

/** True where a group holds what is used of a customer. */
function isUsed(customer: ValueKind, dialect: Dialect): Sql {
  return sql`status = ${literal(ROW_STATUS.used)} AND NOT ${isMissing(customer, dialect)}`;
}
