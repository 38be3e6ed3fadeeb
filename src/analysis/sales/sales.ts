import type { DateNotation, Dialect, NumberNotation } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { isNumeric, type ValueKind } from "../../sql/relation.js";
import { customerKey } from "./customer-ids.js";
import { MAPPED_NAMES, type Mapping, type SaleKinds } from "./mapping.js";
import { OPEN_STATUS, ROW_STATUS, type RefundPolicy } from "./row-status.js";

/** How the dates of a source become moments. */
export interface DateRule {
  /** How text and numbers are read. */
  readonly notation: DateNotation;
  readonly kind: "date" | "timestamp";
  /** The zone whose clocks count where the data says at which instant something was: an IANA name. Default: UTC. */
  readonly zone?: string | undefined;
}

/** How the numbers of a column of text are read. */
export interface NumberRule {
  readonly notation: NumberNotation;
  /** Notations that may be the right ones instead: a number that only one of them reads starts the pass over. */
  readonly suspects: readonly NumberNotation[];
}

/** Parts of a sale that hold numbers, beside the amount. */
export type OtherNumbers = "refunded" | "frequency";

/** How text becomes dates and amounts, and which rows count. The rule for numbers itself is that of the amount. */
export interface SaleRules extends NumberRule {
  readonly date: DateRule;
  /** True where every id is a whole number, some of them with `.0` behind it, which says nothing. Default: ids stand as they are. */
  readonly floatIds?: boolean | undefined;
  /** How the other numbers of a row are read, where they are text: each column has a notation of its own. */
  readonly others?: Readonly<Partial<Record<OtherNumbers, NumberRule>>> | undefined;
  readonly amountWidth: "narrow" | "wide";
  readonly refunds: RefundPolicy;
  /** ISO moment after which rows are left out. */
  readonly asOf: string | undefined;
  /** ISO moment before which rows are left out. */
  readonly since: string | undefined;
  /** Earlier ISO moments than `asOf`, ascending, as of which the sales are to be known, too: rows between them are grouped apart. */
  readonly earlier?: readonly string[] | undefined;
  /** What one unit of each currency is worth, by its code in capital letters; undefined where amounts stand as they are. */
  readonly rates?: Rates | undefined;
}

/** What one unit of each currency is worth in the unit of account, as plain decimals by code. */
export type Rates = ReadonlyMap<string, string>;

/**
 * The sales stage: each row of the source with its `customer`, `moment`, `amount` and `status`, and with the parts that decide
 * more later: `purchase`, `sale_status`, `sale_currency`, `purchases`. The first reason that applies is the row's status; where
 * {@link isOpen}, it may be one of `OPEN_STATUS`. A missing customer is found later, once for each group of rows.
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
  const parts = laterParts(mapping, kinds, rules, dialect);
  const moment = momentOf(identifier("sale_date"), kinds.date, rules.date, dialect);
  const amount = dialect.toAmount(identifier("revenue"), kinds.revenue, rules.notation, rules.amountWidth);
  const named = parts.map(([name, value]) => sql`${value} AS ${identifier(name)}`);
  const repaid =
    kinds.refunded === undefined
      ? []
      : [identifier("refunded"), sql`${repaidOf(kinds.refunded, rules, dialect)} AS repaid`];
  const read = sql`SELECT ${customerKey(kinds.customer, rules.floatIds === true, dialect)} AS customer, ${moment} AS moment, ${amount} AS amount, revenue${prefixed([...repaid, ...named, ...extra])} FROM ${mapped}`;
  const isText = kinds.date === "text" || kinds.revenue === "text" || repaid.length > 0;
  const rest = [...parts.map(([name]) => identifier(name)), ...extra];
  return sql`SELECT customer, moment, ${amountLeft(kinds, rules, dialect)} AS amount, ${status(rules, mapping, kinds, dialect)} AS status${prefixed(rest)} FROM (
    ${isText ? dialect.computeOnce(read) : read}) AS sale`;
}

/** True where orders, statuses, currencies or refunds are decided only once the rows are grouped. */
export function isOpen({ order, status: sold, currency, refunded }: Mapping): boolean {
  return order !== undefined || sold !== undefined || currency !== undefined || refunded !== undefined;
}

