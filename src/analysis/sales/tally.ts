import type { Dialect } from "../../sql/dialect.js";
import { identifier, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { isFloatId, isMissing, isWholeId } from "./customer-ids.js";
import { ROW_STATUS } from "./row-status.js";

/** What the groups of customers add up to, one row per status and per whether a customer is missing. */
export function tally(
  groups: Sql,
  options: {
    customer: ValueKind;
    untyped: boolean;
    date: "date" | "timestamp";
    hasLastRow: boolean;
    hasLines: boolean;
  },
  dialect: Dialect,
): Sql {
  const { customer, untyped, date, hasLastRow, hasLines } = options;
  const missing = isMissing(customer, dialect);
  const id = identifier("customer");
  const whole = isWholeId(id, customer, untyped, dialect);
  const float = customer === "text" && untyped ? isFloatId(id, dialect) : keyword("FALSE");
  return sql`SELECT status, missing, sum(sales) AS sales, ${hasLines ? sql`sum(lines)` : sql`0`} AS lines, count(*) AS customers,
    count(*) FILTER (WHERE frequency > 0) AS purchasers,
    ${dialect.momentText(dialect.nextDay(sql`max(${identifier(hasLastRow ? "last_row" : "last_sale")})`, date))} AS next_day,
    count(*) FILTER (WHERE NOT whole AND frequency > 0) AS not_whole,
    count(*) FILTER (WHERE is_float AND frequency > 0) AS float_ids,
    count(*) FILTER (WHERE ${dialect.narrowSum(identifier("monetary"))} IS NULL) AS wide_sums
    FROM (SELECT *, ${missing} AS missing, ${whole} AS whole, ${float} AS is_float FROM ${groups}) AS groups GROUP BY status, missing`;
}

/** An account of every row that was read, and of the customers who can be scored. */
export interface Tally {
  /** All rows that were read. */
  readonly rows: number;
  /** Rows without a customer, whatever else is wrong with them. */
  readonly withoutCustomer: number;
  /** Rows of a status; all of them, or those that have a customer. */
  readonly rowsOf: (status: number, which: "all" | "of a customer") => number;
  /** Rows that repeat the total of their order. */
  readonly repeatedLines: number;
  /** Whether any group of any status has a purchase. */
  readonly hasPurchases: boolean;
  /** Customers with a purchase that is used. */
  readonly customers: number;
  /** Whether any customer may have rows and no purchase. */
  readonly mayLackPurchases: boolean;
  /** ISO 8601 text of the moment a day after the latest row that is used; undefined where there is none. */
  readonly nextDay: string | undefined;
  /** Whether all their ids are whole numbers. */
  readonly areWhole: boolean;
  /** Whether all would be whole numbers, were it not for `.0` behind some of them. */
  readonly areFloats: boolean;
  /** Whether all their sums fit the narrow decimal. */
  readonly areNarrow: boolean;
}

type TallyRow = Readonly<Record<string, unknown>>;

/** The account out of the rows that {@link tally} returns. */
export function readTally(rows: readonly TallyRow[]): Tally {
  const known = rows.filter((row) => row["missing"] !== true);
  const missing = rows.filter((row) => row["missing"] === true);
  const ofStatus = (from: readonly TallyRow[], status: number): readonly TallyRow[] =>
    from.filter((row) => Number(row["status"]) === status);
  const used = ofStatus(known, ROW_STATUS.used);
  const nextDay = used[0]?.["next_day"];
  return {
    rows: sum(rows, "sales") + sum(rows, "lines"),
    withoutCustomer: sum(missing, "sales") + sum(missing, "lines"),
    rowsOf: (status, which) => sum(ofStatus(which === "all" ? rows : known, status), "sales"),
    repeatedLines: sum(known, "lines"),
    hasPurchases: sum(rows, "purchasers") > 0,
    customers: sum(used, "purchasers"),
    mayLackPurchases:
      sum(used, "customers") > sum(used, "purchasers") || ofStatus(known, ROW_STATUS.ignored_refund).length > 0,
    nextDay: typeof nextDay === "string" ? nextDay : undefined,
    areWhole: sum(used, "not_whole") === 0,
    areFloats: sum(used, "float_ids") > 0 && sum(used, "float_ids") === sum(used, "not_whole"),
    areNarrow: sum(used, "wide_sums") === 0,
  };
}

/** The number of customers who have sales or refunds in the window, but no purchase. */
export function customersWithoutPurchase(groups: Sql, customer: ValueKind, dialect: Dialect): Sql {
  return sql`SELECT count(*) AS customers FROM (SELECT customer FROM ${groups}
    WHERE status IN (${literal(ROW_STATUS.used)}, ${literal(ROW_STATUS.ignored_refund)}) AND NOT ${isMissing(customer, dialect)}
    GROUP BY customer HAVING sum(CASE WHEN status = ${literal(ROW_STATUS.used)} THEN frequency ELSE 0 END) = 0) AS refunded`;
}

function sum(rows: readonly TallyRow[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
