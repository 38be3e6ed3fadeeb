import { salesByCustomer, tally } from "../../analysis/sales/metrics.js";
import { mappedColumns, sales, type SaleRules } from "../../analysis/sales/sales.js";
import type { Engine } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { sql } from "../../sql/fragment.js";
import type { BoundSales } from "../../scoring/bind-sales.js";
import { type DateRule, firstDateRule, slowerDateRule } from "../../intake/readings/date-rules.js";
import type { RunOptions } from "../run/inputs.js";
import { parseMoment } from "../../scoring/moment.js";
import { areWhole, mayBecomeWhole } from "../../scoring/read-sales.js";

/** What has to be known of the data before SQL can be printed that reads them: what a statement cannot decide while it runs. */
export interface Look {
  /** Rules under which no value is left unread, whatever is added. */
  readonly rules: SaleRules;
  /** How dates are written at present and, elsewhere, whether any has a time. */
  readonly date: DateRule;
  /** Ids are published as whole numbers although their type does not say so. */
  readonly wholeNumbers: boolean;
}

/** What a run is told of its rows. */
type ReadingOptions = Pick<RunOptions, "dateFormat" | "decimal" | "refunds" | "asOf" | "since">;

/**
 * Looks at the sales as far as a run would, and no further than their types make necessary.
 *
 * @param place where the SQL will run: `elsewhere`, dates need a type.
 */
export async function lookAtSales(
  engine: Engine,
  bound: BoundSales,
  options: ReadingOptions,
  place: "at the source" | "elsewhere",
): Promise<Look> {
  const first = await firstDateRule(bound, options.dateFormat);
  const date = (place === "elsewhere" ? await slowerDateRule(bound, first) : undefined) ?? first;
  const rules: SaleRules = {
    date: lastingRule(date, bound),
    decimal: options.decimal ?? ".",
    amountWidth: "wide",
    refunds: options.refunds ?? "net",
    asOf: await parseMoment(engine, "--as-of", options.asOf),
    since: await parseMoment(engine, "--since", options.since),
  };
  return { rules, date, wholeNumbers: await haveWholeIds(bound, rules) };
}

/** Text in ISO 8601 is read as a moment, so that a time of day may follow where there was none: a bare date is its midnight. */
function lastingRule(date: DateRule, { kinds }: BoundSales): DateRule {
  return kinds.date === "text" && typeof date.reading === "string" ? { reading: "iso", kind: "timestamp" } : date;
}

/** Raises `NO_CUSTOMERS` where it takes a customer to know, and there is none. */
async function haveWholeIds({ source, mapping, kinds, numbers }: BoundSales, rules: SaleRules): Promise<boolean> {
  const { dialect, relation } = source;
  if (!mayBecomeWhole(kinds.customer, relation.untyped)) return false;
  const mapped = sql`(${mappedColumns(relation, mapping, dialect, numbers)}) AS mapped`;
  const judged = sql`(${sales(mapped, mapping, kinds, rules, dialect)}) AS sales`;
  const groups = salesByCustomer(judged, { refunds: rules.refunds, orders: mapping.order !== undefined }, dialect);
  const tallied = await source.query(
    tally(
      sql`(${groups}) AS sales_by_customer`,
      { customer: kinds.customer, untyped: relation.untyped, date: rules.date.kind },
      dialect,
    ),
  );
  if (tallied.every((row) => Number(row["purchasers"]) === 0)) {
    throw new QuintileError("NO_CUSTOMERS", `${source.label} holds no purchase that can be scored.`, {
      hint: "Whether ids are whole numbers is read from the data. Check the columns, --as-of, --since and --where.",
    });
  }
  return areWhole(tallied);
}