/** The parts of a sale that are decided later, by the names of their columns. Blank ones are null. */
function laterParts(
  mapping: Mapping,
  kinds: SaleKinds,
  rules: SaleRules,
  dialect: Dialect,
): (readonly [string, Sql])[] {
  const purchase = identifier("purchase");
  const words = (["status", "currency"] as const).filter((role) => mapping[role] !== undefined);
  return [
    ...(mapping.order === undefined
      ? []
      : [["purchase", kinds.order === "text" ? unlessBlank(purchase, dialect) : purchase] as const]),
    ...words.map((role) => {
      const text = sql`CAST(${identifier(MAPPED_NAMES[role])} AS VARCHAR)`;
      return [MAPPED_NAMES[role], unlessBlank(text, dialect)] as const;
    }),
    ...(kinds.frequency === undefined
      ? []
      : [
          [
            "purchases",
            dialect.toAmount(identifier("purchases"), kinds.frequency, notationOf("frequency", rules), "narrow"),
          ] as const,
        ]),
  ];
}

/** Text, and null where it is blank. A row without an order is a purchase of its own. */
function unlessBlank(text: Sql, dialect: Dialect): Sql {
  return sql`CASE WHEN NOT ${dialect.isBlank(text)} THEN ${text} END`;
}

/** What was paid back, whatever its sign; null where that is blank or unreadable. */
function repaidOf(kind: ValueKind, rules: SaleRules, dialect: Dialect): Sql {
  return sql`abs(${dialect.toAmount(identifier("refunded"), kind, notationOf("refunded", rules), rules.amountWidth)})`;
}

function notationOf(part: OtherNumbers, { others, notation }: SaleRules): NumberNotation {
  return others?.[part]?.notation ?? notation;
}

/** What is left of an amount, in the unit of account. */
function amountLeft(kinds: SaleKinds, { rates }: SaleRules, dialect: Dialect): Sql {
  const left = kinds.refunded === undefined ? identifier("amount") : sql`(amount - coalesce(repaid, 0))`;
  if (rates === undefined) return left;
  const cases = [...rates].map(([code, rate]) => sql`WHEN ${literal(code)} THEN ${decimal(rate)}`);
  const rate = sql`CASE ${currencyCode(identifier("sale_currency"))} ${join(cases, " ")} ELSE ${decimal("1")} END`;
  return dialect.timesRate(left, rate);
}

/** The code of a currency as people write it: in capital letters, without blanks around. */
export function currencyCode(text: Sql): Sql {
  return sql`upper(trim(${text}))`;
}

function decimal(text: string): Sql {
  return sql`CAST(${literal(text)} AS DECIMAL(18,10))`;
}

/** The moment of a row, out of its date of some kind; null, or infinite, where it is none. */
export function momentOf(date: Sql, kind: ValueKind, { notation, zone }: DateRule, dialect: Dialect): Sql {
  if (kind === "text") return dialect.readDate(date, notation, zone);
  if (isNumeric(kind)) return dialect.readDate(dialect.digitsOf(date, kind), notation, zone);
  return dialect.toMoment(date, kind, zone);
}

/** Text with a digit somewhere. */
const HAS_DIGIT = String.raw`[^0-9]*[0-9](?:.|\s)*`;

/** Whether slower rules may read amounts that these do not. */
export function mayReadMore({ suspects, amountWidth }: Pick<SaleRules, "suspects" | "amountWidth">): boolean {
  return suspects.length > 0 || amountWidth === "narrow";
}

