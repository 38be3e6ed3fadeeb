import { isMissing } from "../analysis/sales/customer-ids.js";
import { isRejected, rejectReason } from "../analysis/sales/rejected-rows.js";
import { inputName, QuintileError, type Try } from "../errors.js";
import { amountDoubt } from "../intake/notations/amount-hints.js";
import { dateDoubt } from "../intake/notations/date-doubt.js";
import { identifier, sql } from "../sql/fragment.js";
import type { RejectCounts } from "../results/reject-counts.js";
import { isNumeric } from "../sql/relation.js";
import type { SalesRead } from "./prove.js";
import { saleColumn } from "./sale-column.js";

/** How many rows may be rejected before a run fails. */
export interface RejectLimit {
  /** So many rows, or so many percent of all rows. */
  readonly most: number;
  readonly unit: "rows" | "percent";
  /** Allow none at all; `most` does not count then. */
  readonly strict: boolean;
}

/** Writes the rejected rows as they came, each with its reason, and its file and line where the source has lines. */
export async function writeRejects(read: SalesRead, file: string): Promise<void> {
  const { bound, rejected } = read;
  const { source } = bound;
  const original = await source.rows(rejectedRows(rejected) === 0);
  const place = original.numbered ? sql`quintile_file AS file, quintile_line AS line, ` : sql``;
  const order = original.numbered ? sql` ORDER BY quintile_file, quintile_line` : sql``;
  const pending = await source.write(
    sql`SELECT ${place}${rejectReason()} AS reason,
      ${source.dialect.allColumnsOf(identifier("quintile_row"))} FROM (${bound.judgedOriginals(read.rules, original)}) AS judged
      WHERE ${isRejected(bound.judged(read.rules), bound.mapping, bound.decisions)} AND NOT ${isMissing(bound.kinds.customer, source.dialect)}${order}`,
    file,
  );
  pending.complete();
}

function rejectedRows({ bad_date, bad_revenue, bad_frequency = 0 }: RejectCounts): number {
  return bad_date + bad_revenue + bad_frequency;
}

/**
 * Raises `REJECTED_ROWS` where rows were rejected and none may be, and `TOO_MANY_REJECTS` above the limit.
 *
 * @param file where the rejected rows have been written; undefined where they have not.
 */
export async function requireFewRejects(read: SalesRead, limit: RejectLimit, file: string | undefined): Promise<void> {
  const { bad_date, bad_revenue, bad_frequency = 0 } = read.rejected;
  const rejected = rejectedRows(read.rejected);
  const counted = bad_frequency === 0 ? "" : `, bad_frequency ${bad_frequency}`;
  const counts = `${rejected} of ${read.wanted} rows were rejected (bad_date ${bad_date}, bad_revenue ${bad_revenue}${counted})`;
  const see = file === undefined ? `${inputName("rejects")} FILE writes them out.` : `They are in ${file}.`;
  if (limit.strict && rejected > 0) {
    throw new QuintileError(
      "REJECTED_ROWS",
      `${counts}, and ${inputName("strict")} allows none; nothing was published.`,
      {
        hint: see,
      },
    );
  }
  if (rejected <= (limit.unit === "percent" ? (read.wanted * limit.most) / 100 : limit.most)) return;
  const { hint, tries = [] } = await explain(read);
  throw new QuintileError(
    "TOO_MANY_REJECTS",
    `${counts}, more than ${inputName("maxRejects")} allows; nothing was published.`,
    {
      hint: [hint, see].filter(Boolean).join(" "),
      tries,
    },
  );
}

/** Why most of the rejected rows were, and what may read them. */
async function explain(read: SalesRead): Promise<{ hint?: string; tries?: readonly Try[] }> {
  const { bound, rejected, rules, oddAmounts } = read;
  const empty = await explainEmptyAmounts(read);
  if (empty !== undefined) return empty;
  if (rejected.bad_date < rejected.bad_revenue) return amountDoubt(saleColumn(bound, "revenue"), oddAmounts.shapes);
  const dates = saleColumn(bound, "date");
  return dates.kind === "text" || isNumeric(dates.kind) ? dateDoubt(dates, rules.date) : {};
}

/** What to do where the column of amounts holds nothing at all; undefined where it holds something. */
async function explainEmptyAmounts({
  bound,
  rejected,
  wanted,
}: SalesRead): Promise<{ hint: string; tries: readonly Try[] } | undefined> {
  const { source, mapping, kinds } = bound;
  const { customer, date, revenue } = mapping;
  if (revenue.kind !== "column" || rejected.bad_revenue < wanted) return undefined;
  const amount = identifier("revenue");
  const isFilled = kinds.revenue === "text" ? sql`NOT ${source.dialect.isBlank(amount)}` : sql`${amount} IS NOT NULL`;
  const filled = await source.query(
    sql`SELECT 1 AS filled FROM (${bound.mapped()}) AS mapped WHERE ${isFilled} LIMIT 1`,
  );
  if (filled.length > 0) return undefined;
  const { askByContents } = await import("../intake/roles/guess-by-contents.js");
  const others = source.relation.columns.filter(({ name }) => name !== revenue.column.name);
  const { tries } = await askByContents(source, others, { customer, date });
  return {
    hint: `Column "${revenue.column.name}" is empty in every row: name another column with ${inputName("revenue")}. Formulas of a workbook look empty until a spreadsheet program has saved their results.`,
    tries,
  };
}
