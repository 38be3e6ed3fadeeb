import type { BoundSales } from "../analysis/sales/bound-sales.js";
import { mayBecomeWhole } from "../analysis/sales/customer-ids.js";
import { metrics, metricsAmong } from "../analysis/sales/metrics.js";
import { type RefundPolicy, ROW_STATUS } from "../analysis/sales/row-status.js";
import { mayReadMore, type SaleRules } from "../analysis/sales/sales.js";
import { customersWithoutPurchase, readTally, type Tally } from "../analysis/sales/tally.js";
import type { Engine, Source } from "../engines/engine.js";
import type { ProgressListener } from "../sql/database.js";
import { inputName, QuintileError } from "../errors.js";
import { firstDateRule, slowerDateRule } from "../intake/readings/date-rules.js";
import { firstNotation, lookAtUnread, numbersOf, provedNotation } from "../intake/readings/notation-rules.js";
import { countShapes, type ShapeCount } from "../intake/readings/shapes.js";
import type { RejectCounts } from "../results/reject-counts.js";
import type { DecimalMark } from "../sql/dialect.js";
import { type Sql, sql } from "../sql/fragment.js";
import type { ValueKind } from "../sql/relation.js";
import { type DecidedMeaning, type GivenMeaning, givenUnit } from "./decided-meaning.js";
import { type GroupedSales, groupSales } from "./group-sales.js";
import { saleColumn } from "./sale-column.js";
import { snapshotOf } from "./snapshot.js";

/** How sales are to be read, as far as it does not follow from the sales themselves. */
export interface GivenReading extends GivenMeaning {
  /** The strptime format of dates in text; undefined to find it out. */
  readonly dateFormat: string | undefined;
  /** The time zone whose clocks count, where the data says at which instant a sale was; undefined for UTC. */
  readonly timezone: string | undefined;
  /** The decimal mark of amounts in text; undefined to find it out. */
  readonly decimal: DecimalMark | undefined;
  readonly refunds: RefundPolicy;
  /** The moment to score as of, as ISO 8601 text; undefined for a day after the latest row that is used. */
  readonly asOf: string | undefined;
  /** Sales before this moment are left out, ISO 8601 text; undefined to leave out none. */
  readonly since: string | undefined;
}

/** Amounts that are no numbers, although they hold digits. */
export interface OddAmounts {
  readonly rows: number;
  /** What the commonest of them look like. */
  readonly shapes: readonly ShapeCount[];
}

