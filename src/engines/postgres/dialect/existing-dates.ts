import { MONTH_NAMES } from "../../../sql/dates/date-patterns.js";
import { literal, type Sql, sql } from "../../../sql/fragment.js";

/** Patterns (regular expressions) for the parts of a date. */
export interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** How the parts are written: `padded` numbers have all their digits, `plain` ones may go without a leading zero. */
export interface DateSpelling {
  readonly year: "four digits" | "two digits";
  readonly month: "padded" | "plain" | "name" | "short name";
  readonly day: "padded" | "plain";
  /** Whether the case of letters counts. */
  readonly letters: "any case" | "as written";
}

/** Months by how many days they have at most: all of them have 28. */
interface Months {
  readonly any: string;
  /** Those with 30 days or more. */
  readonly with30: string;
  readonly with31: string;
  readonly february: string;
}

const SHORT_MONTHS = new Set(["april", "june", "september", "november"]);

const BY_FOUR = "(?:0[48]|[2468][048]|[13579][26])"; // but not 00
const YEARS = {
  "four digits": {
    // A lookahead that keeps out 0000 would take four times as long.
    any: "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)",
    leap: `(?:[0-9]{2}${BY_FOUR}|${BY_FOUR}00)`,
  },
  "two digits": { any: "[0-9]{2}", leap: `(?:${BY_FOUR}|00)` },
} as const;

/**
 * True for text that is a day which exists in the calendar. Without captures, which would make PostgreSQL some fifty times
 * slower; so the calendar is in the patterns. The first of them is simple, and is the only one that most days need.
 *
 * @param write puts the parts in the order in which they are written, as a pattern.
 */
export function isExistingDate(text: Sql, spelling: DateSpelling, write: (parts: DateParts) => string): Sql {
  const months = monthsAs(spelling.month);
  const year = YEARS[spelling.year];
  const zero = spelling.day === "padded" ? "0" : "0?";
  const early = { year: year.any, month: months.any, day: `(?:${zero}[1-9]|1[0-9]|2[0-8])` };
  const late: DateParts[] = [
    { year: year.any, month: months.with30, day: "(?:29|30)" },
    { year: year.any, month: months.with31, day: "31" },
    { year: year.leap, month: months.february, day: "29" },
  ];
  const start = spelling.letters === "any case" ? "(?i)^" : "^";
  const isLate = literal(`${start}(?:${late.map(write).join("|")})$`);
  return sql`(${text} ~ ${literal(`${start}${write(early)}$`)} OR ${text} ~ ${isLate})`;
}

function monthsAs(spelling: DateSpelling["month"]): Months {
  if (spelling === "padded" || spelling === "plain") {
    const zero = spelling === "padded" ? "0" : "0?";
    return {
      any: `(?:${zero}[1-9]|1[0-2])`,
      with30: `(?:${zero}[13-9]|1[0-2])`,
      with31: `(?:${zero}[13578]|1[02])`,
      february: `${zero}2`,
    };
  }
  const named = (isOne: (month: string) => boolean): string =>
    `(?:${MONTH_NAMES.filter(isOne)
      .map((month) => (spelling === "name" ? month : month.slice(0, 3)))
      .join("|")})`;
  return {
    any: named(() => true),
    with30: named((month) => month !== "february"),
    with31: named((month) => month !== "february" && !SHORT_MONTHS.has(month)),
    february: named((month) => month === "february"),
  };
}
