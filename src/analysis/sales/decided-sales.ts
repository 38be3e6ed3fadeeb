import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Mapping } from "./mapping.js";
import { OPEN_STATUS, type RefundPolicy, ROW_STATUS } from "./row-status.js";

/** What was decided about sales, from their groups. It stands as literals in printed SQL. */
export interface Decisions {
  /** Rows of one customer with one order id are one purchase. */
  readonly orders: boolean;
  /** Amounts that all lines of an order repeat count once. */
  readonly totals: boolean;
  /** Further lines of an order take its status and its currency where they have none, and count for nothing where they have no amount. */
  readonly fill: boolean;
  /** No order of a customer has two groups of purchases; false where that is not known. */
  readonly single: boolean;
  /** The statuses that say that something was sold, or those that say that nothing was; undefined where all rows were sold. */
  readonly statuses: { readonly are: "sold" | "not sold"; readonly words: readonly string[] } | undefined;
  /** Statuses of rows that count only where something was paid back of them. */
  readonly refundWords: readonly string[];
  /** The currencies that count, as the source spells them; undefined where all do. */
  readonly currencies: readonly string[] | undefined;
}

/** Nothing is decided: every row is a purchase. */
export const NOTHING_DECIDED: Decisions = {
  orders: false,
  totals: false,
  fill: false,
  single: false,
  statuses: undefined,
  refundWords: [],
  currencies: undefined,
};

const { refund, repaid, partly_repaid, blank_revenue, blank_row } = OPEN_STATUS;

/**
 * Sales by customer and status as `salesByCustomer` gives them, out of the groups of `salesByOrder`. `lines` counts the rows that
 * repeat the total of their order.
 *
 * @param groups what stands after FROM to read the groups.
 */
export function decidedSales(groups: Sql, mapping: Mapping, decisions: Decisions, refunds: RefundPolicy): Sql {
  const isPurchase =
    refunds === "net" ? isAnyOf([ROW_STATUS.used, partly_repaid, refund]) : isAnyOf([ROW_STATUS.used, partly_repaid]);
  const counted = sql`(${isPurchase} OR raw IN (${literal(ROW_STATUS.after_snapshot)}, ${literal(ROW_STATUS.before_window)}))`;
  const hasDate = sql`raw <> ${literal(repaid)}`;
  const marked = sql`(${markedGroups(groups, mapping, decisions)}) AS marked`;
  if (!decisions.orders) {
    const counts = mapping.frequency !== undefined;
    const frequency = counts ? sql`sum(purchases)` : sql`sum(sales)`;
    return sql`SELECT customer, status, max(${identifier(counts ? "last_purchase" : "last_sale")}) FILTER (WHERE ${counted}) AS last_sale,
      CAST(coalesce(${frequency} FILTER (WHERE ${counted}), 0) AS BIGINT) AS frequency, sum(monetary) AS monetary,
      CAST(sum(sales) AS BIGINT) AS sales, max(last_sale) FILTER (WHERE ${hasDate}) AS last_row FROM ${marked} GROUP BY customer, status`;
  }
  const orders = decisions.single
    ? singleOrders(marked, counted, decisions)
    : severalGroups(marked, counted, hasDate, decisions);
  return sql`SELECT customer, status, max(last_sale) AS last_sale,
    CAST(sum(CASE WHEN purchase IS NULL THEN purchases WHEN purchases > 0 THEN 1 ELSE 0 END) AS BIGINT) AS frequency,
    sum(monetary) AS monetary, CAST(sum(sales) AS BIGINT) AS sales, max(last_row) AS last_row, CAST(sum(lines) AS BIGINT) AS lines
    FROM (${orders}) AS orders GROUP BY customer, status`;
}

