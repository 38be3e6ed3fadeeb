import { inputName, QuintileError } from "../../errors.js";
import type { DateReading, Dialect } from "../../sql/dialect.js";
import { identifier, join, type Sql, sql } from "../../sql/fragment.js";

/** A way to write days or times: its strptime format, and the shape that text must have to be read so. */
interface Spelling {
  readonly format: string;
  readonly pattern: string;
}

/** A way to write dates that is not ISO 8601. */
interface DateFormat extends Spelling {
  readonly day: Spelling;
  readonly time: Spelling;
}

const DAYS: readonly Spelling[] = [
  ...["/", ".", "-"].flatMap((mark) => {
    const escaped = mark === "." ? String.raw`\.` : mark;
    const four = String.raw`\d{1,2}${escaped}\d{1,2}${escaped}\d{4}`;
    const two = String.raw`\d{1,2}${escaped}\d{1,2}${escaped}\d{2}`;
    return [
      { format: `%d${mark}%m${mark}%Y`, pattern: four },
      { format: `%m${mark}%d${mark}%Y`, pattern: four },
      { format: `%Y${mark}%m${mark}%d`, pattern: String.raw`\d{4}${escaped}\d{1,2}${escaped}\d{1,2}` },
      { format: `%d${mark}%m${mark}%y`, pattern: two },
      { format: `%m${mark}%d${mark}%y`, pattern: two },
      { format: `%y${mark}%m${mark}%d`, pattern: two },
    ];
  }),
  { format: "%Y%m%d", pattern: String.raw`\d{8}` },
  { format: "%d%m%Y", pattern: String.raw`\d{8}` },
  { format: "%m%d%Y", pattern: String.raw`\d{8}` },
  { format: "%d %b %Y", pattern: String.raw`\d{1,2} \p{L}{3} \d{4}` },
  { format: "%d %B %Y", pattern: String.raw`\d{1,2} \p{L}{3,9} \d{4}` },
  { format: "%d/%b/%Y", pattern: String.raw`\d{1,2}/\p{L}{3}/\d{4}` },
  { format: "%d-%b-%Y", pattern: String.raw`\d{1,2}-\p{L}{3}-\d{4}` },
  { format: "%d-%b-%y", pattern: String.raw`\d{1,2}-\p{L}{3}-\d{2}` },
  { format: "%b %d, %Y", pattern: String.raw`\p{L}{3} \d{1,2}, \d{4}` },
  { format: "%B %d, %Y", pattern: String.raw`\p{L}{3,9} \d{1,2}, \d{4}` },
];

const TIMES: readonly Spelling[] = [
  { format: "", pattern: "" },
  { format: " %H:%M", pattern: String.raw` \d{1,2}:\d{2}` },
  { format: " %H:%M:%S", pattern: String.raw` \d{1,2}:\d{2}:\d{2}` },
  { format: " %I:%M %p", pattern: String.raw` \d{1,2}:\d{2} [AaPp][Mm]` },
  { format: ", %I:%M:%S %p", pattern: String.raw`, \d{1,2}:\d{2}:\d{2} [AaPp][Mm]` },
  { format: ", %I:%M %p", pattern: String.raw`, \d{1,2}:\d{2} [AaPp][Mm]` },
  { format: ", %H:%M:%S", pattern: String.raw`, \d{1,2}:\d{2}:\d{2}` },
  { format: ", %H:%M", pattern: String.raw`, \d{1,2}:\d{2}` },
  { format: " %I:%M:%S %p", pattern: String.raw` \d{1,2}:\d{2}:\d{2} [AaPp][Mm]` },
];

/** The readings that are tried when dates are not ISO 8601: every day format with every time format. */
const FORMATS: readonly DateFormat[] = DAYS.flatMap((day) =>
  TIMES.map((time) => ({ format: day.format + time.format, pattern: day.pattern + time.pattern, day, time })),
);

/** How many values of a date column fit each reading. Blank values count for none of them. */
export interface DateProfile {
  readonly values: number;
  readonly isoDates: number;
  readonly isoTimestamps: number;
  readonly iso: number;
  /** Values that fit, by strptime format; only formats that were asked for. */
  readonly formats: ReadonlyMap<string, number>;
  /** Those of them that lie between 1990 and 2100 then, by format. */
  readonly recent: ReadonlyMap<string, number>;
}

/** Counts, in one pass over a `sale_date` column of text, how many values fit ISO 8601 and each of some formats. */
export function dateProfile(rows: Sql, formats: readonly string[], dialect: Dialect): Sql {
  const date = identifier("sale_date");
  const fits = (reading: DateReading): Sql => sql`count(${dialect.readDate(date, reading)})`;
  const counts = formats.flatMap((format, index) => {
    const moment = readIn(date, format, dialect);
    const recent = sql`${moment} >= ${dialect.moment("1990-01-01")} AND ${moment} < ${dialect.moment("2101-01-01")}`;
    return [
      sql`count(${moment}) AS ${identifier(`format ${index}`)}`,
      sql`count(CASE WHEN ${recent} THEN 1 END) AS ${identifier(`recent ${index}`)}`,
    ];
  });
  const all = [...plainCounts(dialect), sql`${fits("iso")} AS iso`, ...counts];
  return sql`SELECT ${join(all)} FROM (${rows}) AS mapped`;
}

/** Counts only the plain ISO readings: a first look that loads no time zones and no regular expressions. */
export function plainDateProfile(rows: Sql, dialect: Dialect): Sql {
  return sql`SELECT ${join(plainCounts(dialect))}, 0 AS iso FROM (${rows}) AS mapped`;
}

