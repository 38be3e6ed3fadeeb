import { capturesOf } from "../../../sql/dates/date-captures.js";
import { monthNumber } from "../../../sql/dates/month-numbers.js";
import { literal, type Sql, sql } from "../../../sql/fragment.js";

/** The parts of a moment as whole numbers; absent ones are null or stand at their smallest. */
interface Parts {
  readonly year: Sql;
  readonly month: Sql;
  readonly day: Sql;
  readonly hour?: Sql;
  readonly minute?: Sql;
  readonly second?: Sql;
  /** Text of the digits after the point. */
  readonly fraction?: Sql;
  /** Text such as Z, +2, +02, +0200 or +02:00. */
  readonly offset?: Sql;
}

/**
 * A timestamp out of text in any format, whose letters are plain, null where it does not fit. The pattern captures the parts, which are looked
 * at before a timestamp is made of them: PostgreSQL's own functions raise an error for a date that does not exist, or move
 * it into the next month. Captures make this slow.
 */
export function readCapturedDate(text: Sql, format: string, zone: string): Sql {
  const { pattern, positions } = capturesOf(format);
  const part = (code: string): Sql | undefined => {
    const position = positions.get(code);
    return position === undefined ? undefined : sql`parts[${literal(position)}]`;
  };
  return matched(text, `(?i)^${pattern}$`, momentOf(partsOf(part), zone));
}

function partsOf(part: (code: string) => Sql | undefined): Parts {
  const number = (code: string): Sql | undefined => {
    const found = part(code);
    return found && whole(found);
  };
  const short = number("y");
  const century = short && sql`(${short} + CASE WHEN ${short} < 69 THEN 2000 ELSE 1900 END)`;
  const year = number("Y") ?? century ?? sql`NULL`;
  const dayOfYear = number("j");
  const hour = number("H") ?? twelveHours(number("I"), part("p"));
  const rest = {
    ...(hour && { hour }),
    ...optional("minute", number("M")),
    ...optional("second", number("S")),
    ...optional("fraction", part("f")),
    ...optional("offset", part("z")),
  };
  if (dayOfYear !== undefined) {
    const date = sql`(make_date(${year}, 1, 1) + ${dayOfYear} - 1)`;
    const within = sql`${year} >= 1 AND ${dayOfYear} BETWEEN 1 AND 365 + ${isLeap(year)}`;
    const month = sql`CASE WHEN ${within} THEN CAST(date_part('month', ${date}) AS INTEGER) END`;
    return { year, month, day: sql`CASE WHEN ${within} THEN CAST(date_part('day', ${date}) AS INTEGER) END`, ...rest };
  }
  const [weekYear, week, weekday] = [number("G"), number("V"), number("u")];
  if (weekYear !== undefined && week !== undefined && weekday !== undefined) {
    return { ...partsOfWeekDate(weekYear, week, weekday), ...rest };
  }
  const day = number("d") ?? sql`NULL`;
  return { year, month: number("m") ?? monthNamed(part("b") ?? part("B")), day, ...rest };
}

/** A day of an ISO week; null parts for a week that its year does not have. The fourth of January is in the first. */
function partsOfWeekDate(year: Sql, week: Sql, weekday: Sql): Pick<Parts, "year" | "month" | "day"> {
  const fourth = sql`make_date(${year}, 1, 4)`;
  const date = sql`(${fourth} - CAST(date_part('isodow', ${fourth}) AS INTEGER) + (${week} - 1) * 7 + ${weekday})`;
  const within = sql`${year} >= 1 AND ${week} BETWEEN 1 AND 53 AND date_part('week', ${date}) = ${week}`;
  const part = (name: string): Sql =>
    sql`CASE WHEN ${within} THEN CAST(date_part(${literal(name)}, ${date}) AS INTEGER) END`;
  return { year: part("year"), month: part("month"), day: part("day") };
}

function optional<Name extends string>(name: Name, value: Sql | undefined): Partial<Record<Name, Sql>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Sql>);
}

function monthNamed(name: Sql | undefined): Sql {
  if (name === undefined) return sql`NULL`;
  return whole(monthNumber(name));
}

function twelveHours(hour: Sql | undefined, half: Sql | undefined): Sql | undefined {
  if (hour === undefined) return undefined;
  return sql`CASE WHEN ${hour} BETWEEN 1 AND 12 THEN ${hour} % 12 + CASE WHEN lower(${half ?? sql`'a'`}) = 'p' THEN 12 ELSE 0 END ELSE 99 END`;
}

/** Evaluates an expression over the captured `parts` of text, once for each row; null where the pattern does not match. */
function matched(text: Sql, pattern: string, result: Sql): Sql {
  return sql`(SELECT ${result} FROM regexp_match(${text}, ${literal(pattern)}) AS matched (parts))`;
}

function momentOf(parts: Parts, zone: string): Sql {
  const { year, month, day } = parts;
  const hour = sql`coalesce(${parts.hour ?? sql`0`}, 0)`;
  const minute = sql`coalesce(${parts.minute ?? sql`0`}, 0)`;
  const second = sql`coalesce(${parts.second ?? sql`0`}, 0)`;
  const last = sql`CASE WHEN ${month} IN (4, 6, 9, 11) THEN 30 WHEN ${month} = 2 THEN 28 + ${isLeap(year)} ELSE 31 END`;
  const exists = sql`${year} >= 1 AND ${month} BETWEEN 1 AND 12 AND ${day} BETWEEN 1 AND ${last}
    AND ${hour} < 24 AND ${minute} < 60 AND ${second} < 60`;
  const fraction = parts.fraction
    ? sql` + coalesce(${whole(sql`left(rpad(${parts.fraction}, 6, '0'), 6)`)}, 0) * INTERVAL '1 microsecond'`
    : sql``;
  const offset = parts.offset ? sql` - coalesce(${offsetOf(parts.offset)}, INTERVAL '0')` : sql``;
  const moment = sql`make_timestamp(${year}, ${month}, ${day}, ${hour}, ${minute}, ${second})${fraction}${offset}`;
  const read =
    parts.offset && zone !== "UTC" ? sql`(${moment}) AT TIME ZONE 'UTC' AT TIME ZONE ${literal(zone)}` : moment;
  return sql`CASE WHEN ${exists} THEN ${read} END`;
}

function offsetOf(offset: Sql): Sql {
  const bare = sql`replace(substr(${offset}, 2), ':', '')`;
  const number = whole(sql`CASE WHEN length(${bare}) < 3 THEN ${bare} || '00' ELSE ${bare} END`);
  const minutes = sql`(${number} / 100 * 60 + ${number} % 100)`;
  return sql`CASE left(upper(${offset}), 1) WHEN '+' THEN ${minutes} WHEN '-' THEN -${minutes} ELSE 0 END * INTERVAL '1 minute'`;
}

function isLeap(year: Sql): Sql {
  return sql`CASE WHEN ${year} % 4 = 0 AND (${year} % 100 <> 0 OR ${year} % 400 = 0) THEN 1 ELSE 0 END`;
}

function whole(text: Sql): Sql {
  return sql`CAST(${text} AS INTEGER)`;
}