/** Orders out of several groups each. */
function severalGroups(marked: Sql, counted: Sql, hasDate: Sql, { totals }: Decisions): Sql {
  const { money, lines } = totals ? onceEach() : { money: sql`sum(monetary)`, lines: sql`0` };
  return sql`SELECT customer, status, purchase, max(last_sale) FILTER (WHERE ${counted}) AS last_sale,
      coalesce(sum(sales) FILTER (WHERE ${counted}), 0) AS purchases, ${money} AS monetary, sum(sales) - ${lines} AS sales, ${lines} AS lines,
      max(last_sale) FILTER (WHERE ${hasDate}) AS last_row FROM ${marked} GROUP BY customer, status, purchase`;
}

/** Orders whose purchases are one group each; what was given back may be another, and adds up with it. */
function singleOrders(marked: Sql, counted: Sql, { totals }: Decisions): Sql {
  const isRepeated = sql`purchase IS NOT NULL AND ${isCounted()} AND least = greatest`;
  const money = totals ? sql`CASE WHEN ${isRepeated} THEN greatest ELSE monetary END` : sql`monetary`;
  const lines = totals ? sql`CASE WHEN ${isRepeated} THEN sales - 1 ELSE 0 END` : sql`0`;
  return sql`SELECT customer, status, purchase, CASE WHEN ${counted} THEN last_sale END AS last_sale,
      CASE WHEN ${counted} THEN sales ELSE 0 END AS purchases, ${money} AS monetary, sales - ${lines} AS sales, ${lines} AS lines,
      last_sale AS last_row FROM ${marked}`;
}

/**
 * The groups with what has become of their rows; `raw` is what they were before. With `fill`, blank statuses and currencies are those of
 * the order.
 */
export function filledGroups(groups: Sql, mapping: Mapping, fill: boolean): Sql {
  const { status, currency } = wordColumns(mapping);
  if (!fill) return sql`SELECT *, status AS raw, FALSE AS is_line FROM ${groups}`;
  const own = [
    ...(status === undefined ? [] : [sql`${ofOrder(status)} AS order_status`]),
    ...(currency === undefined ? [] : [sql`${ofOrder(currency)} AS order_currency`]),
  ];
  const hasAmount = sql`max(CASE WHEN status NOT IN (${literal(blank_revenue)}, ${literal(blank_row)}, ${literal(ROW_STATUS.bad_revenue)}, ${literal(ROW_STATUS.odd_revenue)}) THEN 1 ELSE 0 END) OVER of_order`;
  return sql`SELECT *, status AS raw, (purchase IS NOT NULL AND ${hasAmount} = 1 AND status IN (${literal(blank_revenue)}, ${literal(blank_row)})) AS is_line${own.length === 0 ? sql`` : sql`, ${join(own)}`}
    FROM ${groups} WINDOW of_order AS (PARTITION BY customer, purchase)`;
}

/** The columns with the words of status and currency, once blanks are filled. */
export function filledWords(mapping: Mapping, fill: boolean): { status: Sql | undefined; currency: Sql | undefined } {
  const { status, currency } = wordColumns(mapping);
  if (!fill) return { status, currency };
  return { status: status && identifier("order_status"), currency: currency && identifier("order_currency") };
}

function wordColumns({ status, currency }: Mapping): { status: Sql | undefined; currency: Sql | undefined } {
  return {
    status: status && identifier("sale_status"),
    currency: currency && identifier("sale_currency"),
  };
}

/** A word where there is one, else that of the order, if all its lines that have one have the same. */
function ofOrder(word: Sql): Sql {
  const least = sql`min(${word}) OVER of_order`;
  return sql`coalesce(${word}, CASE WHEN purchase IS NOT NULL AND ${least} = max(${word}) OVER of_order THEN ${least} END)`;
}

