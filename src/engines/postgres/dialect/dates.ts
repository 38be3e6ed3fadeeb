import type { DateNotation } from "../../../sql/dialect.js";
import { literal, type Sql, sql } from "../../../sql/fragment.js";
import { readCapturedDate } from "./captured-dates.js";
import { isWordy } from "../../../sql/dates/date-captures.js";
import { countedMicros, countPattern, type DateCount, isOfInstants } from "../../../sql/dates/date-counts.js";
import { OFFSET } from "../../../sql/dates/date-patterns.js";
import { readEither } from "../../../sql/dates/read-either.js";
import { isExistingDate } from "./existing-dates.js";
import { readDateByTemplate } from "./date-templates.js";

const SPELLING = { year: "four digits", month: "padded", day: "padded", letters: "as written" } as const;
const HOURS_AND_MINUTES = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
const SECONDS = ":[0-5][0-9]";

/** Up to the six places that a timestamp has. */
const TIME = `[ T]${HOURS_AND_MINUTES}(?:${SECONDS}(?:\\.[0-9]{1,6})?)?`;
const LONGER_TIME = `[ T]${HOURS_AND_MINUTES}(?:${SECONDS}(?:\\.[0-9]{1,9})?)?`;

/** What a notation depends on beside the text: the zone whose clocks count, and how a database of its encoding rids letters of accents. */
interface Circumstances {
  readonly zone: string;
  readonly plainLetters: (text: Sql) => Sql;
}

/**
 * A timestamp out of text, null where it does not fit. A cast raises an error for a date that does not exist, so the
 * patterns let none through; it forgets an offset, so text with one takes another way.
 */
export function readPostgresDate(value: Sql, notation: DateNotation, { zone, plainLetters }: Circumstances): Sql {
  // Text of a fixed width is matched with the blanks that fill it, unless it is cast.
  const text = sql`CAST(${value} AS TEXT)`;
  switch (notation) {
    case "iso-date":
      return sql`CASE WHEN ${isIso(text, "", "")} THEN CAST(${text} AS TIMESTAMP) END`;
    case "iso-timestamp":
      return sql`CASE WHEN ${isIso(text, "", `(?:[ T]${HOURS_AND_MINUTES}${SECONDS})?`)} THEN CAST(${text} AS TIMESTAMP) END`;
    case "iso":
      return sql`CASE WHEN ${isIso(text, " *", `(?:${TIME})? *`)} THEN CAST(${text} AS TIMESTAMP)
        WHEN ${isIso(text, " *", `${LONGER_TIME} ?(?:${OFFSET}) *`)} THEN CAST(${cut(text)} AS TIMESTAMPTZ) AT TIME ZONE ${literal(zone)}
        WHEN ${isIso(text, " *", `${LONGER_TIME} *`)} THEN CAST(${cut(text)} AS TIMESTAMP) END`;
    default:
      if ("either" in notation)
        return readEither(notation, (each) => readPostgresDate(value, each, { zone, plainLetters }));
      return "unit" in notation
        ? counted(text, notation, zone)
        : readFormat(text, notation.format, { zone, plainLetters });
  }
}

function readFormat(text: Sql, format: string, { zone, plainLetters }: Circumstances): Sql {
  const fast = readDateByTemplate(text, format);
  if (fast !== undefined && !isWordy(format)) return fast;
  const captured = readCapturedDate(plainLetters(text), format, zone);
  return fast === undefined ? captured : sql`coalesce(${fast}, ${captured})`;
}

function counted(text: Sql, count: DateCount, zone: string): Sql {
  const micros = countedMicros(sql`btrim(${text})`, count, (digits) => sql`CAST(${digits} AS NUMERIC)`);
  const moment = sql`(CAST(${count.since} AS TIMESTAMP) + (${micros}) * INTERVAL '1 microsecond')`;
  return sql`CASE WHEN ${text} ~ ${literal(`^${countPattern(count)}$`)} THEN ${isOfInstants(count) ? inZone(moment, zone) : moment} END`;
}

/** The time that a zone's clocks showed at a moment of UTC. */
export function inZone(moment: Sql, zone: string): Sql {
  return zone === "UTC" ? moment : sql`(${moment} AT TIME ZONE 'UTC' AT TIME ZONE ${literal(zone)})`;
}

/** Dates between other patterns. Most text that is none is told by its shape. */
function isIso(text: Sql, before: string, after: string): Sql {
  const exists = isExistingDate(text, SPELLING, ({ year, month, day }) => `${before}${year}-${month}-${day}${after}`);
  return sql`${text} LIKE '%____-__-__%' AND ${exists}`;
}

/** Without what comes after six places, where a cast would round. */
function cut(text: Sql): Sql {
  return sql`regexp_replace(${text}, '(\\.[0-9]{6})[0-9]+', '\\1')`;
}
