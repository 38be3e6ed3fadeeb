import type { BoundSales } from "../analysis/sales/bound-sales.js";
import { mayBecomeWhole } from "../analysis/sales/customer-ids.js";
import { ROW_STATUS } from "../analysis/sales/row-status.js";
import { mayReadMore, type NumberRule, type SaleRules } from "../analysis/sales/sales.js";
import { customersWithoutPurchase, readTally, type Tally } from "../analysis/sales/tally.js";
import type { Engine, Source } from "../engines/engine.js";
import type { ProgressListener } from "../sql/database.js";
import { slowerDateRule } from "../intake/notations/date-rules.js";
import { lookAtUnread, numbersOf, provedNotation } from "../intake/notations/notation-rules.js";
import { countShapes, MOST_SHAPES, type ShapeCount } from "../intake/notations/shapes.js";
import type { RejectCounts } from "../results/reject-counts.js";
import type { DecimalMark } from "../sql/dialect.js";
import type { Sql } from "../sql/fragment.js";
import type { ValueKind } from "../sql/relation.js";
import { areFloatIds } from "./float-ids.js";
import { type GroupedSales, groupSales } from "./group-sales.js";
import { otherNumbers, saleColumn } from "./sale-column.js";
import { snapshotOf } from "./snapshot.js";
import type { Understanding } from "./understanding.js";

/** Amounts that are no numbers, although they hold digits. */
export interface OddAmounts {
  readonly rows: number;
  /** What the commonest of them look like. */
  readonly shapes: readonly ShapeCount[];
  /** Whether some are numbers, but too large for an amount. */
  readonly areLarge: boolean;
}

