import { countNamed, nameOfCount } from "../../sql/dates/date-counts.js";
import type { DateNotation } from "../../sql/dialect.js";

/** How dates are read, as it is told, kept and given: a strptime format, `days since 1899-12-30`, or `ISO 8601`. */
export function nameOfDateNotation(notation: DateNotation): string {
  if (typeof notation === "string") return "ISO 8601";
  return "unit" in notation ? nameOfCount(notation) : notation.format;
}

/** The notation that a name stands for: a count of days or seconds where it is one, else a strptime format. */
export function dateNotationNamed(name: string): Exclude<DateNotation, string> {
  return countNamed(name) ?? { format: name };
}

/** Whether a notation gives a time of day. */
export function readsTimes(notation: DateNotation): boolean {
  if (typeof notation === "string") return notation !== "iso-date";
  return "unit" in notation ? true : /%-?[HI]/.test(notation.format);
}
