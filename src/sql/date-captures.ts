import { dateTokens } from "./date-tokens.js";
import { escapePattern, MONTH_NAMES, OFFSET } from "./date-patterns.js";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const abbreviated = (names: readonly string[]): string => names.map((name) => name.slice(0, 3)).join("|");

/** What a strptime code matches; the codes in parentheses are captured. */
const CODES: Readonly<Record<string, string>> = {
  Y: "([0-9]{4})",
  y: "([0-9]{2})",
  m: "([0-9]{1,2})",
  d: "([0-9]{1,2})",
  j: "([0-9]{1,3})",
  b: `(${abbreviated(MONTH_NAMES)})`,
  B: `(${MONTH_NAMES.join("|")})`,
  H: "([0-9]{1,2})",
  I: "([0-9]{1,2})",
  M: "([0-9]{1,2})",
  S: "([0-9]{1,2})",
  f: "([0-9]{1,9})",
  p: "(am|pm)",
  z: `(${OFFSET})`,
  a: `(?:${abbreviated(WEEKDAYS)})`,
  A: `(?:${WEEKDAYS.join("|")})`,
};

/** A pattern (regular expression) for text in a date format, without anchors, and where it captures what. */
export interface DateCaptures {
  readonly pattern: string;
  /** The group that captures a strptime code, counted from 1; of a code that is there twice, the first. */
  readonly positions: ReadonlyMap<string, number>;
}

/** English months by their first three letters, in lower case, one after the other. */
export const shortMonths: string = abbreviated(MONTH_NAMES).replaceAll("|", "");

/** The pattern of a strptime format; case does not count in it. */
export function capturesOf(format: string): DateCaptures {
  const positions = new Map<string, number>();
  let groups = 0;
  const patterns = dateTokens(format).map(({ code, literal: written }) => {
    if (code === undefined) return escapePattern(written);
    const matching = CODES[code] ?? "";
    if (matching.startsWith("(") && !matching.startsWith("(?:")) {
      groups += 1;
      if (!positions.has(code)) positions.set(code, groups);
    }
    return matching;
  });
  return { pattern: patterns.join(""), positions };
}
