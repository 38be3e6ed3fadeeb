import { join, keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { baseDialect, FARTHEST_DAY } from "../../../sql/base-dialect.js";
import type { DecimalMark, Dialect, NumberNotation } from "../../../sql/dialect.js";
import { besideCurrency, exponential, grouped, plain, WHOLE } from "../../../sql/numbers/patterns.js";
import { type TextFunctions, writtenNumbers } from "../../../sql/numbers/written-number.js";
import type { ValueKind } from "../../../sql/relation.js";
import { duckdbPlainLetters, readDuckdbDate, wallClock } from "./dates.js";

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

const TEXT: TextFunctions = {
  matches: (text, pattern) => sql`regexp_full_match(${text}, ${literal(visible(pattern))})`,
  replaced: (text, pattern, by) => sql`regexp_replace(${text}, ${literal(visible(pattern))}, ${literal(by)}, 'g')`,
};

/** A pattern with characters beyond ASCII by their numbers, since blanks of all kinds look alike where SQL is printed. */
function visible(pattern: string): string {
  return pattern.replaceAll(/[^\0-\x7F]/gu, (character) => `\\x{${(character.codePointAt(0) as number).toString(16)}}`);
}

/** The SQL of embedded DuckDB. Expressions that people write need sessions with `TimeZone` set to UTC; ours do not. */
export const duckdbDialect: Dialect = {
  ...baseDialect({
    name: "duckdb",
    kinds: KINDS,
    double: "DOUBLE",
    ...TEXT,
  }),
  plainLetters: duckdbPlainLetters,
  readDate: readDuckdbDate,
  toMoment: (value, kind, zone = "UTC") =>
    kind === "date"
      ? nearDay(value)
      : kind === "instant"
        ? wallClock(value, zone)
        : sql`TRY_CAST(${value} AS TIMESTAMP)`,
  wholeDaysBetween: (from, to) =>
    sql`CAST((epoch_us(CAST(${to} AS TIMESTAMP)) - epoch_us(CAST(${from} AS TIMESTAMP))) // 86400000000 AS INTEGER)`,
  nextDay: (moment, kind) => (kind === "date" ? sql`(CAST(${moment} AS DATE) + 1)` : sql`(${moment} + INTERVAL 1 DAY)`),
  allColumnsOf: (record) => sql`${record}.*`,

  toAmount,
  numberText: (text, notation) => sql`CASE ${numberCases(text, notation, (digits) => digits)} END`,

  toNumber,
  isCanonicalInteger: (text) =>
    sql`(strlen(${text}) <= 18 + CAST(starts_with(${text}, '-') AS INTEGER) AND coalesce(CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR) = ${text}, false))`,
  isNotANumber: (value) => sql`isnan(${value})`,
  asCategory: (text, values) => sql`TRY_CAST(${text} AS ENUM(${join(values.map((value) => literal(value)))}))`,
  wholeQuotient: (dividend, divisor) => sql`(${dividend} // ${literal(divisor)})`,
};

/** A day that can be compared with a timestamp: a date may be twenty times as far away as a timestamp. */
function nearDay(day: Sql): Sql {
  return sql`CASE WHEN ${day} > '290307-01-01 (BC)' AND ${day} < ${literal(FARTHEST_DAY)} THEN ${day} END`;
}

function toAmount(value: Sql, kind: ValueKind, notation: NumberNotation, width: "narrow" | "wide"): Sql {
  const type = keyword(width === "narrow" ? "DECIMAL(18,4)" : "DECIMAL(38,4)");
  const cast = (inner: Sql): Sql => sql`TRY_CAST(${inner} AS ${type})`;
  const bounded = (amount: Sql): Sql =>
    width === "narrow" ? amount : sql`CASE WHEN abs(${amount}) <= 100000000000000 THEN ${amount} END`;
  if (kind === "text") return bounded(castNumber(value, notation, cast));
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

/** Decimals of so many digits, whatever their places, have room beside each other in the widest, which has ten more. */
const USUAL_DIGITS = 28;

/** A decimal that is wide enough for what expressions make of it. Text is parsed a hundred times faster as a narrow one. */
function toNumber(text: Sql, notation: NumberNotation, digits: number, places: number): Sql {
  const all = digits + places;
  const type = (width: number): Sql => keyword(`DECIMAL(${width},${places})`);
  const parsed = castNumber(text, notation, (bare) => sql`TRY_CAST(${bare} AS ${type(all > 18 ? 38 : 18)})`);
  return all > USUAL_DIGITS ? parsed : sql`CAST(${parsed} AS ${type(USUAL_DIGITS)})`;
}

/** All space of ASCII: RE2 leaves out the vertical tab. */
const spaces = (pattern: string): string => pattern.replaceAll(String.raw`\s`, String.raw`[\s\v]`);

/**
 * The cast takes a sign alone and a blank for zero, `1e ` and `1_000` for numbers, and rounds what an exponent makes small
 * away from zero. So it sees only what a pattern lets through. Most numbers need none: of digits and marks alone, the cast
 * takes what is a number.
 */
function castNumber(text: Sql, notation: NumberNotation, cast: (text: Sql) => Sql): Sql {
  const mark = notation === "whole" ? "" : notation.decimal;
  const pointed = mark === "," ? sql`replace(${text}, ',', '.')` : text;
  const money = notation === "whole" ? sql`` : moneyCases(text, notation, cast);
  return sql`CASE ${money}WHEN NOT (${text} GLOB ${literal(`*[!0-9${mark}]*`)}) THEN ${cast(pointed)} ${numberCases(text, notation, cast)} END`;
}

/** The cases of what is a number in a notation. */
function numberCases(text: Sql, notation: NumberNotation, cast: (text: Sql) => Sql): Sql {
  const matches = (value: Sql, pattern: string): Sql => TEXT.matches(value, spaces(pattern));
  const fits = (pattern: string): Sql => matches(text, pattern);
  if (notation === "whole") return sql`WHEN ${fits(WHOLE)} THEN ${cast(text)}`;
  const { decimal } = notation;
  const pointed = decimal === "," ? sql`replace(${text}, ',', '.')` : text;
  const [usual, dashed] = writtenNumbers(text, notation, { ...TEXT, matches });
  // The second case is one of those that people write, and needs no look at its sign.
  return sql`WHEN ${fits(plain(decimal))} THEN ${cast(pointed)} WHEN ${fits(grouped(decimal))} THEN ${cast(ungrouped(text, decimal))} WHEN ${usual.isOne} THEN ${cast(sql`(${usual.digits})`)}
    WHEN ${dashed.isOne} THEN ${cast(sql`(${dashed.digits})`)} WHEN ${fits(exponential(decimal))} THEN ${cast(sql`(${withoutExponent(text, decimal)})`)}`;
}

/** More words than these are not those of one column, and would be tried in vain. */
const MOST_WORDS = 3;

/**
 * The cases of what people write most beside a currency, each followed by a blank: where it stands is known, so that what is left can
 * be cut out. A cast forgives the blank.
 */
function moneyCases(
  text: Sql,
  { decimal, currencies }: Exclude<NumberNotation, "whole">,
  cast: (text: Sql) => Sql,
): Sql {
  if (currencies.length > MOST_WORDS) return sql``;
  const cases = currencies.flatMap((word) => {
    const length = [...word].length;
    const { before, behind } = besideCurrency(decimal, word);
    return [
      { pattern: before, number: sql`substr(${text}, ${literal(length + 1)})` },
      { pattern: behind, number: sql`left(${text}, ${literal(-length)})` },
    ];
  });
  const pointed = (number: Sql): Sql => (decimal === "," ? sql`replace(${number}, ',', '.')` : number);
  return join(
    [
      ...cases.map(
        ({ pattern, number }) => sql`WHEN ${TEXT.matches(text, pattern.plain)} THEN ${cast(pointed(number))} `,
      ),
      ...cases.map(
        ({ pattern, number }) =>
          sql`WHEN ${TEXT.matches(text, pattern.grouped)} THEN ${cast(ungrouped(number, decimal))} `,
      ),
    ],
    "",
  );
}

/** Digits in groups without the marks between them, and with a point. */
function ungrouped(text: Sql, mark: DecimalMark): Sql {
  return mark === "," ? sql`replace(replace(${text}, '.', ''), ',', '.')` : sql`replace(${text}, ',', '')`;
}

/** The same number in digits alone: its mark is moved, in text, by as many places as the exponent says. */
function withoutExponent(text: Sql, mark: DecimalMark): Sql {
  const pattern = literal(spaces(exponential(mark)));
  const part = (group: number): Sql => sql`regexp_extract(${text}, ${pattern}, ${literal(group)})`;
  const point = sql`(strlen(${part(2)}) + TRY_CAST(${part(5)} AS INTEGER))`;
  const digits = sql`(${part(2)} || ${part(3)} || ${part(4)})`;
  return sql`${part(1)} || '0' || left(${digits} || ${zeros(sql`${point} - strlen(${digits})`)}, greatest(${point}, 0)) || '.' || ${zeros(sql`-${point}`)} || substr(${digits}, greatest(${point}, 0) + 1)`;
}

function zeros(count: Sql): Sql {
  return sql`repeat('0', greatest(${count}, 0))`;
}
