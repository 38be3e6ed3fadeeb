import { QuintileError } from "../errors.js";
import { isMissing } from "../analysis/sales/metrics.js";
import { ROW_STATUS } from "../analysis/sales/row-status.js";
import { mappedColumns, originalColumns, sales } from "../analysis/sales/sales.js";
import { identifier, join, literal, type Sql, sql } from "../sql/fragment.js";
import { dateHint } from "../intake/readings/date-rules.js";
import type { BoundSales } from "./bind-sales.js";
import type { RunOptions } from "../operations/run/inputs.js";
import type { SalesRead } from "./read-sales.js";

const DEFAULT_LIMIT = "10%";

/** Writes the rejected rows as they came, each with its reason, and its file and line where the source has lines. */
export async function writeRejects(read: SalesRead, file: string): Promise<void> {
  const { source, mapping, kinds, numbers } = read.bound;
  const { bad_date, bad_revenue } = read.rejected;
  const original = await source.rows(bad_date + bad_revenue === 0);
  const { dialect } = source;
  const rows = mappedColumns(source.relation, mapping, dialect, numbers, original);
  const columns = originalColumns(original);
  const judged = sales(sql`(${rows}) AS mapped`, mapping, kinds, read.rules, dialect, columns);
  const place = original.numbered ? sql`quintile_file AS file, quintile_line AS line, ` : sql``;
  const order = original.numbered ? sql` ORDER BY quintile_file, quintile_line` : sql``;
  const pending = await source.write(
    sql`SELECT ${place}CASE status WHEN ${literal(ROW_STATUS.bad_date)} THEN 'bad_date' ELSE 'bad_revenue' END AS reason,
      ${dialect.allColumnsOf(identifier("quintile_row"))} FROM (${judged}) AS judged
      WHERE ${isRejected(read)}${order}`,
    file,
  );
  pending.complete();
}

function isRejected(read: SalesRead): Sql {
  const reasons = join([literal(ROW_STATUS.bad_date), literal(ROW_STATUS.bad_revenue)]);
  return sql`status IN (${reasons}) AND NOT ${isMissing(read.bound.kinds.customer, read.bound.source.dialect)}`;
}

/** Raises `REJECTED_ROWS` under `--strict`, and `TOO_MANY_REJECTS` above `--max-rejects`. */
export async function requireFewRejects(read: SalesRead, options: RunOptions): Promise<void> {
  const { bad_date, bad_revenue } = read.rejected;
  const rejected = bad_date + bad_revenue;
  const counts = `${rejected} of ${read.rows} rows were rejected (bad_date ${bad_date}, bad_revenue ${bad_revenue})`;
  const see = options.rejects === undefined ? "--rejects FILE writes them out." : `They are in ${options.rejects}.`;
  if (options.strict === true && rejected > 0) {
    throw new QuintileError("REJECTED_ROWS", `${counts}, and --strict allows none; nothing was published.`, {
      hint: see,
    });
  }
  const limit = parseLimit(options.maxRejects ?? DEFAULT_LIMIT, read.rows);
  if (rejected <= limit) return;
  const reason = bad_date >= bad_revenue ? await dateHint(read.bound) : await amountHint(read);
  throw new QuintileError("TOO_MANY_REJECTS", `${counts}, more than --max-rejects allows; nothing was published.`, {
    hint: [reason, see].filter(Boolean).join(" "),
  });
}

/** Raises `USAGE` for a limit that is none: better before the work than after it. */
export function requireLimit(text = DEFAULT_LIMIT): void {
  parseLimit(text, 0);
}

function parseLimit(text: string, rows: number): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  const value = Number(digits);
  if (
    digits === undefined ||
    (percent === "%" && value > 100) ||
    (percent === "" && value > 1 && !Number.isInteger(value))
  ) {
    throw new QuintileError("USAGE", `--max-rejects ${text} is neither a number of rows nor a share.`, {
      hint: "Write 100 for a hundred rows, or 5% (or 0.05) for a share.",
    });
  }
  if (percent === "%") return (rows * value) / 100;
  return digits.includes(".") ? rows * value : value;
}

const AMOUNT_HINTS: readonly (readonly [string, string])[] = [
  [
    String.raw`\s*`,
    "Many rows have no amount: name another column with --revenue, or leave those rows out: --where '\"COLUMN\" IS NOT NULL'.",
  ],
  [String.raw`\s*[+-]?[0-9.]*,[0-9]{1,2}\s*`, "Amounts look like 1.234,56: add --decimal ','."],
  [
    String.raw`.*\p{Sc}.*`,
    "Amounts carry a currency sign: name a plain column, or strip it, e.g. --revenue \"replace(amount, '$', '')\".",
  ],
  [
    String.raw`\s*[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?\s*`,
    "Amounts are grouped with commas: --revenue \"replace(amount, ',', '')\" removes them.",
  ],
];

async function amountHint(read: SalesRead): Promise<string | undefined> {
  const { source, mapping, kinds, numbers } = read.bound;
  if (kinds.revenue !== "text") return "Check the column named with --revenue.";
  const { dialect } = source;
  const rows = sql`SELECT revenue FROM (${mappedColumns(source.relation, mapping, dialect, numbers)}) AS mapped LIMIT 1000`;
  const text = sql`coalesce(revenue, '')`;
  const counts = AMOUNT_HINTS.map(([pattern], index) => {
    return sql`count(*) FILTER (WHERE ${dialect.matches(text, pattern)}) AS ${identifier(`hint ${index}`)}`;
  });
  const [row = {}] = await source.query(sql`SELECT ${join(counts)} FROM (${rows}) AS sample`);
  const best = AMOUNT_HINTS.map(([, hint], index) => ({ hint, count: Number(row[`hint ${index}`]) })).reduce((a, b) =>
    b.count > a.count ? b : a,
  );
  return best.count > 0 ? best.hint : "Amounts need a point and no grouping: 1234.56.";
}

/** Whether the first amounts are readable with a decimal comma, and none with a point. */
export async function hasDecimalCommas(bound: BoundSales): Promise<boolean> {
  const { source, mapping, kinds, numbers } = bound;
  if (kinds.revenue !== "text") return false;
  const { dialect } = source;
  const start = { ...source.relation, from: source.start };
  const rows = sql`${mappedColumns(start, mapping, dialect, numbers)} LIMIT 1000`;
  const readable = (mark: "." | ","): Sql => dialect.toAmount(identifier("revenue"), "text", mark, "wide");
  const [row = {}] = await source.query(
    sql`SELECT count(${readable(".")}) AS points, count(${readable(",")}) AS commas FROM (${rows}) AS sample`,
  );
  return Number(row["points"]) === 0 && Number(row["commas"]) > 0;
}
