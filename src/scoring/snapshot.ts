import type { SaleRules } from "../analysis/sales/sales.js";

/**
 * The moment to which recency is counted, as ISO 8601 text: a date for a source of dates, a timestamp for one of
 * timestamps. `nextDay` is a day after the latest row that is used, which counts where no as-of moment is given.
 */
export function snapshotOf(rules: SaleRules, nextDay?: string): string | undefined {
  if (rules.asOf === undefined) return nextDay;
  if (rules.date.kind === "date") return rules.asOf.slice(0, 10);
  return rules.asOf.length === 10 ? `${rules.asOf}T00:00:00` : rules.asOf;
}
