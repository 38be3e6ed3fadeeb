import { keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { baseDialect, FARTHEST_DAY } from "../../../sql/base-dialect.js";
import { capturesOf } from "../../../sql/date-captures.js";
import type { DateReading, DecimalMark, Dialect } from "../../../sql/dialect.js";
import type { ValueKind } from "../../../sql/relation.js";

const KINDS: readonly (readonly [RegExp, ValueKind])[] = [
  [/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/, "integer"],
  [/^DECIMAL\(\d+,0\)$/, "integer"],
  [/^DECIMAL/, "decimal"],
  [/^DOUBLE$/, "float"],
  [/^FLOAT$/, "real"],
  [/^(VARCHAR|ENUM.*)$/, "text"],
  [/^UUID$/, "uuid"],
  [/^DATE$/, "date"],
  [/^TIMESTAMP( WITH TIME ZONE|TZ)$/, "instant"],
  [/^TIMESTAMP(_\w+)?$/, "timestamp"],
];

const TIME = String.raw`[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?`;
const ISO = String.raw`\d{4}-\d{2}-\d{2}(${TIME})?`;
const ISO_WITH_OFFSET = String.raw`\d{4}-\d{2}-\d{2}${TIME} ?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)`;

/** The SQL of embedded DuckDB. Expressions that people write need sessions with `TimeZone` set to UTC; ours do not. */
export const duckdbDialect: Dialect = {
  ...baseDialect({
    name: "duckdb",
    kinds: KINDS,
    double: "DOUBLE",
    matches: (text, pattern) => sql`regexp_full_match(${text}, ${literal(pattern)})`,
  }),
  readDate,
  toMoment: (value, kind) =>
    kind === "date" ? nearDay(value) : kind === "instant" ? inUtc(value) : sql`TRY_CAST(${value} AS TIMESTAMP)`,
  wholeDaysBetween: (from, to) =>
    sql`CAST((epoch_us(CAST(${to} AS TIMESTAMP)) - epoch_us(CAST(${from} AS TIMESTAMP))) // 86400000000 AS INTEGER)`,
  nextDay: (moment, kind) => (kind === "date" ? sql`(CAST(${moment} AS DATE) + 1)` : sql`(${moment} + INTERVAL 1 DAY)`),
  allColumnsOf: (record) => sql`${record}.*`,

  toAmount,

  toNumber: (text) => sql`TRY_CAST(${text} AS DOUBLE)`,
  isCanonicalInteger: (text) =>
    sql`(strlen(${text}) <= 18 + CAST(starts_with(${text}, '-') AS INTEGER) AND coalesce(CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR) = ${text}, false))`,
  isNotANumber: (value) => sql`isnan(${value})`,
  wholeQuotient: (dividend, divisor) => sql`(${dividend} // ${literal(divisor)})`,
};

/** A day that can be compared with a timestamp: a date may be twenty times as far away as a timestamp. */
function nearDay(day: Sql): Sql {
  return sql`CASE WHEN ${day} > '290307-01-01 (BC)' AND ${day} < ${literal(FARTHEST_DAY)} THEN ${day} END`;
}

/** ISO 8601 in fixed width. The patterns keep out offsets, which a cast to a timestamp would drop in silence. */
const FIXED_DATE = (text: Sql): Sql => sql`(${text} LIKE '____-__-__' AND ${text} >= '0')`;
const FIXED_TIMESTAMP = (text: Sql): Sql => sql`(${text} LIKE '____-__-_____:__:__' AND ${text} >= '0')`;

/** Dates become timestamps too: a cast to DATE would forgive whatever stands behind the day. */
function readDate(text: Sql, reading: DateReading): Sql {
  const cast = sql`TRY_CAST(${text} AS TIMESTAMP)`;
  switch (reading) {
    case "iso-date":
      return sql`CASE WHEN ${FIXED_DATE(text)} THEN ${cast} END`;
    case "iso-timestamp":
      return sql`CASE WHEN ${FIXED_TIMESTAMP(text)} OR ${FIXED_DATE(text)} THEN ${cast} END`;
    case "iso":
      return sql`CASE WHEN ${FIXED_TIMESTAMP(text)} OR ${FIXED_DATE(text)} THEN ${cast}
        WHEN regexp_full_match(trim(${text}), ${literal(ISO)}) THEN TRY_CAST(trim(${text}) AS TIMESTAMP)
        WHEN regexp_full_match(trim(${text}), ${literal(ISO_WITH_OFFSET)}) THEN ${inUtc(sql`TRY_CAST(${castable(sql`trim(${text})`)} AS TIMESTAMPTZ)`)} END`;
    default: {
      const parsed = sql`try_strptime(${text}, ${literal(reading.format)})`;
      const read = reading.format.includes("%z") ? inUtc(parsed) : parsed;
      return strictly(text, reading.format, read);
    }
  }
}

/** The engine takes fewer digits than four for %Y, and lets the 366th day of a common year be the first of the next. */
function strictly(text: Sql, format: string, moment: Sql): Sql {
  const { pattern, positions } = capturesOf(format);
  const whole = literal(`(?i)${pattern}`);
  const dayOfYear = positions.get("j");
  if (dayOfYear !== undefined) {
    const written = sql`TRY_CAST(regexp_extract(${text}, ${whole}, ${literal(dayOfYear)}) AS INTEGER)`;
    return sql`CASE WHEN regexp_full_match(${text}, ${whole}) AND dayofyear(${moment}) = ${written} THEN ${moment} END`;
  }
  if (!positions.has("Y")) return moment;
  // Only early years can be short ones: all others need no pattern.
  return sql`CASE WHEN ${moment} >= TIMESTAMP '1000-01-01' OR regexp_full_match(${text}, ${whole}) THEN ${moment} END`;
}

/** A cast would go by the time zone of the session, and take twenty times as long. Null for an infinite moment. */
function inUtc(instant: Sql): Sql {
  return sql`make_timestamp(epoch_us(${instant}))`;
}

/** ISO 8601 as the cast wants it: seconds before an offset, and no blank between them (Shopify writes one). */
function castable(text: Sql): Sql {
  const withSeconds = sql`regexp_replace(${text}, '([ T][0-9]{2}:[0-9]{2})( ?(?:Z|[+-][0-9:]+))$', '\\1:00\\2')`;
  return sql`regexp_replace(${withSeconds}, ' (Z|[+-][0-9:]+)$', '\\1')`;
}

function toAmount(value: Sql, kind: ValueKind, mark: DecimalMark, width: "narrow" | "wide"): Sql {
  const type = keyword(width === "narrow" ? "DECIMAL(18,4)" : "DECIMAL(38,4)");
  const cast = (inner: Sql): Sql => sql`TRY_CAST(${inner} AS ${type})`;
  const bounded = (amount: Sql): Sql =>
    width === "narrow" ? amount : sql`CASE WHEN abs(${amount}) <= 100000000000000 THEN ${amount} END`;
  if (kind === "text") return bounded(textAmount(value, mark, cast));
  if (kind === "real") return bounded(cast(shortest(value)));
  // The cast multiplies by 10^4 in binary, which is exact enough only while that stays below 2^53.
  if (kind === "float") {
    return bounded(
      sql`CASE WHEN abs(${value}) < 900000000000 THEN ${cast(value)} ELSE ${cast(sql`CAST(${value} AS VARCHAR)`)} END`,
    );
  }
  return bounded(cast(value));
}

/**
 * The shortest decimal that tells a number of 32 bits from all others, as text or as a number of 64 bits. Below 2^17, where these
 * numbers are less than a hundredth apart, it is the one with at most two places if there is one; and text takes ten times as long.
 */
function shortest(real: Sql): Sql {
  const cents = sql`round(CAST(${real} AS DOUBLE), 2)`;
  return sql`CASE WHEN abs(${real}) < 131072 AND CAST(${cents} AS FLOAT) = ${real} THEN CAST(${cents} AS DECIMAL(38,4)) ELSE TRY_CAST(CAST(${real} AS VARCHAR) AS DECIMAL(38,4)) END`;
}

/** A whole or decimal number as a cast reads it, without an exponent. */
const PLAIN = String.raw`[\s\v]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)[\s\v]*`;
/** A number with an exponent: its sign, the digits before and after the point, and the exponent are captured. */
const EXPONENT = String.raw`[\s\v]*([+-]?)(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))[eE]([+-]?[0-9]{1,3})[\s\v]*`;
const COMMA = String.raw`[\s\v]*[+-]?([0-9]{1,3}(\.[0-9]{3})+(,[0-9]*)?|[0-9]+(,[0-9]*)?|,[0-9]+)[\s\v]*`;

/**
 * The cast takes a sign alone and a blank for zero, `1e ` and `1_000` for numbers, and rounds what an exponent makes small
 * away from zero. So it sees only what a pattern lets through; most amounts are told without one.
 */
function textAmount(text: Sql, mark: DecimalMark, cast: (text: Sql) => Sql): Sql {
  if (mark === ",") {
    const digits = sql`replace(replace(${text}, '.', ''), ',', '.')`;
    return sql`CASE WHEN regexp_full_match(${text}, ${literal(COMMA)}) THEN ${cast(digits)} END`;
  }
  return sql`CASE WHEN NOT (${text} GLOB '*[!0-9.]*') OR regexp_full_match(${text}, ${literal(PLAIN)}) THEN ${cast(text)}
    WHEN regexp_full_match(${text}, ${literal(EXPONENT)}) THEN ${cast(withoutExponent(text))} END`;
}

/** The same number in digits alone: its point is moved, in text, by as many places as the exponent says. */
function withoutExponent(text: Sql): Sql {
  const part = (group: number): Sql => sql`regexp_extract(${text}, ${literal(EXPONENT)}, ${literal(group)})`;
  const point = sql`(strlen(${part(2)}) + TRY_CAST(${part(5)} AS INTEGER))`;
  const digits = sql`(${part(2)} || ${part(3)} || ${part(4)})`;
  return sql`${part(1)} || '0' || left(${digits} || ${zeros(sql`${point} - strlen(${digits})`)}, greatest(${point}, 0)) || '.' || ${zeros(sql`-${point}`)} || substr(${digits}, greatest(${point}, 0) + 1)`;
}

function zeros(count: Sql): Sql {
  return sql`repeat('0', greatest(${count}, 0))`;
}
