import { capturesOf, isWordy } from "../../../sql/dates/date-captures.js";
import {
  countedMicros,
  countPattern,
  type DateCount,
  isOfInstants,
  startMicros,
} from "../../../sql/dates/date-counts.js";
import { OFFSET } from "../../../sql/dates/date-patterns.js";
import { readEither } from "../../../sql/dates/read-either.js";
import { monthNumber } from "../../../sql/dates/month-numbers.js";
import { plainLetters } from "../../../sql/dates/plain-letters.js";
import type { DateNotation } from "../../../sql/dialect.js";
import { keyword, literal, type Sql, sql } from "../../../sql/fragment.js";

const TIME = String.raw`[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?`;
const ISO = String.raw`\d{4}-\d{2}-\d{2}(${TIME})?`;
const ISO_WITH_OFFSET = String.raw`\d{4}-\d{2}-\d{2}${TIME} ?(${OFFSET})`;

/** ISO 8601 in fixed width. The patterns keep out offsets, which a cast to a timestamp would drop in silence. */
const FIXED_DATE = (text: Sql): Sql => sql`(${text} LIKE '____-__-__' AND ${text} >= '0')`;
const FIXED_TIMESTAMP = (text: Sql): Sql => sql`(${text} LIKE '____-__-_____:__:__' AND ${text} >= '0')`;

/** A moment of a time zone's clock out of text. Dates become timestamps too: a cast to DATE would forgive whatever stands behind the day. */
export function readDuckdbDate(text: Sql, notation: DateNotation, zone = "UTC"): Sql {
  const cast = sql`TRY_CAST(${text} AS TIMESTAMP)`;
  switch (notation) {
    case "iso-date":
      return sql`CASE WHEN ${FIXED_DATE(text)} THEN ${cast} END`;
    case "iso-timestamp":
      return sql`CASE WHEN ${FIXED_TIMESTAMP(text)} OR ${FIXED_DATE(text)} THEN ${cast} END`;
    case "iso":
      return sql`CASE WHEN ${FIXED_TIMESTAMP(text)} OR ${FIXED_DATE(text)} THEN ${cast}
        WHEN regexp_full_match(trim(${text}), ${literal(ISO)}) THEN TRY_CAST(trim(${text}) AS TIMESTAMP)
        WHEN regexp_full_match(trim(${text}), ${literal(ISO_WITH_OFFSET)}) THEN ${wallClock(sql`TRY_CAST(${castable(sql`trim(${text})`)} AS TIMESTAMPTZ)`, zone)} END`;
    default:
      if ("either" in notation) return readEither(notation, (each) => readDuckdbDate(text, each, zone));
      return "unit" in notation ? counted(text, notation, zone) : readFormat(text, notation.format, zone);
  }
}

function readFormat(text: Sql, format: string, zone: string): Sql {
  if (format.includes("%Z")) return readWords(text, format, zone);
  if (format.includes("%V")) return strictly(text, format, readWords(text, format, zone));
  const fast = strictly(text, format, parsed(text, format, zone));
  return isWordy(format) ? sql`coalesce(${fast}, ${readWords(text, format, zone)})` : fast;
}

function parsed(text: Sql, format: string, zone: string): Sql {
  const moment = sql`try_strptime(${text}, ${literal(format)})`;
  return format.includes("%z") ? wallClock(moment, zone) : moment;
}

/** Counts within a year, and the function that counts so. */
const COUNTED_IN_YEAR = { j: "dayofyear", V: "weekofyear" } as const;

/** The engine takes fewer digits than four for %Y, and lets the 366th day of a common year be the first of the next. */
function strictly(text: Sql, format: string, moment: Sql): Sql {
  const { pattern, positions } = capturesOf(format);
  const whole = literal(`(?i)${pattern}`);
  for (const code of ["j", "V"] as const) {
    const position = positions.get(code);
    if (position === undefined) continue;
    const written = sql`TRY_CAST(regexp_extract(${text}, ${whole}, ${literal(position)}) AS INTEGER)`;
    return sql`CASE WHEN regexp_full_match(${text}, ${whole}) AND ${keyword(COUNTED_IN_YEAR[code])}(${moment}) = ${written} THEN ${moment} END`;
  }
  if (!positions.has("Y")) return moment;
  // Only early years can be short ones: all others need no pattern.
  return sql`CASE WHEN ${moment} >= TIMESTAMP '1000-01-01' OR regexp_full_match(${text}, ${whole}) THEN ${moment} END`;
}

