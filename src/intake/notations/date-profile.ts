import { isWordy } from "../../sql/dates/date-captures.js";
import type { DateNotation, Dialect } from "../../sql/dialect.js";
import { identifier, join, type Sql, sql } from "../../sql/fragment.js";
import { dateNotationNamed, readsTimes } from "./date-notations.js";
import type { DateSpelling } from "./date-spellings.js";

/** A notation that is not ISO 8601, by its name, and the pattern that text must fit to be read so. */
export type Candidate = Pick<DateSpelling, "format" | "pattern">;

/** How many values of a date column fit each notation. Blank values count for none of them. */
export interface DateProfile {
  readonly values: number;
  readonly isoDates: number;
  readonly isoTimestamps: number;
  readonly iso: number;
  /** Numbers with places behind the point: parts of a day, where days are counted. */
  readonly broken: number;
  /** Values that fit, by the name of the notation; only notations that were asked for. */
  readonly formats: ReadonlyMap<string, number>;
  /** Those of them that lie between 1990 and 2100 then, by the name of the notation. */
  readonly recent: ReadonlyMap<string, number>;
}

/** Counts, in one pass over dates in text, how many values fit ISO 8601 and each of some notations. */
export function dateProfile(rows: Sql, date: Sql, candidates: readonly Candidate[], dialect: Dialect): Sql {
  const areDays = candidates.length > 0 && candidates.every(({ format }) => !readsTimes(dateNotationNamed(format)));
  // There are few days; each is read once.
  const dates = areDays
    ? sql`SELECT ${date} AS sale_date, count(*) AS times FROM (${rows}) AS mapped GROUP BY ${date}`
    : sql`SELECT ${date} AS sale_date, 1 AS times FROM (${rows}) AS mapped`;
  const text = identifier("sale_date");
  const moments = candidates.map(
    (candidate, index) => sql`${readIn(text, candidate, dialect)} AS ${identifier(`moment ${index}`)}`,
  );
  const counts = candidates.flatMap((_, index) => {
    const moment = identifier(`moment ${index}`);
    const recent = sql`${moment} >= ${dialect.moment("1990-01-01")} AND ${moment} < ${dialect.moment("2101-01-01")}`;
    return [counted(sql`${moment} IS NOT NULL`, `format ${index}`), counted(recent, `recent ${index}`)];
  });
  const broken = candidates.some(isOfDays) ? [counted(dialect.matches(text, ".*[.,][0-9]*[1-9][0-9]*"), "broken")] : [];
  const all = [...plainCounts(text, dialect), counted(isRead(text, "iso", dialect), "iso"), ...broken, ...counts];
  const read = sql`SELECT ${join([text, identifier("times"), ...moments])} FROM (${dates}) AS dates`;
  return sql`SELECT ${join(all)} FROM (${dialect.computeOnce(read)}) AS read`;
}

/** How many dates meet a condition; each stands for as many as there are of it. */
function counted(condition: Sql, name: string): Sql {
  return sql`sum(CASE WHEN ${condition} THEN times ELSE 0 END) AS ${identifier(name)}`;
}

function isOfDays({ format }: Candidate): boolean {
  return format.startsWith("days ");
}

function isRead(date: Sql, notation: DateNotation, dialect: Dialect): Sql {
  return sql`${dialect.readDate(date, notation)} IS NOT NULL`;
}

/** What databases write where there is no date: `0000-00-00 00:00:00`. */
const NOUGHT = String.raw`\s*0+[-/.]0+[-/.]0+([ T]00:00(:00([.]0+)?)?)?\s*`;

/** True for text that says that there is no date: it is blank, or all of it nought. */
export function isNoDate(date: Sql, dialect: Dialect): Sql {
  return sql`(${dialect.isBlank(date)} OR ${isNought(date, dialect)})`;
}

/** True for a date of nought alone. */
export function isNought(date: Sql, dialect: Dialect): Sql {
  return sql`(${date} LIKE '00%' AND ${dialect.matches(date, NOUGHT)})`;
}

/** Counts only the plain ISO notations: a first look that loads no time zones and no regular expressions. */
export function plainDateProfile(rows: Sql, date: Sql, dialect: Dialect): Sql {
  const dates = sql`SELECT ${date} AS sale_date, 1 AS times FROM (${rows}) AS mapped`;
  return sql`SELECT ${join(plainCounts(identifier("sale_date"), dialect))}, 0 AS iso FROM (${dates}) AS dates`;
}

function plainCounts(date: Sql, dialect: Dialect): Sql[] {
  return [
    counted(sql`NOT ${isNoDate(date, dialect)}`, "values"),
    counted(isRead(date, "iso-date", dialect), "iso_dates"),
    counted(isRead(date, "iso-timestamp", dialect), "iso_timestamps"),
  ];
}

/** A date in one of the known ways; null where it does not look so. */
function readIn(date: Sql, { format, pattern }: Candidate, dialect: Dialect): Sql {
  const text = isWordy(format) ? dialect.plainLetters(date) : date;
  return sql`CASE WHEN ${dialect.matches(text, pattern)} THEN ${dialect.readDate(date, dateNotationNamed(format))} END`;
}

/** The profile out of the row that {@link dateProfile} returns. */
export function readDateProfile(row: Record<string, unknown>, candidates: readonly Candidate[]): DateProfile {
  const byFormat = (name: string): ReadonlyMap<string, number> =>
    new Map(candidates.map(({ format }, index) => [format, Number(row[`${name} ${index}`])]));
  return {
    values: Number(row["values"]),
    isoDates: Number(row["iso_dates"]),
    isoTimestamps: Number(row["iso_timestamps"]),
    iso: Number(row["iso"]),
    broken: Number(row["broken"] ?? 0),
    formats: byFormat("format"),
    recent: byFormat("recent"),
  };
}
