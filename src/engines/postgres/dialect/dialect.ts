import { baseDialect, FARTHEST_DAY } from "../../../sql/base-dialect.js";
import type { Dialect, NumberNotation } from "../../../sql/dialect.js";
import { keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { plainLetters } from "../../../sql/dates/plain-letters.js";
import { exponential, plain, WHOLE } from "../../../sql/numbers/patterns.js";
import { writtenNumbers } from "../../../sql/numbers/written-number.js";
import { readPostgresDate } from "./dates.js";
import type { ValueKind } from "../../../sql/relation.js";

const KINDS: readonly (readonly [RegExp, ValueKind])[] = [
  [/^(smallint|integer|bigint)$/, "integer"],
  // With so few places that it is an amount as it stands, it is a decimal; any other one is a number.
  [/^numeric\(\d+,[0-4]\)$/, "decimal"],
  [/^numeric/, "number"],
  [/^double precision$/, "float"],
  [/^real$/, "real"],
  [/^(text|citext|name|bpchar|character|character varying)(\(\d+\))?$/, "text"],
  [/^uuid$/, "uuid"],
  [/^date$/, "date"],
  [/^timestamp(\(\d\))? with time zone$/, "instant"],
  [/^timestamp(\(\d\))? without time zone$/, "timestamp"],
];

const ASCII_SPACES = " \t\n\f\r";
const UNICODE_SPACES = `${ASCII_SPACES}\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000`;

/** ±10^14 and a little, so that what rounds to it still fits. */
const LARGEST = keyword("100000000000000.00005");

/**
 * The SQL of PostgreSQL, for a database of an encoding. Sessions must have `TimeZone` set to UTC, `DateStyle` to ISO,
 * `extra_float_digits` to 1 and `standard_conforming_strings` on.
 */
export function postgresDialect(encoding = "UTF8"): Dialect {
  // Another encoding has none of the wider spaces, and would refuse a literal that holds them.
  const spaces = encoding === "UTF8" ? UNICODE_SPACES : ASCII_SPACES;
  const lettersOf = encoding === "UTF8" ? plainLetters : (text: Sql): Sql => text;
  return {
    ...baseDialect({ name: "postgres", kinds: KINDS, double: "DOUBLE PRECISION", matches, replaced }),
    plainLetters: lettersOf,
    readDate: (text, notation, zone = "UTC") => readPostgresDate(text, notation, { zone, plainLetters: lettersOf }),
    digitsOf: (value, kind) =>
      kind === "integer"
        ? sql`CAST(${value} AS TEXT)`
        : sql`CASE WHEN abs(${value}) < 1e17 THEN regexp_replace(CAST(CAST(${value} AS NUMERIC) AS TEXT), '[.]0+$', '') END`,
    toMoment: (value, kind, zone = "UTC") =>
      kind === "instant" ? sql`(${value} AT TIME ZONE ${literal(zone)})` : kind === "date" ? nearDay(value) : value,
    // Days between the dates, less one where the time of day has not come yet: no intervals, which are slow.
    wholeDaysBetween: (from, to) =>
      sql`(CAST(${to} AS DATE) - CAST(${from} AS DATE) - CASE WHEN ${timeOf(from)} > ${timeOf(to)} THEN 1 ELSE 0 END)`,
    nextDay: (moment, kind) =>
      kind === "date" ? sql`(CAST(${moment} AS DATE) + 1)` : sql`(${moment} + INTERVAL '1 day')`,
    // A subquery is taken into the one around it, which copies its expressions, but for one that skips rows.
    computeOnce: (query) => sql`${query} OFFSET 0`,
    allColumnsOf: (record) => sql`(${record}).*`,

    toAmount,
    isAmount,
    numberText: (text, notation) => readNumber(text, notation, (digits) => digits),
    timesRate: (amount, rate) => sql`round(${amount} * ${rate}, 4)`,
    sumOfAmounts: (amount) => sql`CASE WHEN abs(sum(${amount})) < 1e33 THEN CAST(sum(${amount}) AS NUMERIC(38,4)) END`,
    narrowSum: (sum) => sum,

    toNumber: (text, notation, _digits, places) =>
      readNumber(text, notation, (bare) => sql`round(CAST(${bare} AS NUMERIC), ${literal(places)})`),
    isBlank: (text) => sql`(btrim(${text}, ${literal(spaces)}) = '')`,
    isNotANumber: (value) => sql`(${value} = 'NaN')`,
    // Without a collation of its own, text that some collation holds for equal would be one customer.
    groupingKey: (id, kind) => (kind === "text" ? sql`(CAST(${id} AS TEXT) COLLATE "C")` : id),
    // Columns of different collations cannot be compared, so the published one has the database's. Equal decimals may
    // be written with more or fewer zeros, and which of them a group keeps is chance.
    publishedKey: (id, kind) =>
      kind === "text" ? sql`(${id} COLLATE "default")` : kind === "number" ? sql`trim_scale(${id})` : id,
    byCodePoint: (value, kind) => (kind === "text" ? sql`${value} COLLATE "C"` : value),
  };
}

/** A day that can be cast to a timestamp: a date may be twenty times as far away. */
function nearDay(day: Sql): Sql {
  return sql`CASE WHEN ${day} < ${literal(FARTHEST_DAY)} THEN ${day} END`;
}

function timeOf(moment: Sql): Sql {
  return sql`CAST(CAST(${moment} AS TIMESTAMP) AS TIME)`;
}

function matches(text: Sql, pattern: string): Sql {
  return sql`(${text} ~ ${literal(`^(?:${known(pattern)})$`)})`;
}

function replaced(text: Sql, pattern: string, by: string): Sql {
  return sql`regexp_replace(${text}, ${literal(known(pattern))}, ${literal(by)}, 'g')`;
}

/**
 * Classes by Unicode property are not known here, and those of digits and spaces may hold what no cast can read. A database of
 * another encoding would refuse characters that it does not have, but not their numbers.
 */
function known(pattern: string): string {
  return pattern
    .replaceAll(String.raw`\d`, "[0-9]")
    .replaceAll(String.raw`\s`, String.raw`[ \t\n\v\f\r]`)
    .replaceAll(String.raw`\p{L}`, "[[:alpha:]]")
    .replaceAll(String.raw`\p{Sc}`, String.raw`[$\u00a2-\u00a5\u20a0-\u20bf]`)
    .replaceAll(/[^\0-\x7F]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * An amount in the type that costs least to sum: numeric of any width, or a whole number. Converting decimals to whole
 * numbers of 1/10,000 would cost more than their sum saves (docs/decisions/0006).
 */
function toAmount(value: Sql, kind: ValueKind, notation: NumberNotation): Sql {
  switch (kind) {
    case "integer":
    case "decimal":
      return value;
    // Its text is the shortest decimal that tells it from all others.
    case "real":
      return sql`CASE WHEN abs(${value}) < 1e15 THEN ${roundedWithin(sql`CAST(CAST(${value} AS TEXT) AS NUMERIC)`)} END`;
    case "float":
      return floatAmount(sql`CAST(${value} AS DOUBLE PRECISION)`);
    case "text":
      return readNumber(value, notation, (digits) => roundedWithin(sql`CAST(${digits} AS NUMERIC)`));
    default:
      return sql`round(${value}, 4)`;
  }
}

/** Looks at the value rather than at the amount, which is then computed once for each row, for its sum. */
function isAmount(value: Sql, amount: Sql, kind: ValueKind): Sql {
  switch (kind) {
    case "integer":
      return sql`coalesce(${value} BETWEEN -100000000000000 AND 100000000000000, false)`;
    case "decimal":
    case "number":
      return sql`coalesce(${isWithin(value)}, false)`;
    default:
      return sql`${amount} IS NOT NULL`;
  }
}

/** NaN is greater than every number here, so that it falls out with what is too large. */
function isWithin(value: Sql): Sql {
  return sql`(${value} > -${LARGEST} AND ${value} < ${LARGEST})`;
}

function roundedWithin(value: Sql): Sql {
  return sql`CASE WHEN ${isWithin(value)} THEN round(${value}, 4) END`;
}

/** Multiplying in binary is exact enough only while the product stays below 2^53; beyond, the shortest text says the number. */
function floatAmount(value: Sql): Sql {
  const product = sql`abs(${value}) * 10000`;
  const rounded = sql`trunc(${product}) + CASE WHEN ${product} - trunc(${product}) >= 0.5 THEN 1 ELSE 0 END`;
  return sql`CASE WHEN abs(${value}) < 900000000000 THEN CAST(CAST(sign(${value}) * (${rounded}) AS BIGINT) AS NUMERIC) * 0.0001
    WHEN abs(${value}) < 1e15 THEN ${roundedWithin(sql`CAST(CAST(${value} AS TEXT) AS NUMERIC)`)} END`;
}

function readNumber(text: Sql, notation: NumberNotation, cast: (digits: Sql) => Sql): Sql {
  if (notation === "whole") return sql`CASE WHEN ${matches(text, WHOLE)} THEN ${cast(text)} END`;
  const { decimal } = notation;
  const [usual, dashed] = writtenNumbers(text, notation, { matches, replaced });
  const pointed = decimal === "," ? sql`replace(${text}, ',', '.')` : text;
  return sql`CASE WHEN ${matches(text, `${plain(decimal)}|${exponential(decimal)}`)} THEN ${cast(pointed)}
    WHEN ${usual.isOne} THEN ${cast(sql`(${usual.digits})`)} WHEN ${dashed.isOne} THEN ${cast(sql`(${dashed.digits})`)} END`;
}
