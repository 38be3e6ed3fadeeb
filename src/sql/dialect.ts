import type { DateCount } from "./dates/date-counts.js";
import type { Sql, SqlValue } from "./fragment.js";
import type { NumberNotation } from "./numbers/notation.js";
import type { ValueKind } from "./relation.js";

export type { DecimalMark, NumberNotation } from "./numbers/notation.js";

/**
 * How dates are written in a text column. `iso-date` and `iso-timestamp` are the fast cases of `iso`; a format is that of strptime,
 * whose names of months and weekdays are those of nine languages.
 */
export type DateNotation =
  "iso-date" | "iso-timestamp" | "iso" | { readonly format: string } | DateCount | TwoNotations;

/** How the dates of a column are written of which some are written in one way, and the others in another. */
export interface TwoNotations {
  /** The second reads what the first does not. */
  readonly either: readonly [first: "iso" | { readonly format: string }, second: { readonly format: string }];
}

/**
 * What the pipeline asks of an engine's SQL: meanings, not spellings. A new engine answers these and nothing else.
 * Every method takes and returns fragments; `null` in gives `null` out unless it says otherwise.
 */
export interface Dialect {
  readonly name: string;
  quoteIdentifier(name: string): string;
  quoteLiteral(value: SqlValue): string;
  /** The n-th parameter, counted from 1. */
  parameter(position: number): string;
  /** The family an engine's type belongs to. */
  kindOf(type: string): ValueKind;

  /** Text with letters of ASCII in place of those with accents, as far as the data can hold any. */
  plainLetters(text: Sql): Sql;
  /** True where text fits a pattern (regular expression) from start to end. */
  matches(text: Sql, pattern: string): Sql;
  /** Text with plain characters, or nothing, in the place of whatever fits a pattern. */
  replaced(text: Sql, pattern: string, by: string): Sql;
  /**
   * A timestamp out of text, midnight for a date; null where the text does not fit the notation. What says at which instant it
   * was (an offset, seconds since 1970) becomes the time that the clocks of a zone showed then. Default: UTC.
   */
  readDate(text: Sql, notation: DateNotation, zone?: string): Sql;
  /** The digits of a number as text, without an exponent and without zeros alone behind a point; anything for what is no finite number. */
  digitsOf(value: Sql, kind: ValueKind): Sql;
  /**
   * A date or timestamp out of a typed column, of the clocks of a zone (default: UTC) where it is an instant; null, or infinite, for a
   * date that is farther away than a timestamp can be.
   */
  toMoment(value: Sql, kind: ValueKind, zone?: string): Sql;
  /** True for a moment that is neither null nor infinite; never null. */
  isMoment(moment: Sql): Sql;
  /** A date or timestamp out of ISO text that has been checked already. */
  moment(iso: string): Sql;
  /** Whole days that have passed from one moment to a later or equal one. */
  wholeDaysBetween(from: Sql, to: Sql): Sql;
  /** The moment one day later, as a date or a timestamp. */
  nextDay(moment: Sql, kind: "date" | "timestamp"): Sql;
  /** A query that computes its expressions once for each row, however often the query around it names them. */
  computeOnce(query: Sql): Sql;
  /** All columns of a row that was selected as one record. */
  allColumnsOf(record: Sql): Sql;
  /** ISO 8601 text of a moment; a date stays a date. */
  momentText(moment: Sql): Sql;

  /**
   * An exact amount with 4 places out of text or a number, rounded half away from zero. The narrow one holds amounts below
   * ±10^14 and is fast; the wide one holds them all. Where {@link isAmount} is false it may be null, or anything.
   */
  toAmount(value: Sql, kind: ValueKind, notation: NumberNotation, width: "narrow" | "wide"): Sql;
  /** True where a value is a number within ±10^14, and `amount` what {@link toAmount} made of it; never null. */
  isAmount(value: Sql, amount: Sql, kind: ValueKind): Sql;
  /** An amount times a rate of at most 10 places, rounded once, half away from zero, to 4 places. */
  timesRate(amount: Sql, rate: Sql): Sql;
  /** The exact sum of amounts over a group, as a decimal with 4 places; null, or anything, where one of them is none. */
  sumOfAmounts(amount: Sql): Sql;
  /** A sum in a type that is faster from here on; null where it does not fit, so that the sum itself must be used. */
  narrowSum(sum: Sql): Sql;

  /**
   * Text that is a number in a notation as a sign, digits and a point, with nothing lost: what a cast to any decimal reads exactly.
   * An exponent is left to it where the engine's cast reads one exactly. Null for what is no number.
   */
  numberText(text: Sql, notation: NumberNotation): Sql;
  /**
   * An exact decimal out of text, of so many digits before and behind the point, rounded half away from zero; null for what is no number,
   * and maybe for what has more digits. Only for expressions that people write over text.
   */
  toNumber(text: Sql, notation: NumberNotation, digits: number, places: number): Sql;
  /** True for text that is empty or only white space. */
  isBlank(text: Sql): Sql;
  /** True for text that is a whole number in canonical form: no leading zeros, at most 18 digits. */
  isCanonicalInteger(text: Sql): Sql;
  /** A whole number out of text or a float that is known to hold one. */
  toInteger(value: Sql): Sql;
  /** True for a float or decimal that is a whole number, and exactly so. */
  isWhole(value: Sql): Sql;
  /** True for a float or decimal that is no number (NaN). */
  isNotANumber(value: Sql): Sql;
  /** An id in the form in which rows are grouped by it: text byte by byte, whatever a database's collation says. */
  groupingKey(id: Sql, kind: ValueKind): Sql;
  /** Text that is one of these values, in a form that is grouped faster than text; undefined where the engine has none. */
  readonly asCategory: ((text: Sql, values: readonly string[]) => Sql) | undefined;
  /** A grouped id in the one form in which it is published. */
  publishedKey(id: Sql, kind: ValueKind): Sql;
  /** Orders text by code point and numbers by value. */
  byCodePoint(value: Sql, kind: ValueKind): Sql;
  /** A position from 0 to `buckets` - 1 that never falls as a decimal `value` rises, for values from `low` to `high`. */
  bucket(value: Sql, low: Sql, high: Sql, buckets: number): Sql;
  /** True for about one in sixteen texts, the same ones on every engine. */
  isInSample(text: Sql): Sql;
  /** How often the whole number `divisor` fits into a whole number of 0 or more. */
  wholeQuotient(dividend: Sql, divisor: number): Sql;
}
