import { capturesOf, isWordy } from "../../../sql/dates/date-captures.js";
import {
  countedMicros,
  countPattern,
  type DateCount,
  isOfInstants,
  startMicros,
} from "../../../sql/dates/date-counts.js";
import { readEither } from "../../../sql/dates/read-either.js";
import { monthNumber } from "../../../sql/dates/month-numbers.js";
import { plainLetters } from "../../../sql/dates/plain-letters.js";
import type { DateNotation } from "../../../sql/dialect.js";
import { OFFSET } from "../../../sql/dates/date-patterns.js";
import { keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { matches, whole } from "./patterns.js";

const DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const SECONDS = "[ T][0-9]{2}:[0-9]{2}:[0-9]{2}";

/** The captures of an ISO 8601 moment: year, month, day, hour, minute, second, fraction and offset. */
const ISO = String.raw` *([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(?: ?(${OFFSET}))?)? *`;

/** The parts of a moment, as text; absent ones are null. */
interface Parts {
  readonly year: Sql;
  readonly month: Sql;
  readonly day: Sql;
  readonly hour: Sql;
  readonly minute: Sql;
  readonly second: Sql;
  /** The digits after the point. */
  readonly fraction: Sql;
  /** Z, +2, +02, +0200 or +02:00. */
  readonly offset: Sql;
}

/** A timestamp out of text, null where it does not fit. What a pattern lets through and no calendar has is null too. */
export function readTrinoDate(text: Sql, notation: DateNotation, zone = "UTC"): Sql {
  switch (notation) {
    case "iso-date":
      return sql`CASE WHEN ${matches(text, DAY)} THEN ${afterYear0(sql`TRY_CAST(${text} AS TIMESTAMP(6))`)} END`;
    case "iso-timestamp":
      return sql`CASE WHEN ${matches(text, `${DAY}(?:${SECONDS})?`)} THEN ${afterYear0(sql`TRY_CAST(replace(${text}, 'T', ' ') AS TIMESTAMP(6))`)} END`;
    case "iso": {
      const [year, month, day, hour, minute, second, fraction, offset] = [1, 2, 3, 4, 5, 6, 7, 8].map(group);
      const parts = { year, month, day, hour, minute, second, fraction, offset } as Parts;
      return rewritten(text, ISO, parts, zone);
    }
    default:
      if ("either" in notation) return readEither(notation, (each) => readTrinoDate(text, each, zone));
      return "unit" in notation ? counted(text, notation, zone) : readFormat(text, notation.format, zone);
  }
}

function counted(text: Sql, count: DateCount, zone: string): Sql {
  const micros = countedMicros(
    sql`trim(${text})`,
    count,
    (digits, places) => sql`CAST(${digits} AS ${keyword(`DECIMAL(${20 + places},${places})`)})`,
  );
  const nanos = sql`CAST(${micros} + ${literal(startMicros(count))} AS DECIMAL(38,0)) * 1000`;
  const instant = sql`from_unixtime_nanos(${nanos})`;
  return sql`CASE WHEN ${matches(text, countPattern(count))} THEN ${clockOf(instant, isOfInstants(count) ? zone : "UTC")} END`;
}

/** The time that a zone's clocks showed at an instant. */
function clockOf(instant: Sql, zone: string): Sql {
  return sql`CAST(${instant} AT TIME ZONE ${literal(zone)} AS TIMESTAMP(6))`;
}

function readFormat(text: Sql, format: string, zone: string): Sql {
  const { pattern, positions } = capturesOf(format);
  const nothing = sql`CAST(NULL AS VARCHAR)`;
  const part = (code: string): Sql | undefined => {
    const position = positions.get(code);
    return position === undefined ? undefined : group(position);
  };
  const short = part("y");
  const year = part("Y") ?? (short && sql`(CASE WHEN ${short} < '69' THEN '20' ELSE '19' END || ${short})`) ?? nothing;
  const [dayOfYear, weekYear, week, weekday] = [part("j"), part("G"), part("V"), part("u")];
  const written = isWordy(format) ? plainLetters(text) : text;
  return rewritten(
    written,
    `(?i:${pattern})`,
    {
      ...(weekYear && week && weekday
        ? dayOfWeek(weekYear, week, weekday)
        : dayOfYear === undefined
          ? {
              year,
              month: part("m") ?? monthNamed(part("b") ?? part("B")) ?? nothing,
              day: part("d") ?? nothing,
            }
          : { year, ...dayOf(year, dayOfYear) }),
      hour: part("H") ?? twelveHours(part("I"), part("p")) ?? nothing,
      minute: part("M") ?? nothing,
      second: part("S") ?? nothing,
      fraction: part("f") ?? nothing,
      offset: part("z") ?? nothing,
    },
    zone,
  );
}

function group(position: number): Sql {
  return sql`parts[${literal(position)}]`;
}

/** The month and day of a day of the year; a day that the year does not have is no date. */
function dayOf(year: Sql, dayOfYear: Sql): { month: Sql; day: Sql } {
  const date = sql`date_add('day', CAST(${dayOfYear} AS INTEGER) - 1, TRY_CAST(${year} || '-01-01' AS DATE))`;
  const isWithin = sql`date_format(${date}, '%Y') = ${year} AND ${dayOfYear} <> '0'`;
  return {
    month: sql`CASE WHEN ${isWithin} THEN date_format(${date}, '%m') END`,
    day: sql`CASE WHEN ${isWithin} THEN date_format(${date}, '%d') END`,
  };
}

/** The parts of a day of an ISO week; a week that its year does not have is none. */
function dayOfWeek(year: Sql, week: Sql, weekday: Sql): Pick<Parts, "year" | "month" | "day"> {
  const date = sql`TRY(from_iso8601_date(${year} || '-W' || ${week} || '-' || ${weekday}))`;
  const isWithin = sql`week(${date}) = CAST(${week} AS INTEGER)`;
  const part = (code: string): Sql => sql`CASE WHEN ${isWithin} THEN date_format(${date}, ${literal(code)}) END`;
  return { year: part("%Y"), month: part("%m"), day: part("%d") };
}

function monthNamed(name: Sql | undefined): Sql | undefined {
  return name && monthNumber(name);
}

function twelveHours(hour: Sql | undefined, half: Sql | undefined): Sql | undefined {
  if (hour === undefined) return undefined;
  const number = sql`CAST(${hour} AS INTEGER)`;
  const afternoon = sql`CASE WHEN lower(${half ?? sql`'a'`}) = 'p' THEN 12 ELSE 0 END`;
  return sql`CAST(CASE WHEN ${number} BETWEEN 1 AND 12 THEN ${number} % 12 + ${afternoon} ELSE 99 END AS VARCHAR)`;
}

/** Writes what a pattern captures as the one form of a moment that a cast reads, and casts it. */
function rewritten(text: Sql, pattern: string, parts: Parts, zone: string): Sql {
  const { year, month, day, hour, minute, second, fraction, offset } = parts;
  const clock = sql`${year} || '-' || lpad(${month}, 2, '0') || '-' || lpad(${day}, 2, '0') || ' ' || ${padded(hour)} || ':' || ${padded(minute)}
    || ':' || ${padded(second)} || '.' || rpad(substr(coalesce(${fraction}, '0'), 1, 6), 6, '0')`;
  const iso = (rest: Sql): Sql =>
    sql`regexp_replace(${text}, ${literal(whole(pattern))}, parts -> coalesce(${clock} || ${rest}, ''))`;
  const inUtc = iso(sql`' ' || ${offsetOf(offset)}`);
  const moment = sql`CAST(TRY_CAST(${inUtc} AS TIMESTAMP(6) WITH TIME ZONE) AT TIME ZONE ${literal(zone)} AS TIMESTAMP(6))`;
  const read = zone === "UTC" ? moment : ofSomeClock(iso, offset, moment);
  return sql`CASE WHEN ${matches(text, pattern)} THEN ${afterYear0(read)} END`;
}

/** What has no offset is what some clock showed, wherever that was; only the rest is of an instant. */
function ofSomeClock(iso: (rest: Sql) => Sql, offset: Sql, moment: Sql): Sql {
  const written = iso(sql`CASE WHEN ${offset} IS NULL THEN '' ELSE ' with an offset' END`);
  return sql`CASE WHEN ${written} LIKE '%offset' THEN ${moment} ELSE TRY_CAST(${written} AS TIMESTAMP(6)) END`;
}

function padded(part: Sql): Sql {
  return sql`lpad(coalesce(${part}, '0'), 2, '0')`;
}

/** An offset as the cast wants it: `+02:00`. */
function offsetOf(offset: Sql): Sql {
  const bare = sql`replace(substr(${offset}, 2), ':', '')`;
  const digits = sql`CASE WHEN length(${bare}) < 3 THEN lpad(${bare}, 2, '0') || '00' ELSE lpad(${bare}, 4, '0') END`;
  return sql`CASE WHEN substr(${offset}, 1, 1) IN ('+', '-') THEN substr(${offset}, 1, 1) || substr(${digits}, 1, 2) || ':' || substr(${digits}, 3, 2) ELSE 'UTC' END`;
}

/** There was no year 0; the cast believes in it. */
function afterYear0(moment: Sql): Sql {
  return sql`CASE WHEN year(${moment}) > 0 THEN ${moment} END`;
}
