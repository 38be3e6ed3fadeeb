import { countNamed, nameOfCount } from "../../sql/dates/date-counts.js";
import type { DateReading } from "../../sql/dialect.js";

/** How dates are read, as it is told, kept and given: a strptime format, `days since 1899-12-30`, or `ISO 8601`. */
export function nameOfReading(reading: DateReading): string {
  if (typeof reading === "string") return "ISO 8601";
  return "unit" in reading ? nameOfCount(reading) : reading.format;
}

/** The reading that a name stands for: a count of days or seconds where it is one, else a strptime format. */
export function readingNamed(name: string): Exclude<DateReading, string> {
  return countNamed(name) ?? { format: name };
}

/** Whether a reading gives a time of day. */
export function readsTimes(reading: DateReading): boolean {
  if (typeof reading === "string") return reading !== "iso-date";
  return "unit" in reading ? true : /%-?[HI]/.test(reading.format);
}
