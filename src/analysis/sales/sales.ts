import type { DateReading, Dialect, NumberNotation } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { isNumeric, type ValueKind } from "../../sql/relation.js";
import { customerKey } from "./customer-ids.js";
import type { Mapping, SaleKinds } from "./mapping.js";
import { ROW_STATUS, type RefundPolicy } from "./row-status.js";

/** How the dates of a source become moments. */
export interface DateRule {
  /** How text and numbers are read. */
  readonly reading: DateReading;
  readonly kind: "date" | "timestamp";
  /** The zone whose clocks count where the data says at which instant something was: an IANA name. Default: UTC. */
  readonly zone?: string | undefined;
}

/** How text becomes dates and amounts, and which rows count. */
export interface SaleRules {
  readonly date: DateRule;
  /** True where every id is a whole number, some of them with `.0` behind it, which says nothing. Default: ids stand as they are. */
  readonly floatIds?: boolean | undefined;
  readonly notation: NumberNotation;
  /** Notations that may be the right ones instead: what one of them reads and `notation` does not has to be looked at. */
  readonly suspects: readonly NumberNotation[];
  readonly amountWidth: "narrow" | "wide";
  readonly refunds: RefundPolicy;
  /** ISO moment after which rows are left out. */
  readonly asOf: string | undefined;
  /** ISO moment before which rows are left out. */
  readonly since: string | undefined;
}

/**
 * The sales stage: each row of the source with its `customer`, `moment`, `amount`, `purchase` and `status`. The first
 * reason that applies is the row's status. A missing customer is found later, once for each group of rows.
 *
 * @param mapped what stands after FROM to read `mappedColumns`.
 * @param extra more columns of `mapped` to carry along.
 */
export function sales(
  mapped: Sql,
  mapping: Mapping,
  kinds: SaleKinds,
  rules: SaleRules,
  dialect: Dialect,
  extra: readonly Sql[] = [],
): Sql {
  const date = identifier("sale_date");
  const revenue = identifier("revenue");
  const moment = momentOf(date, kinds.date, rules.date, dialect);
  const amount = dialect.toAmount(revenue, kinds.revenue, rules.notation, rules.amountWidth);
  const order = mapping.order === undefined ? [] : [identifier("purchase")];
  const rest = [...order, ...extra];
  const readOrder = kinds.order === "text" ? [sql`${orderOf(dialect)} AS purchase`] : order;
  const read = sql`SELECT ${customerKey(kinds.customer, rules.floatIds === true, dialect)} AS customer, ${moment} AS moment, ${amount} AS amount, revenue${prefixed([...readOrder, ...extra])} FROM ${mapped}`;
  const isText = kinds.date === "text" || kinds.revenue === "text";
  return sql`SELECT customer, moment, amount, ${status(rules, kinds, dialect)} AS status${prefixed(rest)} FROM (
    ${isText ? dialect.computeOnce(read) : read}) AS sale`;
}

/** The moment of a row, out of its date of some kind; null, or infinite, where it is none. */
export function momentOf(date: Sql, kind: ValueKind, { reading, zone }: DateRule, dialect: Dialect): Sql {
  if (kind === "text") return dialect.readDate(date, reading, zone);
  if (isNumeric(kind)) return dialect.readDate(dialect.digitsOf(date, kind), reading, zone);
  return dialect.toMoment(date, kind, zone);
}

/** The order of a row; null where it is blank, so that the row is a purchase of its own. */
function orderOf(dialect: Dialect): Sql {
  const purchase = identifier("purchase");
  return sql`CASE WHEN NOT ${dialect.isBlank(purchase)} THEN purchase END`;
}

/** Text with a digit somewhere. */
const HAS_DIGIT = String.raw`[^0-9]*[0-9](?:.|\s)*`;

/** The reasons in their order, each with its condition; a row that meets none is used. */
function reasons(rules: SaleRules, kinds: SaleKinds, dialect: Dialect): (readonly [Sql, number])[] {
  const found: (readonly [Sql, number])[] = [];
  const suspected = kinds.revenue === "text" ? rules.suspects : [];
  if (suspected.length > 0) {
    const isRead = (notation: NumberNotation): Sql =>
      sql`${dialect.numberText(identifier("revenue"), notation)} IS NOT NULL`;
    found.push([
      sql`amount IS NULL AND NOT ${isRead(rules.notation)} AND (${join(suspected.map(isRead), " OR ")})`,
      ROW_STATUS.other_notation,
    ]);
  }
  found.push([sql`NOT ${isGoodDate(kinds, dialect)}`, ROW_STATUS.bad_date]);
  if (rules.amountWidth === "narrow") {
    const wide = dialect.toAmount(identifier("revenue"), kinds.revenue, rules.notation, "wide");
    found.push([sql`amount IS NULL AND ${wide} IS NOT NULL`, ROW_STATUS.wide_revenue]);
  }
  if (kinds.revenue === "text") {
    found.push([sql`amount IS NULL AND ${dialect.matches(identifier("revenue"), HAS_DIGIT)}`, ROW_STATUS.odd_revenue]);
  }
  found.push([sql`NOT ${isGoodAmount(kinds, dialect)}`, ROW_STATUS.bad_revenue]);
  if (rules.asOf !== undefined) found.push([sql`moment > ${dialect.moment(rules.asOf)}`, ROW_STATUS.after_snapshot]);
  if (rules.since !== undefined) found.push([sql`moment < ${dialect.moment(rules.since)}`, ROW_STATUS.before_window]);
  if (rules.refunds === "ignore") found.push([sql`amount < 0`, ROW_STATUS.ignored_refund]);
  return found;
}

/** Text never holds an infinite date, since no reading accepts one. */
function isGoodDate(kinds: SaleKinds, dialect: Dialect): Sql {
  return kinds.date === "text" || isNumeric(kinds.date)
    ? sql`(moment IS NOT NULL)`
    : dialect.isMoment(identifier("moment"));
}

function isGoodAmount(kinds: SaleKinds, dialect: Dialect): Sql {
  return sql`(${dialect.isAmount(identifier("revenue"), identifier("amount"), kinds.revenue)})`;
}

function status(rules: SaleRules, kinds: SaleKinds, dialect: Dialect): Sql {
  const all = reasons(rules, kinds, dialect);
  const cases = join(
    all.map(([condition, code]) => sql`WHEN ${condition} THEN ${literal(code)}`),
    " ",
  );
  const good = [isGoodDate(kinds, dialect), isGoodAmount(kinds, dialect)];
  if (rules.asOf !== undefined) good.push(sql`moment <= ${dialect.moment(rules.asOf)}`);
  if (rules.since !== undefined) good.push(sql`moment >= ${dialect.moment(rules.since)}`);
  if (rules.refunds === "ignore") good.push(sql`amount >= 0`);
  // Nearly every row is good, and leaves at the first branch.
  return sql`CAST(CASE WHEN ${join(good, " AND ")} THEN ${literal(ROW_STATUS.used)} ELSE CASE ${cases} END END AS SMALLINT)`;
}

function prefixed(columns: readonly Sql[]): Sql {
  return columns.length === 0 ? sql`` : sql`, ${join(columns)}`;
}