/** The conditions under which rows are in another currency, or were not sold, with the status of such rows. */
export function isUnwanted(
  words: { readonly status: Sql | undefined; readonly currency: Sql | undefined },
  { statuses, currencies }: Decisions,
): { readonly condition: Sql; readonly status: number }[] {
  const found: { condition: Sql; status: number }[] = [];
  if (words.currency !== undefined && currencies !== undefined) {
    const isOther = sql`${words.currency} IS NOT NULL AND NOT ${isOneOf(words.currency, currencies)}`;
    found.push({ condition: isOther, status: ROW_STATUS.other_currency });
  }
  if (words.status !== undefined && statuses !== undefined) {
    const isListed = isOneOf(words.status, statuses.words);
    const isUnsold = statuses.are === "sold" ? sql`NOT ${isListed}` : isListed;
    found.push({ condition: sql`${words.status} IS NOT NULL AND ${isUnsold}`, status: ROW_STATUS.not_sold });
  }
  return found;
}

function markedGroups(groups: Sql, mapping: Mapping, decisions: Decisions): Sql {
  const { fill } = decisions;
  const words = filledWords(mapping, fill);
  const cases = isUnwanted(words, decisions).map(
    ({ condition, status }) => sql`WHEN ${condition} THEN ${literal(status)}`,
  );
  if (words.status !== undefined && decisions.refundWords.length > 0) {
    const isKept = isAnyOf([ROW_STATUS.used, refund]);
    cases.push(
      sql`WHEN ${isOneOf(words.status, decisions.refundWords)} AND ${isKept} THEN ${literal(ROW_STATUS.not_sold)}`,
    );
  }
  cases.push(
    sql`WHEN is_line THEN ${literal(ROW_STATUS.order_line)}`,
    sql`WHEN raw = ${literal(blank_revenue)} THEN ${literal(ROW_STATUS.bad_revenue)}`,
    sql`WHEN raw = ${literal(blank_row)} THEN ${literal(ROW_STATUS.bad_date)}`,
    sql`WHEN ${isAnyOf([refund, repaid, partly_repaid])} THEN ${literal(ROW_STATUS.used)}`,
  );
  const others = [
    "customer",
    "raw",
    "last_sale",
    "monetary",
    "sales",
    ...(mapping.order === undefined ? [] : ["purchase", "least", "greatest"]),
    ...(mapping.frequency === undefined ? [] : ["purchases", "last_purchase"]),
  ].map((name) => identifier(name));
  return sql`SELECT ${join(others)}, CAST(CASE ${join(cases, " ")} ELSE raw END AS SMALLINT) AS status
    FROM (${filledGroups(groups, mapping, fill)}) AS filled`;
}

/** What an order comes to where its lines repeat its total, once what was paid and once what was given back; and the lines that repeat. */
function onceEach(): { money: Sql; lines: Sql } {
  const parts = [sql`raw <> ${literal(refund)}`, sql`raw = ${literal(refund)}`].map((which) => {
    const filter = sql`FILTER (WHERE ${which})`;
    const isRepeated = sql`purchase IS NOT NULL AND ${isCounted()} AND min(least) ${filter} = max(greatest) ${filter}`;
    return {
      money: sql`CASE WHEN ${isRepeated} THEN max(greatest) ${filter} ELSE coalesce(sum(monetary) ${filter}, 0) END`,
      lines: sql`CASE WHEN ${isRepeated} THEN sum(sales) ${filter} - 1 ELSE 0 END`,
    };
  });
  return {
    money: sql`(${join(
      parts.map(({ money }) => money),
      " + ",
    )})`,
    lines: sql`(${join(
      parts.map(({ lines }) => lines),
      " + ",
    )})`,
  };
}

/** True for a status whose rows have an amount that may repeat. */
function isCounted(): Sql {
  const { used, after_snapshot, before_window } = ROW_STATUS;
  return sql`status IN (${join([used, after_snapshot, before_window].map(literal))})`;
}

function isAnyOf(statuses: readonly number[]): Sql {
  return sql`raw IN (${join(statuses.map(literal))})`;
}

/** True where a word is one of some; false for none. */
function isOneOf(word: Sql, words: readonly string[]): Sql {
  return words.length === 0 ? sql`FALSE` : sql`(${word} IN (${join(words.map(literal))}))`;
}
