import type { RejectCounts } from "../results/reject-counts.js";
import type { DisplayFormat } from "./display-format.js";

/** Reasons, as they stand in a run's counts, in words that follow a number. */
const REASONS: Readonly<Record<string, string>> = {
  left_out: "that do not meet the condition",
  unknown_where: "of which the condition cannot tell",
  missing_customer: "without a customer",
  other_currency: "in another currency",
  not_sold: "not sold",
  order_line: "further lines of an order, which count with it",
  bad_date: "without a readable date",
  bad_revenue: "without a readable amount",
  bad_frequency: "without a count of purchases",
  after_snapshot: "after the snapshot",
  before_window: "before the window",
  ignored_refund: "refunds, ignored",
  no_purchase: "customers without a purchase",
};

/** What a run left out, by reason, each as `12 without a customer`; reasons that met nothing are not told. */
export function describeLeftOut(rejected: RejectCounts, format: Pick<DisplayFormat, "count">): string[] {
  return Object.entries<number>({ ...rejected })
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${format.count(count)} ${wordsOfReason(reason)}`);
}

/** A reason in words that follow a number. */
export function wordsOfReason(reason: string): string {
  return REASONS[reason] ?? reason;
}