/** What one pass over the sales gave: an understanding that all rows bear out, groups by customer, and an account of every row. */
export interface SalesRead extends Understanding {
  /** Where the groups stand in the engine. */
  readonly groups: Sql;
  /**
   * The query of the groups that would be used, had the sales been scored as of an earlier moment, by its position among those that were
   * asked for; undefined where none was.
   */
  readonly groupsAt: ((moment: number) => Sql) | undefined;
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
 * Proves an understanding by the one pass over all rows. It starts with the rules that the look proposes, the fastest ones. Where they
 * leave rows unread that slower ones could read, the pass is made again, so the result never depends on the order of the rows. Raises
 * what a careful person would ask once all rows are seen: `AMBIGUOUS_DATE`, `AMBIGUOUS_COLUMN`; and `BAD_FILE` for a report with groups.
 */
export async function prove(
  engine: Engine,
  understanding: Understanding,
  listener: ProgressListener,
): Promise<SalesRead> {
  const { bound, given } = understanding;
  let { rules } = understanding;
  for (;;) {
    const grouped = await groupSales(engine, bound, rules, listener);
    const slower = await slowerRules(bound, rules, given.decimal, grouped);
    const decided = slower ?? (await decide(engine, understanding, rules, grouped));
    if (isDecided(decided)) {
      const floatIds = areFloatIds(rules.floatIds === true, decided.tally);
      if (floatIds === (rules.floatIds === true)) return account(engine, { ...understanding, ...decided, rules });
      rules = withFloatIds(rules, floatIds);
    } else {
      rules = decided;
    }
  }
}

function withFloatIds(rules: SaleRules, floatIds: boolean): SaleRules {
  return { ...rules, floatIds };
}

function isDecided(step: SaleRules | DecidedRows): step is DecidedRows {
  return "tally" in step;
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
  const repaid = await slowerRefunds(bound, rules, decimal, rowsOf(ROW_STATUS.bad_revenue));
  if (date === undefined && !isWide && !isSuspect && repaid === undefined) return undefined;
  return {
    ...rules,
    others: repaid === undefined ? rules.others : { ...rules.others, refunded: repaid },
    ...(isSuspect ? await provedNotation(saleColumn(bound, "revenue"), decimal) : { suspects: [] }),
    date: date ?? rules.date,
    amountWidth: isWide ? "wide" : rules.amountWidth,
  };
}

/** The notation that reads more of what was paid back; undefined where none does. */
async function slowerRefunds(
  bound: BoundSales<Source>,
  { others, amountWidth }: SaleRules,
  decimal: DecimalMark | undefined,
  badRows: number,
): Promise<NumberRule | undefined> {
  const [column, rule] = [otherNumbers(bound, "refunded"), others?.refunded];
  if (badRows === 0 || column === undefined || rule === undefined || rule.suspects.length === 0) return undefined;
  const { isSuspect } = await lookAtUnread(column, { ...rule, amountWidth });
  return isSuspect ? provedNotation(column, decimal) : undefined;
}

/** Sales by customer, once nothing is open. */
interface DecidedRows {
  readonly groups: Sql;
  readonly groupsAt: SalesRead["groupsAt"];
  readonly tally: Tally;
  readonly bound: BoundSales<Source>;
  readonly meaning: Understanding["meaning"];
}

async function decide(
  engine: Engine,
  { bound, meaning: nothing, given }: Understanding,
  rules: SaleRules,
  { groups, parts, tally }: GroupedSales,
): Promise<DecidedRows> {
  if (tally !== undefined) {
    const groupsAt = parts && ((moment: number) => bound.at(moment, rules, parts));
    return { groups, groupsAt, tally, bound, meaning: nothing };
  }
  const { decideSales } = await import("./decide-sales.js");
  const { decisions, mapping, ...meaning } = await decideSales({ database: engine, from: groups }, bound, given);
  const decided = bound.asDecided(decisions);
  const groupsAt = parts && ((moment: number) => decided.at(moment, rules, parts));
  const folded =
    parts === undefined
      ? await engine.derive("sales_by_customer", decided.decided(rules, groups), groups)
      : await engine.materialize("sales_by_customer", decided.at("last", rules, parts));
  return {
    groups: folded,
    groupsAt,
    tally: readTally(await engine.query(decided.tally(rules, folded, engine.dialect))),
    bound: bound.asDecided(decisions, mapping),
    meaning,
  };
}

async function account(
  engine: Engine,
  { groups, groupsAt, tally, ...understanding }: DecidedRows & Understanding,
): Promise<SalesRead> {
  const { bound, rules } = understanding;
  const { kinds, source } = bound;
  const rowsOf = (status: keyof typeof ROW_STATUS): number => tally.rowsOf(ROW_STATUS[status], "of a customer");
  if (tally.rowsOf(ROW_STATUS.bad_date, "all") + tally.rowsOf(ROW_STATUS.odd_row, "all") > 0)
    await source.requireTable?.();
  const [refunded] = tally.mayLackPurchases
    ? await engine.query(customersWithoutPurchase(groups, kinds.customer, engine.dialect))
    : [];
  const { left_out, unknown_where } = await leftOut(bound);
  const wholeNumbers = mayBecomeWhole(kinds.customer, source.relation.untyped) && tally.areWhole;
  return {
    ...understanding,
    groups,
    groupsAt,
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
  if (rows === 0) return { rows, shapes: [], areLarge: false };
  const decimal = notation === "whole" ? "." : notation.decimal;
  const shapes = await countShapes(numbersOf(saleColumn(bound, "revenue")), [decimal]);
  const unread = shapes.reduce((sum, { count }) => sum + count, 0);
  return { rows, shapes, areLarge: shapes.length < MOST_SHAPES && rows > unread };
}

/** The rows that the condition leaves out. It filters the one pass itself, so that expressions never see them. */
async function leftOut(bound: BoundSales<Source>): Promise<Required<Pick<RejectCounts, "left_out" | "unknown_where">>> {
  const counts = bound.whereCounts();
  if (counts === undefined) return { left_out: 0, unknown_where: 0 };
  const [row = {}] = await bound.source.query(counts);
  return { left_out: Number(row["left_out"]), unknown_where: Number(row["unknown"]) };
}
