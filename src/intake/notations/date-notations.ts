import { countNamed, nameOfCount } from "../../sql/dates/date-counts.js";
import type { DateNotation } from "../../sql/dialect.js";

/** What stands between the names of two notations. */
const OR = " or ";

const ISO = "ISO 8601";

/** How dates are read, as it is told, kept and given: a strptime format, `days since 1899-12-30`, `ISO 8601`, or `ISO 8601 or %d/%m/%Y`. */
export function nameOfDateNotation(notation: DateNotation): string {
  if (typeof notation === "string") return ISO;
  if ("either" in notation) return notation.either.map(nameOfDateNotation).join(OR);
  return "unit" in notation ? nameOfCount(notation) : notation.format;
}

/** The notation that a name stands for: two, a count of days or seconds where it is one, else a strptime format. */
export function dateNotationNamed(name: string): Exclude<DateNotation, string> {
  const [first = "", second] = name.split(OR);
  if (second !== undefined) return { either: [first === ISO ? "iso" : { format: first }, { format: second }] };
  return countNamed(name) ?? { format: name };
}

/** The formats that a name holds: of ISO 8601 and of counts none. */
export function formatsIn(name: string): readonly string[] {
  return name.split(OR).filter((each) => each !== ISO);
}

/** Whether a notation gives a time of day. */
export function readsTimes(notation: DateNotation): boolean {
  if (typeof notation === "string") return notation !== "iso-date";
  if ("either" in notation) return notation.either.some((each) => each !== "iso" && readsTimes(each));
  return "unit" in notation ? true : /%-?[HI]/.test(notation.format);
}

/** The name of two notations of which each reads what the other does not. */
export function nameOfTwo(first: string, second: string): string {
  return first + OR + second;
}