/** What one pass over the sales gave: groups by customer, and an account of every row. */
export interface SalesRead {
  /** Where the groups stand in the engine. */
  readonly groups: Sql;
  /** The sales with the roles that say something, and what was decided. */
  readonly bound: BoundSales<Source>;
  readonly meaning: Pick<DecidedMeaning, "unit" | "sold" | "account">;
  readonly rules: SaleRules;
  /** All rows of the source. */
  readonly rows: number;
  /** Those that meet the condition of `where`: all of them where there is none. */
  readonly wanted: number;
  /** Rows that were used. */
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
  /** Rejected amounts that hold digits, which may be money. */
  readonly oddAmounts: OddAmounts;
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
 * The sales stage. Rows are read with the fastest reading that the start of the source allows. Where that leaves rows
 * unread that a slower one could read, the pass is repeated, so the result never depends on the order of the rows.
 */
export async function readSales(
  engine: Engine,
  bound: BoundSales<Source>,
  reading: GivenReading,
  listener: ProgressListener,
): Promise<SalesRead> {
  const { dateFormat, timezone, decimal, sold: _, currency: __, amountOf: ___, ...given } = reading;
  let rules: SaleRules = {
    ...given,
    date: await firstDateRule(saleColumn(bound, "date"), dateFormat, timezone),
    ...(await firstNotation(saleColumn(bound, "revenue"), decimal)),
    amountWidth: given.rates === undefined ? "narrow" : "wide",
  };
  for (;;) {
    const grouped = await groupSales(engine, bound, rules, listener);
    const slower = await slowerRules(bound, rules, decimal, grouped);
    const decided = slower ?? (await decide(engine, bound, rules, grouped, reading));
    if (isDecided(decided) && !decided.tally.areFloats) return account(engine, decided, rules);
    rules = isDecided(decided) ? withFloatIds(rules) : decided;
  }
}

function isDecided(step: SaleRules | DecidedRows): step is DecidedRows {
  return "tally" in step;
}

function withFloatIds(rules: SaleRules): SaleRules {
  return { ...rules, floatIds: true };
}

/** Rules that read more rows than these did; undefined where none would. Each step is taken at most once. */
async function slowerRules(
  bound: BoundSales<Source>,
  rules: SaleRules,
  decimal: DecimalMark | undefined,
  { rowsOf }: GroupedSales,
): Promise<SaleRules | undefined> {
  const badDates = rowsOf(ROW_STATUS.bad_date) + rowsOf(ROW_STATUS.odd_row);
  const date = badDates > 0 ? await slowerDateRule(saleColumn(bound, "date"), rules.date) : undefined;
  const hasOddAmounts = rowsOf(ROW_STATUS.odd_revenue) + rowsOf(ROW_STATUS.odd_row) > 0;
  const odd = hasOddAmounts && mayReadMore(rules) ? await lookAtUnread(saleColumn(bound, "revenue"), rules) : undefined;
  const isWide = rowsOf(ROW_STATUS.wide_revenue) > 0 || odd?.isWide === true;
  const isSuspect = odd?.isSuspect === true;
  if (date === undefined && !isWide && !isSuspect) return undefined;
  return {
    ...rules,
    ...(isSuspect ? await provedNotation(saleColumn(bound, "revenue"), decimal) : { suspects: [] }),
    date: date ?? rules.date,
    amountWidth: isWide ? "wide" : rules.amountWidth,
  };
}

/** Sales by customer, once nothing is open. */
interface DecidedRows {
  readonly groups: Sql;
  readonly tally: Tally;
  readonly bound: BoundSales<Source>;
  readonly meaning: SalesRead["meaning"];
}

async function decide(
  engine: Engine,
  bound: BoundSales<Source>,
  rules: SaleRules,
  { groups, tally }: GroupedSales,
  given: GivenMeaning,
): Promise<DecidedRows> {
  if (tally !== undefined) {
    return { groups, tally, bound, meaning: { unit: givenUnit(given), sold: undefined, account: [] } };
  }
  const { decideSales } = await import("./decide-sales.js");
  const { decisions, mapping, ...meaning } = await decideSales({ database: engine, from: groups }, bound, given);
  const decided = bound.asDecided(decisions);
  const folded = await engine.derive("sales_by_customer", decided.decided(rules, groups), groups);
  return {
    groups: folded,
    tally: readTally(await engine.query(decided.tally(rules, folded, engine.dialect))),
    bound: bound.asDecided(decisions, mapping),
    meaning,
  };
}

async function account(
  engine: Engine,
  { groups, tally, bound, meaning }: DecidedRows,
  rules: SaleRules,
): Promise<SalesRead> {
  const { kinds, source } = bound;
  const rowsOf = (status: keyof typeof ROW_STATUS): number => tally.rowsOf(ROW_STATUS[status], "of a customer");
  const [refunded] = tally.mayLackPurchases
    ? await engine.query(customersWithoutPurchase(groups, kinds.customer, engine.dialect))
    : [];
  const { left_out, unknown_where } = await leftOut(bound);
  const wholeNumbers = mayBecomeWhole(kinds.customer, source.relation.untyped) && tally.areWhole;
  return {
    groups,
    bound,
    meaning,
    rules,
    rows: tally.rows + left_out + unknown_where,
    wanted: tally.rows,
    sales: rowsOf("used"),
    customers: tally.customers,
    rejected: {
      left_out,
      unknown_where,
      missing_customer: tally.withoutCustomer,
      other_currency: rowsOf("other_currency"),
      not_sold: rowsOf("not_sold"),
      order_line: rowsOf("order_line") + tally.repeatedLines,
      bad_date: rowsOf("bad_date") + rowsOf("odd_row"),
      bad_revenue: rowsOf("bad_revenue") + rowsOf("odd_revenue"),
      bad_frequency: rowsOf("bad_frequency"),
      after_snapshot: rowsOf("after_snapshot"),
      before_window: rowsOf("before_window"),
      ignored_refund: rowsOf("ignored_refund"),
      no_purchase: Number(refunded?.["customers"] ?? 0),
    },
    oddAmounts: await oddAmounts(bound, rules, rowsOf("odd_revenue")),
    snapshot: snapshotOf(rules, tally.nextDay),
    sums: tally.areNarrow ? "narrow" : "wide",
    wholeNumbers,
    customerKind: wholeNumbers ? "integer" : kinds.customer,
  };
}

/** Looks at the amounts that are no numbers, where there are any with digits. */
async function oddAmounts(bound: BoundSales<Source>, { notation }: SaleRules, rows: number): Promise<OddAmounts> {
  if (rows === 0) return { rows, shapes: [] };
  const decimal = notation === "whole" ? "." : notation.decimal;
  return { rows, shapes: await countShapes(numbersOf(saleColumn(bound, "revenue")), [decimal]) };
}

/** The rows that the condition leaves out. It filters the one pass itself, so that expressions never see them. */
async function leftOut(bound: BoundSales<Source>): Promise<Required<Pick<RejectCounts, "left_out" | "unknown_where">>> {
  const counts = bound.whereCounts();
  if (counts === undefined) return { left_out: 0, unknown_where: 0 };
  const [row = {}] = await bound.source.query(counts);
  return { left_out: Number(row["left_out"]), unknown_where: Number(row["unknown"]) };
}

/** The moment to which recency is counted. Raises `NO_CUSTOMERS` where no customer can be scored. */
export function requireSnapshot(read: SalesRead): string {
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
        read.wanted === 0
          ? `Check ${inputName("where")}: no row meets it.`
          : `Left out: ${reasons.join(", ")}. Check the columns, ${inputName("asOf")}, ${inputName("since")} and ${inputName("where")}.`,
    },
  );
}

/**
 * The metrics stage: recency, frequency and monetary of every customer who bought; gives back where they stand.
 *
 * @param among what stands after FROM to read the customers who count, by `customer_id`. Default: all.
 */
export async function computeMetrics(engine: Engine, read: SalesRead, snapshot: string, among?: Sql): Promise<Sql> {
  const { kinds } = read.bound;
  const moment = engine.dialect.moment(snapshot);
  const rows = metrics(
    read.groups,
    { customer: kinds.customer, wholeNumbers: read.wholeNumbers, sums: read.sums, snapshot: moment },
    engine.dialect,
  );
  if (among === undefined) return engine.derive("metrics", rows, read.groups);
  const chosen = await engine.derive("metrics", metricsAmong(rows, among), read.groups);
  const [row] = await engine.query(sql`SELECT count(*) AS customers FROM ${chosen}`);
  if (Number(row?.["customers"]) > 0) return chosen;
  throw new QuintileError(
    "NO_CUSTOMERS",
    `No row of ${read.bound.source.label} is a purchase of a customer who counts.`,
  );
}
