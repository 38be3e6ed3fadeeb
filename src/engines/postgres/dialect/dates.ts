import type { DateReading } from "../../../sql/dialect.js";
import { type Sql, sql } from "../../../sql/fragment.js";
import { readCapturedDate } from "./captured-dates.js";
import { OFFSET } from "../../../sql/date-patterns.js";
import { isExistingDate } from "./existing-dates.js";
import { readDateByTemplate } from "./date-templates.js";

const SPELLING = { year: "four digits", month: "padded", day: "padded", letters: "as written" } as const;
const HOURS_AND_MINUTES = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
const SECONDS = ":[0-5][0-9]";

/** Up to the six places that a timestamp has. */
const TIME = `[ T]${HOURS_AND_MINUTES}(?:${SECONDS}(?:\\.[0-9]{1,6})?)?`;
const LONGER_TIME = `[ T]${HOURS_AND_MINUTES}(?:${SECONDS}(?:\\.[0-9]{1,9})?)?`;

/**
 * A timestamp (UTC) out of text, null where it does not fit. A cast raises an error for a date that does not exist, so the
 * patterns let none through; it forgets an offset, so text with one takes another way.
 */
export function readPostgresDate(value: Sql, reading: DateReading): Sql {
  // Text of a fixed width is matched with the blanks that fill it, unless it is cast.
  const text = sql`CAST(${value} AS TEXT)`;
  switch (reading) {
    case "iso-date":
      return sql`CASE WHEN ${isIso(text, "", "")} THEN CAST(${text} AS TIMESTAMP) END`;
    case "iso-timestamp":
      return sql`CASE WHEN ${isIso(text, "", `(?:[ T]${HOURS_AND_MINUTES}${SECONDS})?`)} THEN CAST(${text} AS TIMESTAMP) END`;
    case "iso":
      return sql`CASE WHEN ${isIso(text, " *", `(?:${TIME})? *`)} THEN CAST(${text} AS TIMESTAMP)
        WHEN ${isIso(text, " *", `${LONGER_TIME} ?(?:${OFFSET}) *`)} THEN CAST(${cut(text)} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'
        WHEN ${isIso(text, " *", `${LONGER_TIME} *`)} THEN CAST(${cut(text)} AS TIMESTAMP) END`;
    default:
      return readDateByTemplate(text, reading.format) ?? readCapturedDate(text, reading.format);
  }
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
