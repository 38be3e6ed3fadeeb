import type { Engine, ProgressListener, Row } from "../engines/engine.js";
import { QuintileError } from "../errors.js";
import { customersWithoutPurchase, metrics, salesByCustomer, tally } from "../analysis/sales/metrics.js";
import { ROW_STATUS } from "../analysis/sales/row-status.js";
import { mappedColumns, sales, type SaleRules } from "../analysis/sales/sales.js";
import { type Sql, sql } from "../sql/fragment.js";
import type { ValueKind } from "../sql/relation.js";
import type { BoundSales } from "./bind-sales.js";
import { firstDateRule, slowerDateRule } from "../intake/readings/date-rules.js";
import type { RunOptions } from "../operations/run/inputs.js";
import { parseMoment } from "./moment.js";
import type { RejectCounts } from "../results/reject-counts.js";

/** What one pass over the sales gave: groups by customer, and an account of every row. */
export interface SalesRead {
  /** Where the groups stand in the engine. */
  readonly groups: Sql;
  readonly bound: BoundSales;
  readonly rules: SaleRules;
  /** All rows that were read. */
  readonly rows: number;
  /** Rows that were used. */
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
  /** ISO 8601; undefined when no row was used. */
  readonly snapshot: string | undefined;
  /** Every id is a whole number and is published as one. */
  readonly wholeNumbers: boolean;
  /** The kind of the published ids. */
  readonly customerKind: ValueKind;
  /** Whether every customer's sum fits the narrow decimal. */
  readonly sums: "narrow" | "wide";
}

/**
 * The sales stage. Rows are read with the fastest reading that the start of the source allows; where that leaves rows
 * unread that a slower one could read, the pass is repeated, so the result never depends on the order of the rows.
 */
export async function readSales(
  engine: Engine,
  bound: BoundSales,
  options: RunOptions,
  listener: ProgressListener,
): Promise<SalesRead> {
  let rules: SaleRules = {
    date: await firstDateRule(bound, options.dateFormat),
    decimal: options.decimal ?? ".",
    amountWidth: "narrow",
    refunds: options.refunds ?? "net",
    asOf: await parseMoment(engine, "--as-of", options.asOf),
    since: await parseMoment(engine, "--since", options.since),
  };
  for (;;) {
    const counted = await groupSales(engine, bound, rules, listener);
    const slower = await slowerRules(bound, rules, counted);
    if (slower === undefined) return account(engine, bound, rules, counted);
    rules = slower;
  }
}

/** Rules that read more rows than these did; undefined where none would. Each step is taken at most once. */
async function slowerRules(bound: BoundSales, rules: SaleRules, counted: Counted): Promise<SaleRules | undefined> {
  const date = counted.badDates > 0 ? await slowerDateRule(bound, rules.date) : undefined;
  const isWide = counted.wideAmounts > 0;
  if (date === undefined && !isWide) return undefined;
  return { ...rules, date: date ?? rules.date, amountWidth: isWide ? "wide" : rules.amountWidth };
}

/** The metrics stage: recency, frequency and monetary of every customer who bought; gives back where they stand. */
export function computeMetrics(engine: Engine, read: SalesRead, snapshot: string): Promise<Sql> {
  const { kinds } = read.bound;
  const moment = engine.dialect.moment(snapshot);
  const rows = metrics(
    read.groups,
    { customer: kinds.customer, wholeNumbers: read.wholeNumbers, sums: read.sums, snapshot: moment },
    engine.dialect,
  );
  return engine.derive("metrics", rows, read.groups);
}

interface Counted {
  readonly groups: Sql;
  readonly tallied: readonly Row[];
  readonly badDates: number;
  readonly wideAmounts: number;
}

/** Amounts are parsed as decimals where the file lets us, and as text where that fails: the answer is the same. */
async function groupSales(
  engine: Engine,
  bound: BoundSales,
  rules: SaleRules,
  listener: ProgressListener,
): Promise<Counted> {
  const parsed = withParsedAmounts(bound, rules);
  if (parsed === undefined) return group(engine, bound, rules, listener);
  try {
    return await group(engine, parsed, rules, listener);
  } catch (error) {
    if (!(error instanceof QuintileError) || error.code !== "UNREADABLE_VALUE") throw error;
    return group(engine, bound, rules, listener);
  }
}

function withParsedAmounts(bound: BoundSales, rules: SaleRules): BoundSales | undefined {
  const { source, mapping, kinds } = bound;
  const plain = [mapping.customer, mapping.date, mapping.revenue, mapping.order].every(
    (role) => role?.kind !== "expression",
  );
  if (kinds.revenue !== "text" || rules.decimal !== "." || rules.amountWidth === "wide") return undefined;
  if (!plain || mapping.where !== undefined || mapping.revenue.kind === "expression") return undefined;
  const { name } = mapping.revenue.column;
  const others = [mapping.customer, mapping.date, mapping.order];
  if (others.some((role) => role?.kind === "column" && role.column.name === name)) return undefined;
  const relation = source.withDecimal?.(name);
  return relation && { ...bound, source: { ...source, relation }, kinds: { ...kinds, revenue: "decimal" } };
}

