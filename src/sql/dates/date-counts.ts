import { literal, type Sql, sql } from "../fragment.js";

/** What numbers that stand for moments can count. */
const UNITS = {
  days: { digits: 7, places: 10, perUnit: 86_400_000, micros: 1000 }, // to the millisecond, as a spreadsheet has them
  seconds: { digits: 11, places: 6, perUnit: 1_000_000, micros: 1 },
  milliseconds: { digits: 14, places: 3, perUnit: 1000, micros: 1 },
  microseconds: { digits: 17, places: 0, perUnit: 1, micros: 1 },
} as const;

/** A notation of numbers as moments: how many days, or seconds, they come after midnight of a day. */
export interface DateCount {
  readonly unit: keyof typeof UNITS;
  /** The day that counts as 0, as ISO 8601. */
  readonly since: string;
}

/** What numbers in text have to look like to be such a count. */
export function countPattern({ unit }: DateCount): string {
  return `\\s*[0-9]{1,${UNITS[unit].digits}}([.,][0-9]*)?\\s*`;
}

/** Microseconds that text which fits {@link countPattern} comes after the day that counts as 0, as an exact whole number. */
export function countedMicros(text: Sql, { unit }: DateCount, cast: (text: Sql, places: number) => Sql): Sql {
  const { places, perUnit, micros } = UNITS[unit];
  const scaled = sql`CAST(round(${cast(sql`replace(${text}, ',', '.')`, places)} * ${literal(perUnit)}) AS BIGINT)`;
  return micros === 1 ? scaled : sql`${scaled} * ${literal(micros)}`;
}

/** Microseconds from 1970 to the day that counts as 0. */
export function startMicros({ since }: DateCount): number {
  return Date.parse(`${since}T00:00:00Z`) * 1000;
}

/** A count in words, such as `days since 1899-12-30`: how it is told, kept and given. */
export function nameOfCount({ unit, since }: DateCount): string {
  return `${unit} since ${since}`;
}

/** The count that such words name; undefined where they name none. */
export function countNamed(text: string): DateCount | undefined {
  const [, unit, since] =
    /^(days|seconds|milliseconds|microseconds) since (\d{4}-\d{2}-\d{2})$/.exec(text.trim()) ?? [];
  if (unit === undefined || since === undefined || Number.isNaN(Date.parse(since))) return undefined;
  return { unit: unit as DateCount["unit"], since };
}

/** Whether a count says at which instant something was, whatever the time zone; days are those of a calendar. */
export function isOfInstants({ unit }: DateCount): boolean {
  return unit !== "days";
}
