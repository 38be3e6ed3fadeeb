import { escapePattern, WRITTEN_OFFSET } from "./date-patterns.js";
import { dateTokens } from "./date-tokens.js";
import { WEEKDAY_WORDS } from "./month-numbers.js";
import { inPlainLetters } from "./plain-letters.js";
import { ZONE_ALTERNATIVES } from "./zone-words.js";

/** What a strptime code matches in plain letters, whatever their case; the codes in parentheses are captured. */
const CODES: Readonly<Record<string, string>> = {
  Y: "([0-9]{4})",
  y: "([0-9]{2})",
  m: "([0-9]{1,2})",
  d: "([0-9]{1,2})",
  G: "([0-9]{4})", // the year of an ISO week
  V: "([0-9]{2})",
  u: "([1-7])",
  j: "([0-9]{1,3})",
  b: String.raw`([a-z]{3,12})\.?`,
  B: String.raw`([a-z]{3,12})\.?`,
  H: "([0-9]{1,2})",
  I: " ?([0-9]{1,2})",
  M: "([0-9]{1,2})",
  S: "([0-9]{1,2})",
  f: "([0-9]{1,9})",
  p: String.raw`([ap])\.? ?m\.?`,
  z: WRITTEN_OFFSET,
  Z: `(?:${ZONE_ALTERNATIVES})`, // whose clock it is; the time stands as it is
  a: String.raw`(?:${WEEKDAY_WORDS.join("|")})\.?`,
  A: String.raw`(?:${WEEKDAY_WORDS.join("|")})\.?`,
};

/** A day beside the name of a month, which may be an ordinal (`1st`, `1er`, `1º`), or a single digit behind a blank more. */
const ORDINAL = " ?([0-9]{1,2})(?:st|nd|rd|th|er|o)?";

/** A pattern (regular expression) for text in a date format, without anchors, and where it captures what. */
export interface DateCaptures {
  readonly pattern: string;
  /** The group that captures a strptime code, counted from 1; of a code that is there twice, the first. */
  readonly positions: ReadonlyMap<string, number>;
}

/** The pattern of a strptime format, for text in plain letters ({@link plainLetters}); case does not count in it. */
export function capturesOf(format: string): DateCaptures {
  const positions = new Map<string, number>();
  const isNamed = namesMonths(format);
  let groups = 0;
  const patterns = dateTokens(format).map(({ code, literal: written }) => {
    if (code === undefined) return [...inPlainLetters(written)].map(escapePattern).join("");
    const matching = code === "d" && isNamed ? ORDINAL : (CODES[code] ?? "");
    if (/\((?!\?)/.test(matching)) {
      groups += 1;
      if (!positions.has(code)) positions.set(code, groups);
    }
    return matching;
  });
  return { pattern: patterns.join(""), positions };
}

/** Whether a format has months by their names. */
export function namesMonths(format: string): boolean {
  return /%-?[bB]/.test(format);
}

/** Whether a format holds what is written in other ways than the functions of engines know: names, halves of a day, zones. */
export function isWordy(format: string): boolean {
  return /%[bBaApzZ]|[^ -~]/.test(format);
}