/** The reasons in their order, each with its condition; a row that meets none is used. */
function reasons(
  rules: SaleRules,
  mapping: Mapping,
  kinds: SaleKinds,
  dialect: Dialect,
): (readonly [condition: Sql, status: number])[] {
  const revenue = identifier("revenue");
  const found: (readonly [Sql, number])[] = [];
  if (mapping.order !== undefined && mapping.revenue.kind === "column") {
    const blank = isNothing(revenue, kinds.revenue, dialect);
    found.push([sql`${blank} AND ${isGoodDate(kinds, dialect)}`, OPEN_STATUS.blank_revenue]);
    found.push([blank, OPEN_STATUS.blank_row]);
  }
  const isOdd = sql`amount IS NULL AND ${dialect.matches(revenue, HAS_DIGIT)}`;
  const isBadDate = sql`NOT ${isGoodDate(kinds, dialect)}`;
  if (kinds.revenue === "text" && mayReadMore(rules)) found.push([sql`${isBadDate} AND ${isOdd}`, ROW_STATUS.odd_row]);
  found.push([isBadDate, ROW_STATUS.bad_date]);
  if (kinds.revenue === "text") {
    found.push([isOdd, ROW_STATUS.odd_revenue]);
  } else if (rules.amountWidth === "narrow") {
    const wide = dialect.toAmount(revenue, kinds.revenue, rules.notation, "wide");
    found.push([sql`amount IS NULL AND ${wide} IS NOT NULL`, ROW_STATUS.wide_revenue]);
  }
  found.push([sql`NOT ${isGoodAmount(kinds, dialect)}`, ROW_STATUS.bad_revenue]);
  if (kinds.refunded !== undefined) {
    const isNone = isNothing(identifier("refunded"), kinds.refunded, dialect);
    found.push([sql`repaid IS NULL AND NOT ${isNone}`, ROW_STATUS.bad_revenue]);
  }
  if (kinds.frequency !== undefined) found.push([sql`NOT ${isGoodCount(dialect)}`, ROW_STATUS.bad_frequency]);
  if (rules.asOf !== undefined) found.push([sql`moment > ${dialect.moment(rules.asOf)}`, ROW_STATUS.after_snapshot]);
  if (rules.since !== undefined) found.push([sql`moment < ${dialect.moment(rules.since)}`, ROW_STATUS.before_window]);
  if (rules.refunds === "ignore") found.push([sql`amount < 0`, ROW_STATUS.ignored_refund]);
  if (!isOpen(mapping)) return found;
  if (kinds.refunded !== undefined) {
    found.push([sql`amount > 0 AND repaid >= amount`, OPEN_STATUS.repaid]);
    found.push([sql`amount > 0 AND repaid > 0`, OPEN_STATUS.partly_repaid]);
    found.push([sql`repaid > 0`, OPEN_STATUS.refund]);
  }
  found.push([sql`amount < 0`, OPEN_STATUS.refund]);
  return found;
}

/** True where there is no value, or a blank one; never null. */
function isNothing(value: Sql, kind: ValueKind, dialect: Dialect): Sql {
  return kind === "text" ? sql`(${value} IS NULL OR ${dialect.isBlank(value)})` : sql`(${value} IS NULL)`;
}

/** True where a row stands for a whole number of purchases; never null. */
function isGoodCount(dialect: Dialect): Sql {
  const count = identifier("purchases");
  return sql`coalesce(${count} >= 0 AND ${dialect.isWhole(count)}, FALSE)`;
}

/** Text never holds an infinite date, since no notation accepts one. */
function isGoodDate(kinds: SaleKinds, dialect: Dialect): Sql {
  return kinds.date === "text" || isNumeric(kinds.date)
    ? sql`(moment IS NOT NULL)`
    : dialect.isMoment(identifier("moment"));
}

function isGoodAmount(kinds: SaleKinds, dialect: Dialect): Sql {
  return sql`(${dialect.isAmount(identifier("revenue"), identifier("amount"), kinds.revenue)})`;
}

function status(rules: SaleRules, mapping: Mapping, kinds: SaleKinds, dialect: Dialect): Sql {
  const all = reasons(rules, mapping, kinds, dialect);
  const cases = join(
    all.map(([condition, code]) => sql`WHEN ${condition} THEN ${literal(code)}`),
    " ",
  );
  const good = [isGoodDate(kinds, dialect), isGoodAmount(kinds, dialect)];
  if (kinds.frequency !== undefined) good.push(isGoodCount(dialect));
  if (rules.asOf !== undefined) good.push(sql`moment <= ${dialect.moment(rules.asOf)}`);
  if (rules.since !== undefined) good.push(sql`moment >= ${dialect.moment(rules.since)}`);
  if (rules.refunds === "ignore" || isOpen(mapping)) good.push(sql`amount >= 0`);
  if (kinds.refunded !== undefined) good.push(sql`repaid = 0`);
  const rest = kinds.refunded === undefined ? sql`` : sql` ELSE ${literal(ROW_STATUS.used)}`;
  // Nearly every row is good, and leaves at the first branch.
  return sql`CAST(CASE WHEN ${join(good, " AND ")} THEN ${literal(ROW_STATUS.used)} ELSE CASE ${cases}${rest} END END AS SMALLINT)`;
}

function prefixed(columns: readonly Sql[]): Sql {
  return columns.length === 0 ? sql`` : sql`, ${join(columns)}`;
}