/** What the engine's own function does not know: names of other languages, ordinals, zones in words, `p. m.`. Slower. */
function readWords(text: Sql, format: string, zone: string): Sql {
  const { pattern, positions } = capturesOf(format);
  const name = positions.has("b") ? "b" : positions.has("B") ? "B" : undefined;
  const rest = [...positions.keys()].filter((code) => code !== name && code !== "z");
  const codes = [...(name === undefined ? [] : [name]), ...rest, ...(positions.has("z") ? ["z"] : [])];
  const plain = duckdbPlainLetters(text);
  const parts = codes.map((code) => `\\${positions.get(code)}${code === "p" ? "m" : ""}`).join(" ");
  const whole = `(?i)^${pattern}$`;
  const inOrder = sql`regexp_replace(${plain}, ${literal(whole)}, ${literal(parts)})`;
  const written = positions.has("z") ? withFullOffset(inOrder) : inOrder;
  const numbered =
    name === undefined
      ? written
      : sql`${monthNumber(sql`split_part(${written}, ' ', 1)`)} || substr(${written}, strpos(${written}, ' '))`;
  const form = codes.map((code) => `%${code === name ? "m" : code}`).join(" ");
  return sql`CASE WHEN regexp_full_match(${plain}, ${literal(`(?i)${pattern}`)}) THEN ${parsed(numbered, form, zone)} END`;
}

/** Text that ends in an offset, with that as the engine reads it: two digits of hours, and none for UTC. */
function withFullOffset(text: Sql): Sql {
  const withSign = sql`regexp_replace(${text}, '(?i)(z|utc|gmt)$', '+00')`;
  return sql`regexp_replace(${withSign}, '([+-])([0-9])(:?[0-5][0-9])?$', '\\10\\2\\3')`;
}

function counted(text: Sql, count: DateCount, zone: string): Sql {
  const micros = countedMicros(
    sql`trim(${text})`,
    count,
    (digits, places) => sql`CAST(${digits} AS ${keyword(`DECIMAL(${20 + places},${places})`)})`,
  );
  const moment = sql`make_timestamp(${micros} + ${literal(startMicros(count))})`;
  const read = isOfInstants(count) && zone !== "UTC" ? inZone(sql`timezone('UTC', ${moment})`, zone) : moment;
  return sql`CASE WHEN regexp_full_match(${text}, ${literal(countPattern(count))}) THEN ${read} END`;
}

/** The time that a zone's clock showed at an instant. Null for an infinite one. */
export function wallClock(instant: Sql, zone: string): Sql {
  // A cast would go by the time zone of the session, and take twenty times as long.
  return zone === "UTC" ? sql`make_timestamp(epoch_us(${instant}))` : inZone(instant, zone);
}

function inZone(instant: Sql, zone: string): Sql {
  return sql`CASE WHEN isfinite(${instant}) THEN timezone(${literal(zone)}, ${instant}) END`;
}

/** Most text is of ASCII alone, which its length tells: a translation looks through all accents anew for each row. */
export function duckdbPlainLetters(text: Sql): Sql {
  return sql`CASE WHEN strlen(${text}) = length(${text}) THEN ${text} ELSE ${plainLetters(text)} END`;
}

/** ISO 8601 as the cast wants it: seconds before an offset, no blank between them (Shopify writes one), and UTC as Z. */
function castable(text: Sql): Sql {
  const withSeconds = sql`regexp_replace(${text}, '([ T][0-9]{2}:[0-9]{2})( ?(?:Z|UTC|GMT|[+-][0-9:]+))$', '\\1:00\\2')`;
  return sql`regexp_replace(regexp_replace(${withSeconds}, ' ?(?:UTC|GMT)$', 'Z'), ' (Z|[+-][0-9:]+)$', '\\1')`;
}
