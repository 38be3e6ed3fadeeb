import { QuintileError } from "../../errors.js";
import {
  chooseReading,
  type DateProfile,
  dateLooks,
  dateProfile,
  fittingFormats,
  formatHasTime,
  likelyFormats,
  plainDateProfile,
  readDateProfile,
} from "./date-profile.js";
import { mappedColumns, type SaleRules } from "../../analysis/sales/sales.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { BoundSales } from "../../scoring/bind-sales.js";

/** How the dates of a source become moments. */
export type DateRule = SaleRules["date"];

const SAMPLE_ROWS = 1000;
const FORMAT_CODES = /^(?:[^%]|%[YymdbBHIMSfpzjaA-])+$/;

/**
 * A first idea of how dates are written, from the start of the source: the fast ISO readings where the sample is plain
 * ISO, otherwise what a look at every value says.
 */
export async function firstDateRule(bound: BoundSales, format: string | undefined): Promise<DateRule> {
  const { kinds } = bound;
  if (format !== undefined) return givenFormat(format);
  if (kinds.date === "date") return { reading: "iso", kind: "date" };
  if (kinds.date !== "text") return { reading: "iso", kind: "timestamp" };
  const sample = await plainSample(bound);
  if (sample.values > 0 && sample.isoDates === sample.values) return { reading: "iso-date", kind: "date" };
  if (sample.values > 0 && sample.isoTimestamps === sample.values)
    return { reading: "iso-timestamp", kind: "timestamp" };
  return fullDateRule(bound);
}

/** The rule that a look at every value gives; the order of rows plays no part. Raises `AMBIGUOUS_DATE`. */
async function fullDateRule(bound: BoundSales): Promise<DateRule> {
  const candidates = fittingFormats(await profileSample(bound, 1));
  return chooseReading(await profile(bound, candidates, "all"), columnName(bound));
}

/** After rows were rejected under a fast reading: the rule to start over with, or undefined where it would change nothing. */
export async function slowerDateRule(bound: BoundSales, rule: DateRule): Promise<DateRule | undefined> {
  if (rule.reading !== "iso-date" && rule.reading !== "iso-timestamp") return undefined;
  const all = await profile(bound, [], "all");
  const read = rule.reading === "iso-date" ? all.isoDates : all.isoTimestamps;
  return all.iso === read ? undefined : chooseReading(all, columnName(bound));
}

/** What to try when dates could not be read: formats that most of the first rows fit. */
export async function dateHint(bound: BoundSales): Promise<string | undefined> {
  if (bound.kinds.date !== "text") return undefined;
  const sample = await profileSample(bound, 0.5);
  // ISO 8601 was read already: its own format would bring no row back.
  const most = [...sample.formats]
    .filter(([format, fits]) => fits > sample.values / 2 && !format.startsWith("%Y-%m-%d"))
    .map(([format]) => format);
  if (most.length === 0)
    return `Dates in "${columnName(bound)}" must be ISO 8601 (2024-03-01), or be named with --date-format.`;
  return `Most dates in "${columnName(bound)}" fit ${most.join(" or ")}, but not all: add --date-format '${most[0]}' to read them so.`;
}

async function plainSample(bound: BoundSales): Promise<DateProfile> {
  const [row = {}] = await bound.source.query(plainDateProfile(firstRows(bound), bound.source.dialect));
  return readDateProfile(row, []);
}

/** Counts over the first rows, of the known formats that this share of them may fit. */
async function profileSample(bound: BoundSales, share: number): Promise<DateProfile> {
  const [row = {}] = await bound.source.query(dateLooks(firstRows(bound), bound.source.dialect));
  return profile(bound, likelyFormats(row, share), "sample");
}

/** Counts over the whole source, or over its first rows. */
async function profile(bound: BoundSales, formats: readonly string[], extent: "all" | "sample"): Promise<DateProfile> {
  const { source, mapping, numbers } = bound;
  const rows = extent === "all" ? mappedColumns(source.relation, mapping, source.dialect, numbers) : firstRows(bound);
  const [row = {}] = await source.query(dateProfile(rows, formats, source.dialect));
  return readDateProfile(row, formats);
}

/** The first rows that have a date. */
function firstRows(bound: BoundSales): Sql {
  const start = { ...bound.source.relation, from: bound.source.start };
  const rows = mappedColumns(start, bound.mapping, bound.source.dialect, bound.numbers);
  return sql`SELECT * FROM (${rows}) AS mapped WHERE sale_date IS NOT NULL LIMIT ${SAMPLE_ROWS}`;
}

function givenFormat(format: string): DateRule {
  const isWhole = /%[Yy]/.test(format) && /%[mbB]/.test(format) && /%[d-]/.test(format);
  if (!/%j/.test(format) && (!isWhole || !FORMAT_CODES.test(format))) {
    throw new QuintileError("USAGE", `--date-format ${format} is not a date format.`, {
      hint: "It needs a year, a month and a day. Use codes such as %Y (2024), %y (24), %m, %d, %b (Jan), %H, %M, %S, %I, %p, %z: '%d/%m/%Y %H:%M'.",
    });
  }
  return { reading: { format }, kind: formatHasTime(format) ? "timestamp" : "date" };
}

function columnName(bound: BoundSales): string {
  const { date } = bound.mapping;
  return date.kind === "column" ? date.column.name : date.text;
}