function plainCounts(dialect: Dialect): Sql[] {
  const date = identifier("sale_date");
  return [
    sql`count(*) FILTER (WHERE NOT ${dialect.isBlank(date)}) AS "values"`,
    sql`count(${dialect.readDate(date, "iso-date")}) AS iso_dates`,
    sql`count(${dialect.readDate(date, "iso-timestamp")}) AS iso_timestamps`,
  ];
}

/** Patterns by which text starts with a day, and ends with a time or has none. */
const STARTS = new Set(DAYS.map(startOf));
const ENDS = new Set(TIMES.map(endOf));

function startOf({ pattern }: Spelling): string {
  return `${pattern}(,? .*)?`;
}

function endOf({ pattern }: Spelling): string {
  return pattern === "" ? "[^:]*" : `.*${pattern}`;
}

/**
 * Counts how many values look like each way of writing days and times by itself: {@link likelyFormats} makes formats of them.
 * A value that fits a format has both looks, and there are far fewer of them than formats.
 */
export function dateLooks(rows: Sql, dialect: Dialect): Sql {
  const date = identifier("sale_date");
  const looks = [...STARTS, ...ENDS].map(
    (pattern, index) =>
      sql`count(*) FILTER (WHERE ${dialect.matches(date, pattern)}) AS ${identifier(`look ${index}`)}`,
  );
  return sql`SELECT count(*) FILTER (WHERE NOT ${dialect.isBlank(date)}) AS "values", ${join(looks)} FROM (${rows}) AS mapped`;
}

/** The known formats that at least this share of the values may fit, out of the row that {@link dateLooks} returns. */
export function likelyFormats(row: Record<string, unknown>, share: number): string[] {
  const counts = new Map([...STARTS, ...ENDS].map((pattern, index) => [pattern, Number(row[`look ${index}`])]));
  const least = Math.max(1, Number(row["values"]) * share);
  const isLikely = (pattern: string): boolean => (counts.get(pattern) ?? 0) >= least;
  return FORMATS.filter(({ day, time }) => isLikely(startOf(day)) && isLikely(endOf(time))).map(({ format }) => format);
}

/** A date in one of the known formats; null where it does not look so. */
function readIn(date: Sql, format: string, dialect: Dialect): Sql {
  const pattern = FORMATS.find((each) => each.format === format)?.pattern ?? ".*";
  return sql`CASE WHEN ${dialect.matches(date, pattern)} THEN ${dialect.readDate(date, { format })} END`;
}

/** The profile out of the row that {@link dateProfile} returns. */
export function readDateProfile(row: Record<string, unknown>, formats: readonly string[]): DateProfile {
  return {
    values: Number(row["values"]),
    isoDates: Number(row["iso_dates"]),
    isoTimestamps: Number(row["iso_timestamps"]),
    iso: Number(row["iso"]),
    formats: new Map(formats.map((format, index) => [format, Number(row[`format ${index}`])])),
    recent: new Map(formats.map((format, index) => [format, Number(row[`recent ${index}`])])),
  };
}

/** The formats of a profile that every value fits. */
export function fittingFormats(profile: DateProfile): string[] {
  return [...profile.formats].filter(([, fits]) => fits === profile.values && fits > 0).map(([format]) => format);
}

/**
 * Of the formats that every value fits, those that a person would think of: years between 1990 and 2100 come before others,
 * and years of two digits in front are taken only if nothing else fits. A name of a month in full is one in short where all are May.
 */
function likeliestFormats(profile: DateProfile): string[] {
  const fitting = fittingFormats(profile);
  const recent = fitting.filter((format) => profile.recent.get(format) === profile.values);
  const usual = (recent.length > 0 ? recent : fitting).filter((format) => !format.startsWith("%y"));
  const left = usual.length > 0 ? usual : recent.length > 0 ? recent : fitting;
  return left.filter((format) => !(format.includes("%b") && left.includes(format.replace("%b", "%B"))));
}

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/** Whether a format reads a time of day. */
export function formatHasTime(format: string): boolean {
  return /%[HI]/.test(format);
}

/**
 * The reading of a column whose every value has been seen. ISO 8601 comes first; another format is taken only when
 * every value fits it and no second reading does. Raises `AMBIGUOUS_DATE`.
 */
export function chooseReading(
  profile: DateProfile,
  column: string,
): { reading: DateReading; kind: "date" | "timestamp" } {
  const iso = { reading: "iso", kind: profile.iso > profile.isoDates ? "timestamp" : "date" } as const;
  if (profile.iso > 0) return iso;
  const fitting = likeliestFormats(profile);
  const [format] = fitting;
  if (format === undefined) return iso;
  if (fitting.length > 1) {
    throw new QuintileError(
      "AMBIGUOUS_DATE",
      `The dates in "${column}" can be read in ${fitting.length} ways: ${fitting.join(" or ")}.`,
      {
        hint: `Say which one is meant: ${fitting.map((each) => `${inputName("dateFormat")} '${each}'`).join(" or ")}.`,
        tries: fitting.slice(0, MOST_ANSWERS).map((each) => ({ inputs: { dateFormat: each }, means: wordsFor(each) })),
      },
    );
  }
  return { reading: { format }, kind: formatHasTime(format) ? "timestamp" : "date" };
}

/** A format in words: which part of the date comes first, where that is what formats differ in. */
function wordsFor(format: string): string {
  const [, first] = /%([YymdbB])/.exec(format) ?? [];
  const part = first === "d" ? "day first" : first === "Y" || first === "y" ? "year first" : "month first";
  return `dates are ${format}: ${part}`;
}
