import type { Fits } from "../../analysis/fit/fit-query.js";
import type { Decisions } from "../../analysis/sales/decided-sales.js";
import type { Mapping } from "../../analysis/sales/mapping.js";
import { OPEN_STATUS, ROW_STATUS } from "../../analysis/sales/row-status.js";
import { isOpen, type SaleRules } from "../../analysis/sales/sales.js";
import { renderCondition } from "../../model/render-condition.js";
import { type Dimension, DIMENSIONS } from "../../model/score.js";
import type { Rule, SegmentModel } from "../../model/segment-model.js";
import type { Target } from "./target.js";

/** Comment of the step that gives the columns of a sale their names. */
export function ofMapped(): string[] {
  return ["Who bought, when, and for how much: the columns that make a sale, as they stand in the source."];
}

/** Comment of the step that reads the sales: what each number of a status means. */
export function ofSales(rules: SaleRules, mapping: Mapping): string[] {
  const meanings = [
    [ROW_STATUS.used, "used"],
    [ROW_STATUS.bad_date, "no date, or an unreadable one"],
    [ROW_STATUS.bad_revenue, "no amount, or an unreadable one"],
    ...(rules.asOf === undefined ? [] : [[ROW_STATUS.after_snapshot, "after the as-of moment"]]),
    ...(rules.since === undefined ? [] : [[ROW_STATUS.before_window, "before the window"]]),
    ...(rules.refunds === "ignore" ? [[ROW_STATUS.ignored_refund, "a refund"]] : []),
    ...(isOpen(mapping) && rules.refunds !== "ignore" ? [[OPEN_STATUS.refund, "a refund"]] : []),
    ...(mapping.refunded === undefined
      ? []
      : [
          [OPEN_STATUS.repaid, "paid back in full"],
          [OPEN_STATUS.partly_repaid, "paid back in part"],
        ]),
    ...(mapping.order === undefined
      ? []
      : [
          [OPEN_STATUS.blank_revenue, "blank amount"],
          [OPEN_STATUS.blank_row, "blank amount and no date"],
        ]),
  ];
  return [
    "Each sale with a moment and an exact amount of 4 places, rounded before it is summed, and what becomes of it.",
    `Status: ${meanings.map(([status, meaning]) => `${status} ${meaning}`).join(", ")}.`,
  ];
}

/** Why the sales are grouped twice. */
export function ofSalesByOrder({ order, status, currency }: Mapping): string[] {
  const keys = [
    ...(order === undefined ? [] : ["order"]),
    ...(status === undefined ? [] : ["status of the sale"]),
    ...(currency === undefined ? [] : ["currency"]),
  ];
  return [`The sales of each customer${keys.length === 0 ? "" : `, by ${keys.join(", ")}`}.`];
}

/** Comment of the step that groups sales by customer: what counts as a purchase. */
export function ofSalesByCustomer(rules: SaleRules, { orders, totals, statuses, currencies }: Decisions): string[] {
  const purchase = orders
    ? "Rows of one order are one purchase; a row without an order is one of its own."
    : "Every row is a purchase.";
  const refunds = rules.refunds === "amount-only" ? " A negative amount reduces the sum, but is no purchase." : "";
  const meanings = [
    ...(totals ? [" An amount that all lines of an order repeat counts once."] : []),
    ...(statuses === undefined ? [] : [` Status ${ROW_STATUS.not_sold} is not sold.`]),
    ...(currencies === undefined ? [] : [` Status ${ROW_STATUS.other_currency} is in another currency.`]),
  ];
  return [`The sales of each customer, by status. ${purchase}${refunds}${meanings.join("")}`];
}

/** Comment of the step with the moment to which recency is counted. */
export function ofSnapshot(rules: SaleRules): string[] {
  return [
    rules.asOf === undefined
      ? "The moment to which recency is counted: the latest row that is used + 1 day."
      : "The moment to which recency is counted, as given by --as-of.",
  ];
}

/** Comment of the step with the metrics of each customer. */
export function ofMetrics({ wholeNumbers, sales: { kinds } }: Target): string[] {
  const ids = wholeNumbers
    ? "Every customer id was a whole number when this was printed, and is given as one; the query fails where one is none. Print it anew then."
    : kinds.customer === "text"
      ? "Customer ids are text, as they stand."
      : undefined;
  return [
    "Recency in whole days, frequency in purchases, and monetary as an exact sum, of every customer with a purchase.",
    ...(ids === undefined ? [] : [ids]),
  ];
}

/** Comment of the step that numbers the values in order, where cutpoints are found by sorting. */
export function ofPositions(): string[] {
  return ["The place of each value in the order of all, counted from 0, and the number of customers."];
}

/** Comment of the step that puts the metrics in buckets, where cutpoints are found by counting. */
export function ofMeasured(): string[] {
  return ["The metrics one below the other, like values in one bucket. A bucket never falls as a value rises."];
}

/** Comment of the step that counts the customers of each bucket. */
export function ofBuckets(): string[] {
  return ["The customers within each bucket, before it, and all of them."];
}

/** Comment of the step with the buckets that hold a cutpoint. */
export function ofWanted(): string[] {
  return ["The buckets that hold a cutpoint, each with the customers before it: one row, which every worker gets."];
}

/** Comment of the step that numbers the values within those buckets. */
export function ofCountedPositions(tieBroken: readonly Dimension[]): string[] {
  const ties = tieBroken.length === 0 ? "" : " Equal values follow the order of the customers' ids.";
  return [
    `The first and last place of each value in the order of all, counted from 0, in the buckets that hold a cutpoint.${ties}`,
    "Each bucket is sorted by itself, so that workers share the customers.",
  ];
}

/** Comment of the step with the cutpoints: how each metric is fitted. `ranks` says how where ties are broken. */
export function ofCutpoints(fits: Fits, ranks: string): string[] {
  const meanings: Readonly<Record<Fits[Dimension]["method"], string>> = {
    quintiles: "the values at the places (n - 1) * k / 5, rounded down",
    ranks,
    percentiles: "the 20th, 40th, 60th and 80th percentile, between two values where they fall there",
    given: "as the scoring says",
  };
  const ways = [...new Set(DIMENSIONS.map((dimension) => fits[dimension].method))].map((method) => {
    const dimensions = DIMENSIONS.filter((dimension) => fits[dimension].method === method);
    return `${dimensions.join(" and ")}: ${meanings[method]}.`;
  });
  return ["The four cutpoints of each metric, which part it into the scores 1 to 5.", ...ways.map((way) => `  ${way}`)];
}

/** Comment of the step that ranks customers, where ties are broken. */
export function ofRanks(ranked: readonly Dimension[]): string[] {
  return [`Customers ranked by ${ranked.join(", by ")}: equal values follow the order of their ids.`];
}

/** Comment of the step with the scores. */
export function ofScores(): string[] {
  return ["The scores, by the cutpoints that a customer has passed: 5 is most recent, most frequent, highest."];
}

/** Comment of the step with the cells: the rules of the model, from which they follow. */
export function ofCells(model: SegmentModel): string[] {
  return [
    `The segment of each combination of scores, by the model ${model.name}. The first of its rules that matches counts:`,
    ...model.rules.map(ofRule),
    ...model.fallback.map(ofRule),
  ];
}

/** In ASCII, since the SQL may be kept in any encoding. */
function ofRule({ segment, when }: Rule): string {
  return `  ${segment}: ${renderCondition(when).replaceAll("≥", ">=").replaceAll("≤", "<=")}`;
}
