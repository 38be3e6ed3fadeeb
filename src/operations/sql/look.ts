import type { BoundSales } from "../../analysis/sales/bound-sales.js";
import { mayBecomeWhole } from "../../analysis/sales/customer-ids.js";
import type { DateRule, SaleRules } from "../../analysis/sales/sales.js";
import { readTally, type Tally } from "../../analysis/sales/tally.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { sql } from "../../sql/fragment.js";
import { firstDateRule, slowerDateRule } from "../../intake/notations/date-rules.js";
import { type GivenReading, givenRules } from "../../scoring/understanding.js";
import { provedNumbers } from "../../scoring/number-rules.js";
import { saleColumn } from "../../scoring/sale-column.js";

/** What SQL for some data has to know before it is printed, since a statement cannot decide it while it runs. */
export interface SalesLook {
  /** The sales with the roles that say something, and what was decided. */
  readonly bound: BoundSales<Source>;
  /** What was decided, in sentences. */
  readonly account: readonly string[];
  /** Rules that read every value, also those that later rows may bring. */
  readonly rules: SaleRules;
  /** How dates are written at present and, elsewhere, whether any has a time. */
  readonly date: DateRule;
  /** True where ids are published as whole numbers although their type does not say so. */
  readonly wholeNumbers: boolean;
}

/**
 * Reads of the sales what a run would find out first, and no more than their types make necessary.
 *
 * @param place where the SQL will run: `elsewhere`, dates need a type.
 */
export async function lookAtSales(
  bound: BoundSales<Source>,
  reading: GivenReading,
  place: "at the source" | "elsewhere",
): Promise<SalesLook> {
  const { dateFormat, timezone, decimal } = reading;
  const dates = saleColumn(bound, "date");
  const first = await firstDateRule(dates, dateFormat, timezone);
  const date = (place === "elsewhere" ? await slowerDateRule(dates, first) : undefined) ?? first;
  const amounts = await provedNumbers(bound, decimal);
  const rules: SaleRules = { ...givenRules(reading), ...amounts, date: lastingRule(date, bound), amountWidth: "wide" };
  const { decided, account } = await decide(bound, rules, reading);
  const { areWhole, areFloats } = await idsOf(decided, rules);
  return {
    bound: decided,
    account,
    rules: { ...rules, floatIds: areFloats },
    date,
    wholeNumbers: areWhole || areFloats,
  };
}

/** Decides what is open, from all rows. */
async function decide(
  bound: BoundSales<Source>,
  rules: SaleRules,
  reading: GivenReading,
): Promise<{ decided: BoundSales<Source>; account: readonly string[] }> {
  if (!bound.isOpen) return { decided: bound, account: [] };
  const { decideSales } = await import("../../scoring/decide-sales.js");
  const groups = { database: bound.source, from: sql`(${bound.byOrder(rules)}) AS sales_by_order` };
  const { decisions, mapping, account } = await decideSales(groups, bound, reading);
  return {
    decided: bound.asDecided({ ...decisions, single: false }, mapping),
    account: account.map(({ text }) => text),
  };
}

/** Text in ISO 8601 is read as a moment, so that a time of day may follow where there was none: a bare date is its midnight. */
function lastingRule(date: DateRule, { kinds }: BoundSales): DateRule {
  return kinds.date === "text" && typeof date.notation === "string"
    ? { ...date, notation: "iso", kind: "timestamp" }
    : date;
}

/**
 * True where ids are published as whole numbers: all of them are, with or without `.0`. Raises `NO_CUSTOMERS` where that depends on
 * the customers, and there is none.
 */
async function idsOf(bound: BoundSales<Source>, rules: SaleRules): Promise<Pick<Tally, "areWhole" | "areFloats">> {
  const { source, kinds } = bound;
  if (!mayBecomeWhole(kinds.customer, source.relation.untyped)) return { areWhole: false, areFloats: false };
  const groups = sql`(${bound.groups(rules)}) AS sales_by_customer`;
  const tally = readTally(await source.query(bound.tally(rules, groups)));
  if (!tally.hasPurchases) {
    throw new QuintileError("NO_CUSTOMERS", `${source.label} holds no purchase that can be scored.`, {
      hint: `Whether ids are whole numbers is read from the data. Check the columns, ${inputName("asOf")}, ${inputName("since")} and ${inputName("where")}.`,
    });
  }
  return tally;
}
