import type { DateReading, DecimalMark, Dialect } from "../../sql/dialect.js";
import { expression, identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column, Relation, ValueKind } from "../../sql/relation.js";
import type { RoleSource } from "../../intake/roles/guess-columns.js";
import { ROW_STATUS, type RefundPolicy } from "./row-status.js";

/** Where the parts of a sale come from in one source. */
export interface Mapping {
  readonly customer: RoleSource;
  readonly date: RoleSource;
  readonly revenue: RoleSource;
  readonly order: RoleSource | undefined;
  /** An SQL condition that rows must meet to be read at all. */
  readonly where: string | undefined;
}

/** The kinds of a sale's parts, as the engine sees them. */
export interface SaleKinds {
  readonly customer: ValueKind;
  readonly date: ValueKind;
  readonly revenue: ValueKind;
}

/** How text becomes dates and amounts, and which rows count. */
export interface SaleRules {
  readonly date: { readonly reading: DateReading; readonly kind: "date" | "timestamp" };
  readonly decimal: DecimalMark;
  readonly amountWidth: "narrow" | "wide";
  readonly refunds: RefundPolicy;
  /** ISO moment after which rows are left out. */
  readonly asOf: string | undefined;
  /** ISO moment before which rows are left out. */
  readonly since: string | undefined;
}

/** Adds the whole row as `quintile_row` (and its file and line where numbered), to give rejected rows back as they came. */
export interface OriginalRows {
  readonly from: Sql;
  readonly numbered: boolean;
}

/**
 * The mapped columns of the source, as they stand there: `customer`, `sale_date`, `revenue` and `purchase` (the order).
 *
 * A plain column is taken untouched. Expressions and conditions see the columns in `numbers` as numbers, since a text
 * file has no types of its own and `Quantity * Price` must mean what it says.
 */
export function mappedColumns(
  relation: Relation,
  mapping: Mapping,
  dialect: Dialect,
  numbers: ReadonlySet<string> = new Set(),
  original?: OriginalRows,
): Sql {
  const roles = {
    customer: mapping.customer,
    sale_date: mapping.date,
    revenue: mapping.revenue,
    purchase: mapping.order,
  };
  const taken = original ? originalColumns(original) : [];
  const from = original
    ? sql`(SELECT ${join([...taken, dialect.allColumnsOf(identifier("quintile_row"))])} FROM ${original.from} AS numbered)`
    : relation.from;
  const chosen = Object.entries(roles).flatMap(([name, role]) =>
    role === undefined ? [] : [sql`${partOf(role)} AS ${identifier(name)}`],
  );
  const where = mapping.where === undefined ? sql`` : sql` WHERE ${expression(mapping.where)}`;
  const isPlain = where.parts.length === 0 && Object.values(roles).every((role) => role?.kind !== "expression");
  if (!original && (isPlain || numbers.size === 0)) return sql`SELECT ${join(chosen)} FROM ${from} AS source${where}`;
  // One layer keeps the untouched text under a name of its own, beside the typed columns that expressions see.
  const typed = relation.columns.map((column) => typedColumn(column, numbers, dialect));
  const untouched = Object.entries(roles).flatMap(([name, role]) =>
    role?.kind === "column" ? [sql`${identifier(role.column.name)} AS ${identifier(`untouched ${name}`)}`] : [],
  );
  const outer = Object.entries(roles).flatMap(([name, role]) => {
    if (role === undefined) return [];
    const part = role.kind === "column" ? identifier(`untouched ${name}`) : expression(role.text);
    return [sql`${part} AS ${identifier(name)}`];
  });
  return sql`SELECT ${join([...outer, ...taken])} FROM (SELECT ${join([...typed, ...untouched, ...taken])} FROM ${from} AS source) AS source${where}`;
}

/**
 * The sales stage: each row of the source with its `customer`, `moment`, `amount`, `purchase` and `status`. The first
 * reason that applies is the row's status; a missing customer is told apart later, since it needs no look at each row.
 *
 * @param mapped what stands after FROM to read {@link mappedColumns}.
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
  const moment =
    kinds.date === "text" ? dialect.readDate(date, rules.date.reading) : dialect.toMoment(date, kinds.date);
  const amount = dialect.toAmount(revenue, kinds.revenue, rules.decimal, rules.amountWidth);
  const order = mapping.order === undefined ? [] : [identifier("purchase")];
  const rest = [...order, ...extra];
  const read = sql`SELECT ${dialect.groupingKey(identifier("customer"), kinds.customer)} AS customer, ${moment} AS moment, ${amount} AS amount, revenue${prefixed(rest)} FROM ${mapped}`;
  const isText = kinds.date === "text" || kinds.revenue === "text";
  return sql`SELECT customer, moment, amount, ${status(rules, kinds, dialect)} AS status${prefixed(rest)} FROM (
    ${isText ? dialect.computeOnce(read) : read}) AS sale`;
}

/** The reasons in their order, each with its condition; a row that meets none is used. */
function reasons(rules: SaleRules, kinds: SaleKinds, dialect: Dialect): (readonly [Sql, number])[] {
  const found: (readonly [Sql, number])[] = [[sql`NOT ${isGoodDate(kinds, dialect)}`, ROW_STATUS.bad_date]];
  if (rules.amountWidth === "narrow") {
    const wide = dialect.toAmount(identifier("revenue"), kinds.revenue, rules.decimal, "wide");
    found.push([sql`amount IS NULL AND ${wide} IS NOT NULL`, ROW_STATUS.wide_revenue]);
  }
  found.push([sql`NOT ${isGoodAmount(kinds, dialect)}`, ROW_STATUS.bad_revenue]);
  if (rules.asOf !== undefined) found.push([sql`moment > ${dialect.moment(rules.asOf)}`, ROW_STATUS.after_snapshot]);
  if (rules.since !== undefined) found.push([sql`moment < ${dialect.moment(rules.since)}`, ROW_STATUS.before_window]);
  if (rules.refunds === "ignore") found.push([sql`amount < 0`, ROW_STATUS.ignored_refund]);
  return found;
}

/** Text never holds an infinite date, since no reading accepts one. */
function isGoodDate(kinds: SaleKinds, dialect: Dialect): Sql {
  return kinds.date === "text" ? sql`(moment IS NOT NULL)` : dialect.isMoment(identifier("moment"));
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

/** The names of the columns that {@link mappedColumns} carries along for original rows. */
export function originalColumns(original: OriginalRows): Sql[] {
  return original.numbered
    ? [identifier("quintile_file"), identifier("quintile_line"), identifier("quintile_row")]
    : [identifier("quintile_row")];
}

function partOf(role: RoleSource): Sql {
  return role.kind === "column" ? identifier(role.column.name) : expression(role.text);
}

function typedColumn(column: Column, numbers: ReadonlySet<string>, dialect: Dialect): Sql {
  const name = identifier(column.name);
  return numbers.has(column.name) ? sql`${dialect.toNumber(name)} AS ${name}` : name;
}

function prefixed(columns: readonly Sql[]): Sql {
  return columns.length === 0 ? sql`` : sql`, ${join(columns)}`;
}
