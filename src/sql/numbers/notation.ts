/** What stands between the whole part of a number and its places. */
export type DecimalMark = "." | ",";

/**
 * How numbers are written in a text column. Group marks, blanks and the place of the sign change no value, so each notation
 * reads them all. `whole` is the fast case of every notation: digits and a sign in front, and no mark.
 */
export type NumberNotation =
  | "whole"
  | {
      readonly decimal: DecimalMark;
      /** The words and signs of currencies that may stand before the number or behind it. */
      readonly currencies: readonly string[];
    };

/** Signs that may group digits, beside the one of point and comma that is no decimal mark; within a number only one kind of them. */
export const GROUP_MARKS = { blank: " \u00A0\u2007\u2009\u202F", apostrophe: "'\u2019" } as const;

/** Signs of a negative number, before it or behind it; parentheses around it are another. */
export const MINUS_SIGNS = "-\u2212";
