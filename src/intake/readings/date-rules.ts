import { inputName, QuintileError } from "../../errors.js";
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
import type { SaleRules } from "../../analysis/sales/sales.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { SaleColumn } from "./sale-column.js";

/** How the dates of a source become moments. */
export type DateRule = SaleRules["date"];

const SAMPLE_ROWS = 1000;
const FORMAT_CODES = /^(?:[^%]|%[YymdbBHIMSfpzjaA-])+$/;

/**
 * A first idea of how dates are written, from the start of the source: the fast ISO readings where the sample is plain
 * ISO, otherwise what a look at every value says.
 */
export async function firstDateRule(dates: SaleColumn, format: string | undefined): Promise<DateRule> {
  if (format !== undefined) return givenFormat(format);
  if (dates.kind === "date") return { reading: "iso", kind: "date" };
  if (dates.kind !== "text") return { reading: "iso", kind: "timestamp" };
  const sample = await plainSample(dates);
  if (sample.values > 0 && sample.isoDates === sample.values) return { reading: "iso-date", kind: "date" };
  if (sample.values > 0 && sample.isoTimestamps === sample.values)
    return { reading: "iso-timestamp", kind: "timestamp" };
  return fullDateRule(dates);
}

/** The rule that a look at every value gives; the order of rows plays no part. Raises `AMBIGUOUS_DATE`. */
async function fullDateRule(dates: SaleColumn): Promise<DateRule> {
  const candidates = fittingFormats(await profileSample(dates, 1));
  return chooseReading(await profile(dates, candidates, "all"), dates.name);
}

/** After rows were rejected under a fast reading: the rule to start over with, or undefined where it would change nothing. */
export async function slowerDateRule(dates: SaleColumn, rule: DateRule): Promise<DateRule | undefined> {
  if (rule.reading !== "iso-date" && rule.reading !== "iso-timestamp") return undefined;
  const all = await profile(dates, [], "all");
  const read = rule.reading === "iso-date" ? all.isoDates : all.isoTimestamps;
  return all.iso === read ? undefined : chooseReading(all, dates.name);
}

/** What to try when dates could not be read: formats that most of the first rows fit. */
export async function dateHint(dates: SaleColumn): Promise<string | undefined> {
  if (dates.kind !== "text") return undefined;
  const sample = await profileSample(dates, 0.5);
  // ISO 8601 was read already: its own format would bring no row back.
  const most = [...sample.formats]
    .filter(([format, fits]) => fits > sample.values / 2 && !format.startsWith("%Y-%m-%d"))
    .map(([format]) => format);
  if (most.length === 0)
    return `Dates in "${dates.name}" must be ISO 8601 (2024-03-01), or be named with ${inputName("dateFormat")}.`;
  return `Most dates in "${dates.name}" fit ${most.join(" or ")}, but not all: add ${inputName("dateFormat")} '${most[0]}' to read them so.`;
}

async function plainSample(dates: SaleColumn): Promise<DateProfile> {
  const [row = {}] = await dates.database.query(plainDateProfile(firstRows(dates), dates.database.dialect));
  return readDateProfile(row, []);
}

/** Counts over the first rows, of the known formats that this share of them may fit. */
async function profileSample(dates: SaleColumn, share: number): Promise<DateProfile> {
  const [row = {}] = await dates.database.query(dateLooks(firstRows(dates), dates.database.dialect));
  return profile(dates, likelyFormats(row, share), "sample");
}

/** Counts over the whole source, or over its first rows. */
async function profile(dates: SaleColumn, formats: readonly string[], extent: "all" | "sample"): Promise<DateProfile> {
  const { database, all } = dates;
  const [row = {}] = await database.query(
    dateProfile(extent === "all" ? all : firstRows(dates), formats, database.dialect),
  );
  return readDateProfile(row, formats);
}

/** The first rows that have a date, wherever they are. */
function firstRows(dates: SaleColumn): Sql {
  return sql`SELECT * FROM (${dates.start}) AS mapped WHERE NOT ${dates.database.dialect.isBlank(identifier("sale_date"))} LIMIT ${SAMPLE_ROWS}`;
}

function givenFormat(format: string): DateRule {
  const isWhole = /%[Yy]/.test(format) && /%[mbB]/.test(format) && /%[d-]/.test(format);
  if (!/%j/.test(format) && (!isWhole || !FORMAT_CODES.test(format))) {
    throw new QuintileError("USAGE", `${inputName("dateFormat")} ${format} is not a date format.`, {
      hint: "It needs a year, a month and a day. Use codes such as %Y (2024), %y (24), %m, %d, %b (Jan), %H, %M, %S, %I, %p, %z: '%d/%m/%Y %H:%M'.",
    });
  }
  return { reading: { format }, kind: formatHasTime(format) ? "timestamp" : "date" };
}
