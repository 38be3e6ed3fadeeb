import type { Cell } from "./workbook.js";

/** Days from 1900 on, of which the first is day 1, or from 1904 on, of which the first is day 0. */
export type DateSystem = 1900 | 1904;

const DAY = 86_400_000;
/** Day 0 as the days after February 1900 count; Lotus 1-2-3 had a 29 February 1900, and the numbers still have. */
const DAY_0 = Date.UTC(1899, 11, 30);
const LEAP_DAY = 60;
const DAYS_1904 = 1462;
/** 9999-12-31. */
const LAST_DAY = 2_958_465;

/** Numbers of formats that every workbook knows without declaring them, and that show dates or times. */
const DATE_FORMATS: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** True where a format shows a number as a date or a time. `code` is the declared format, where there is one. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.some(([from, to]) => id >= from && id <= to);
  const [positive = ""] = withoutLiterals(code).split(";");
  return /[dmyhs]/i.test(positive.replaceAll(/general|standard/gi, ""));
}

/** Quoted and escaped characters show themselves; brackets hold colours, conditions and languages, or hours as in `[h]:mm`. */
function withoutLiterals(code: string): string {
  return code.replaceAll(/"[^"]*"|\\.|_.|\*./g, "").replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
}

/** The cell of a number that is shown as a date: a time of day alone is text, and what is no date of the calendar an error. */
export function dateCell(number: string, system: DateSystem): Cell {
  const serial = Number(number) + (system === 1904 ? DAYS_1904 : 0);
  const milliseconds = Math.round(serial * DAY);
  if (!(milliseconds >= 0) || serial >= LAST_DAY + 1 || (serial >= LEAP_DAY && serial < LEAP_DAY + 1))
    return { kind: "error", text: "#DATE" };
  if (milliseconds < DAY) return { kind: "text", text: timeOf(milliseconds) };
  const moment = new Date(DAY_0 + milliseconds + (serial < LEAP_DAY ? DAY : 0)).toISOString();
  const time = timeOf(milliseconds % DAY);
  return time === "00:00:00"
    ? { kind: "date", text: moment.slice(0, 10) }
    : { kind: "timestamp", text: `${moment.slice(0, 10)} ${time}` };
}

/** The cell of a date that is written in ISO 8601, with or without a time; text where it is neither. */
export function isoDateCell(text: string): Cell {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(\.\d+)?Z?)?$/.exec(text);
  if (parts === null) return { kind: "text", text };
  const [, day = "", time = "", fraction = ""] = parts;
  const whole = time.length === 5 ? `${time}:00` : time;
  const shown = `${whole}${fraction.replace(/\.?0+$/, "")}`;
  return time === "" || shown === "00:00:00"
    ? { kind: "date", text: day }
    : { kind: "timestamp", text: `${day} ${shown}` };
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .slice(11, 23)
    .replace(/\.000$/, "");
}
