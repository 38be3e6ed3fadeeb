import type { OverviewRun } from "../results/overview.js";
import type { RejectCounts } from "../results/reject-counts.js";
import type { DisplayFormat } from "./display-format.js";
import { wordsOfReason } from "./left-out.js";

/** What is about more than this share, a reader of the numbers should know first. */
const NOTABLE_SHARE = 0.01;

/** Reasons that the reading of a run tells in a sentence of its own, with columns and words. */
const TOLD_BY_READING: ReadonlySet<string> = new Set(["other_currency", "not_sold", "order_line"]);

/** Sentences on what was left out, subtracted, joined or assumed where that is more than 1 % of the rows, money or customers of a run. */
export function notableFacts(
  { sales, customers, rejected, reading }: Pick<OverviewRun, "sales" | "customers" | "rejected" | "reading">,
  format: Pick<DisplayFormat, "count" | "share">,
): string[] {
  const { no_purchase: unscored, ...byReason }: RejectCounts = rejected;
  const reasons = Object.entries<number>({ ...byReason });
  const rows = reasons.reduce((sum, [, count]) => sum + count, sales);
  const read = reading?.notable ?? reading?.account;
  const leftOut = reasons.filter(
    ([reason, count]) => count > NOTABLE_SHARE * rows && !(read !== undefined && TOLD_BY_READING.has(reason)),
  );
  return [
    ...leftOut.map(
      ([reason, count]) =>
        `${format.share(count / rows)} of the rows are left out: ${format.count(count)} ${wordsOfReason(reason)}.`,
    ),
    ...(read ?? []),
    ...(unscored > NOTABLE_SHARE * (customers + unscored)
      ? [`${format.count(unscored)} customers without a purchase have no score.`]
      : []),
  ];
}
