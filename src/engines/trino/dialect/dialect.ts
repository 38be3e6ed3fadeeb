import { baseDialect } from "../../../sql/base-dialect.js";
import type { Dialect, NumberNotation } from "../../../sql/dialect.js";
import { keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { exponential, plain, WHOLE } from "../../../sql/numbers/patterns.js";
import { writtenNumbers } from "../../../sql/numbers/written-number.js";
import type { ValueKind } from "../../../sql/relation.js";
import { readTrinoDate } from "./dates.js";
import { matches, replaced } from "./patterns.js";

const KINDS: readonly (readonly [RegExp, ValueKind])[] = [
  [/^(tinyint|smallint|integer|bigint)$/, "integer"],
  [/^decimal\(\d+, ?0\)$/, "integer"],
  [/^decimal/, "decimal"],
  [/^double$/, "float"],
  [/^real$/, "real"],
  [/^(varchar|char)/, "text"],
  [/^uuid$/, "uuid"],
  [/^date$/, "date"],
  [/^timestamp(\(\d+\))? with time zone$/, "instant"],
  [/^timestamp/, "timestamp"],
];

/** The SQL of Trino. Sessions must have their time zone set to UTC, and be told that the client knows precise timestamps. */
export const trinoDialect: Dialect = {
  ...baseDialect({ name: "trino", kinds: KINDS, double: "DOUBLE", matches, replaced }),
  // Parameters would travel as literals of their own: a statement carries its values.
  parameter: (position) => {
    throw new Error(`Trino statements are written whole; there is no parameter ${position}.`);
  },
  readDate: readTrinoDate,
  toMoment: (value, kind, zone = "UTC") =>
    kind === "date"
      ? nearDay(value)
      : microseconds(kind === "instant" ? sql`(${value} AT TIME ZONE ${literal(zone)})` : value),
  isMoment: (moment) => sql`(${moment} IS NOT NULL)`,
  moment: (iso) =>
    iso.length === 10
      ? sql`CAST(${literal(iso)} AS DATE)`
      : sql`CAST(${literal(iso.replace("T", " ").replace(/Z$/, ""))} AS TIMESTAMP(6))`,
  // Days between the dates, less one where the time of day has not come yet.
  wholeDaysBetween: (from, to) =>
    sql`CAST(date_diff('day', CAST(${from} AS DATE), CAST(${to} AS DATE)) - CASE WHEN ${timeOf(from)} > ${timeOf(to)} THEN 1 ELSE 0 END AS INTEGER)`,
  nextDay: (moment, kind) =>
    kind === "date" ? sql`(CAST(${moment} AS DATE) + INTERVAL '1' DAY)` : sql`(${moment} + INTERVAL '1' DAY)`,
  // A bare name before the star would be taken for a table.
  allColumnsOf: (record) => sql`coalesce(${record}, ${record}).*`,
  momentText: (moment) => {
    const text = sql`replace(CAST(${moment} AS VARCHAR), ' ', 'T')`;
    return sql`regexp_replace(regexp_replace(${text}, '(\\.[0-9]*[1-9])0+$', '$1'), '\\.0+$', '')`;
  },

  toAmount,
  numberText,

  toNumber: (text, notation, _digits, places) =>
    sql`TRY_CAST(${numberText(text, notation)} AS ${keyword(`DECIMAL(38,${places})`)})`,
  isWhole: (value) => sql`(${value} = truncate(${value}) AND abs(${value}) < 9007199254740992)`,
  isNotANumber: (value) => sql`is_nan(CAST(${value} AS DOUBLE))`,
  // Text of a fixed width would be compared, and published, with the blanks that fill it.
  groupingKey: (id, kind) => (kind === "text" ? sql`CAST(${id} AS VARCHAR)` : id),
  isInSample: (text) => sql`starts_with(to_hex(md5(to_utf8(${text}))), '0')`,
};

/** A day that can be cast to a timestamp: a date may be twenty times as far away. Counted in days, whatever years a literal takes. */
function nearDay(day: Sql): Sql {
  return sql`CASE WHEN abs(date_diff('day', DATE '1970-01-01', ${day})) < 106751981 THEN ${day} END`;
}

function timeOf(moment: Sql): Sql {
  return sql`CAST(CAST(${moment} AS TIMESTAMP(6)) AS TIME(6))`;
}

/** A cast rounds finer fractions of a second; those are cut off here, as everywhere. */
function microseconds(moment: Sql): Sql {
  const cast = sql`CAST(${moment} AS TIMESTAMP(6))`;
  return sql`CASE WHEN ${cast} > CAST(${moment} AS TIMESTAMP(12)) THEN CAST(substr(CAST(${moment} AS VARCHAR), 1, 26) AS TIMESTAMP(6)) ELSE ${cast} END`;
}

function toAmount(value: Sql, kind: ValueKind, notation: NumberNotation, width: "narrow" | "wide"): Sql {
  const type = keyword(width === "narrow" ? "DECIMAL(18,4)" : "DECIMAL(38,4)");
  const cast = (inner: Sql): Sql => sql`TRY_CAST(${inner} AS ${type})`;
  const bounded = (amount: Sql): Sql =>
    width === "narrow" ? amount : sql`CASE WHEN abs(${amount}) <= 100000000000000 THEN ${amount} END`;
  // The cast goes by the shortest decimal that tells a number of 32 bits from all others.
  if (kind === "real") return bounded(sql`CASE WHEN abs(${value}) < REAL '1e15' THEN ${cast(value)} END`);
  if (kind === "float") return bounded(floatAmount(sql`CAST(${value} AS DOUBLE)`, type));
  return bounded(cast(kind === "text" ? numberText(value, notation) : value));
}

function numberText(text: Sql, notation: NumberNotation): Sql {
  if (notation === "whole") return sql`CASE WHEN ${matches(text, WHOLE)} THEN trim(${text}) END`;
  const { decimal } = notation;
  const [usual, dashed] = writtenNumbers(text, notation, { matches, replaced });
  const pointed = decimal === "," ? sql`replace(${text}, ',', '.')` : text;
  return sql`CASE WHEN ${matches(text, `${plain(decimal)}|${exponential(decimal)}`)} THEN trim(${pointed}) WHEN ${usual.isOne} THEN ${usual.digits}
    WHEN ${dashed.isOne} THEN ${dashed.digits} END`;
}

/** Multiplying in binary is exact enough only while the product stays below 2^53; beyond, the cast goes by the shortest text. */
function floatAmount(value: Sql, type: Sql): Sql {
  const product = sql`abs(${value}) * 10000`;
  const rounded = sql`truncate(${product}) + CASE WHEN ${product} - truncate(${product}) >= 0.5 THEN 1 ELSE 0 END`;
  const units = sql`CAST(CAST(sign(${value}) * (${rounded}) AS BIGINT) AS DECIMAL(18,0))`;
  return sql`CASE WHEN abs(${value}) < 900000000000 THEN CAST(${units} * DECIMAL '0.0001' AS ${type})
    WHEN abs(${value}) < 1e15 THEN TRY_CAST(${value} AS ${type}) END`;
}