async function group(
  engine: Engine,
  bound: BoundSales,
  rules: SaleRules,
  listener: ProgressListener,
): Promise<Counted> {
  const { source, mapping, kinds, numbers } = bound;
  const rows = mappedColumns(source.relation, mapping, source.dialect, numbers);
  const judged = sales(sql`(${rows}) AS mapped`, mapping, kinds, rules, source.dialect);
  const grouping = salesByCustomer(
    sql`(${judged}) AS sales`,
    { refunds: rules.refunds, orders: mapping.order !== undefined },
    source.dialect,
  );
  const groups = await source.collect("sales_by_customer", grouping, listener);
  const tallied = await engine.query(
    tally(
      groups,
      { customer: kinds.customer, untyped: source.relation.untyped, date: rules.date.kind },
      engine.dialect,
    ),
  );
  const rowsWith = (status: number): number =>
    sum(
      tallied.filter((row) => Number(row["status"]) === status),
      "sales",
    );
  return { groups, tallied, badDates: rowsWith(ROW_STATUS.bad_date), wideAmounts: rowsWith(ROW_STATUS.wide_revenue) };
}

async function account(
  engine: Engine,
  bound: BoundSales,
  rules: SaleRules,
  { groups, tallied }: Counted,
): Promise<SalesRead> {
  const { kinds, source } = bound;
  const known = tallied.filter((row) => row["missing"] !== true);
  const of = (status: number): readonly Row[] => known.filter((row) => Number(row["status"]) === status);
  const used = usedOf(tallied);
  const lastDay = used[0]?.["next_day"];
  const [refunded] =
    rules.refunds === "net" ? [] : await engine.query(customersWithoutPurchase(groups, kinds.customer, engine.dialect));
  const wholeNumbers = mayBecomeWhole(kinds.customer, source.relation.untyped) && areWhole(tallied);
  return {
    groups,
    bound,
    rules,
    rows: sum(tallied, "sales"),
    sales: sum(used, "sales"),
    customers: sum(used, "purchasers"),
    rejected: {
      missing_customer: sum(
        tallied.filter((row) => row["missing"] === true),
        "sales",
      ),
      bad_date: sum(of(ROW_STATUS.bad_date), "sales"),
      bad_revenue: sum(of(ROW_STATUS.bad_revenue), "sales"),
      after_snapshot: sum(of(ROW_STATUS.after_snapshot), "sales"),
      before_window: sum(of(ROW_STATUS.before_window), "sales"),
      ignored_refund: sum(of(ROW_STATUS.ignored_refund), "sales"),
      no_purchase: Number(refunded?.["customers"] ?? 0),
    },
    snapshot: snapshotOf(rules, typeof lastDay === "string" ? lastDay : undefined),
    sums: sum(used, "wide_sums") === 0 ? "narrow" : "wide",
    wholeNumbers,
    customerKind: wholeNumbers ? "integer" : kinds.customer,
  };
}

/** The rows of a tally that count customers who can be scored. */
function usedOf(tallied: readonly Row[]): readonly Row[] {
  return tallied.filter((row) => row["missing"] !== true && Number(row["status"]) === ROW_STATUS.used);
}

/** Whether the ids of all customers with a purchase are whole numbers. */
export function areWhole(tallied: readonly Row[]): boolean {
  return sum(usedOf(tallied), "not_whole") === 0;
}

/** Ids of files without types, and ids that spreadsheets or pandas turned into floats. */
export function mayBecomeWhole(customer: ValueKind, untyped: boolean): boolean {
  return ["float", "decimal", "number"].includes(customer) || (customer === "text" && untyped);
}

/** A date source gives a date, a timestamp source a timestamp. */
export function snapshotOf(rules: SaleRules, nextDay?: string): string | undefined {
  if (rules.asOf === undefined) return nextDay;
  if (rules.date.kind === "date") return rules.asOf.slice(0, 10);
  return rules.asOf.length === 10 ? `${rules.asOf}T00:00:00` : rules.asOf;
}

/** Raises an error where nobody can be scored. */
export function requireCustomers(read: SalesRead): string {
  if (read.snapshot !== undefined && read.customers > 0) return read.snapshot;
  const { rejected } = read;
  const reasons = Object.entries(rejected)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${count}`);
  throw new QuintileError(
    "NO_CUSTOMERS",
    `None of the ${read.rows} rows of ${read.bound.source.label} is a purchase that can be scored.`,
    {
      hint:
        reasons.length === 0
          ? "Check --where: no row meets it."
          : `Left out: ${reasons.join(", ")}. Check the columns, --as-of, --since and --where.`,
    },
  );
}

function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
