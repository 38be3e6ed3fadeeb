import type { Dialect } from "./dialect.js";
import { plainLetters } from "./dates/plain-letters.js";
import { keyword, literal, type Sql, sql } from "./fragment.js";
import { quoteIdentifier, quoteLiteral } from "./quoting.js";
import type { ValueKind } from "./relation.js";

/** The first day that is too far away for a moment: timestamps of all engines end in the days after it. */
export const FARTHEST_DAY = "294247-01-01";

/** What the common SQL has to know of an engine. */
export interface DialectTraits<Name extends string> {
  readonly name: Name;
  /** Types of the engine and the families they belong to; the first match counts, and all others are `other`. */
  readonly kinds: readonly (readonly [RegExp, ValueKind])[];
  /** The type of floating-point numbers with 64 bits. */
  readonly double: string;
  /** True where text fits a pattern (regular expression) from start to end. */
  matches(text: Sql, pattern: string): Sql;
  /** Text with plain characters, or nothing, in the place of whatever fits a pattern. */
  replaced(text: Sql, pattern: string, by: string): Sql;
}

/** The meanings that engines spell too differently for a common answer: each dialect has its own. */
export type OwnMeanings =
  | "readDate"
  | "toMoment"
  | "wholeDaysBetween"
  | "nextDay"
  | "allColumnsOf"
  | "toAmount"
  | "numberText"
  | "toNumber"
  | "isNotANumber";

/**
 * The answers that are the same in most engines. A dialect spreads them, adds its {@link OwnMeanings}, and answers anew only
 * what its engine says in another way.
 */
export function baseDialect<Name extends string>({
  name,
  kinds,
  double,
  matches,
  replaced,
}: DialectTraits<Name>): Omit<Dialect, OwnMeanings> {
  const number = keyword(double);
  return {
    name,
    quoteIdentifier,
    quoteLiteral,
    parameter: (position) => `$${position}`,
    kindOf: (type) => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? "other",

    plainLetters,
    matches,
    replaced,
    digitsOf: (value, kind) =>
      kind === "integer"
        ? sql`CAST(${value} AS VARCHAR)`
        : sql`CASE WHEN abs(${value}) < 1e17 THEN regexp_replace(CAST(CAST(${value} AS DECIMAL(28,10)) AS VARCHAR), '[.]0+$', '') END`,
    // Two comparisons of whole numbers, where isfinite() would be a call for each row. One day later has to be a moment too.
    isMoment: (moment) => sql`coalesce(${moment} > '-infinity' AND ${moment} < ${literal(FARTHEST_DAY)}, false)`,
    moment: (iso) => (iso.length === 10 ? sql`CAST(${iso} AS DATE)` : sql`CAST(${iso} AS TIMESTAMP)`),
    computeOnce: (query) => query,
    momentText: (moment) => sql`replace(CAST(${moment} AS VARCHAR), ' ', 'T')`,

    isAmount: (_, amount) => sql`${amount} IS NOT NULL`,
    timesRate: (amount, rate) => sql`CAST(CAST(${amount} AS DECIMAL(20,4)) * ${rate} AS DECIMAL(38,4))`,
    sumOfAmounts: (amount) => sql`sum(${amount})`,
    narrowSum: (sum) => sql`TRY_CAST(${sum} AS DECIMAL(18,4))`,

    // Most text starts with a printable character, and needs no regular expression to be told from white space.
    isBlank: (text) => sql`((${text} < '!' OR ${text} > '~') AND ${matches(text, String.raw`[\s\p{Z}]*`)})`,
    isCanonicalInteger: (text) => matches(text, "0|-?[1-9][0-9]{0,17}"),
    toInteger: (value) => sql`CAST(${value} AS BIGINT)`,
    isWhole: (value) => sql`(${value} = trunc(${value}) AND abs(${value}) < 9007199254740992)`,
    groupingKey: (id) => id,
    asCategory: undefined,
    publishedKey: (id) => id,
    byCodePoint: (value) => value, // most engines compare text by its UTF-8 bytes, which is the order of code points
    bucket: (value, low, high, buckets) =>
      sql`CAST(least(${literal(buckets - 1)}, floor(CAST(${value} - ${low} AS ${number}) / greatest(CAST(${high} - ${low} AS ${number}), 1e-9) * ${literal(buckets)})) AS INTEGER)`,
    isInSample: (text) => sql`starts_with(md5(${text}), '0')`,
    wholeQuotient: (dividend, divisor) => sql`(${dividend} / ${literal(divisor)})`,
  };
}
