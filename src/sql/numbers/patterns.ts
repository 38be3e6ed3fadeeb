import { CURRENCY_WORDS } from "./currencies.js";
import { type DecimalMark, GROUP_MARKS, MINUS_SIGNS } from "./notation.js";

/*
 * Regular expressions of what the notations write, in what all engines understand alike. But for those that say what to leave
 * out of a text, they have to fit it from start to end.
 */

const MARKS = { ".": { decimal: "[.]", group: "[,]" }, ",": { decimal: "[,]", group: "[.]" } } as const;

const BLANKS = `[${GROUP_MARKS.blank}]*`;
const AROUND = String.raw`(?:\s|[${GROUP_MARKS.blank}])*`;

/** Minus signs, for a class of characters. */
const MINUS = MINUS_SIGNS.replace("-", String.raw`\-`);
/** What stands for cents of which there are none, beside the signs. */
const LONG_DASHES = "\u2013\u2014";
const NO_SIGN = `[^()+${MINUS}]*`;

/** A whole number, with a sign in front at most. */
export const WHOLE = String.raw`\s*[+-]?[0-9]+\s*`;

/** A number as programs write it: a sign, digits and a decimal mark. */
export function plain(mark: DecimalMark): string {
  const { decimal } = MARKS[mark];
  return String.raw`\s*[+-]?(?:[0-9]+${decimal}?[0-9]*|${decimal}[0-9]+)\s*`;
}

/** The same with an exponent. Its sign, the digits before and after the mark, and the exponent are captured. */
export function exponential(mark: DecimalMark): string {
  const { decimal } = MARKS[mark];
  return String.raw`\s*([+-]?)(?:([0-9]+)${decimal}?([0-9]*)|${decimal}([0-9]+))[eE]([+-]?[0-9]{1,3})\s*`;
}

/** A number whose digits are grouped by the mark that is no decimal mark, and nothing else. */
export function grouped(mark: DecimalMark): string {
  const { decimal, group } = MARKS[mark];
  return `[1-9][0-9]{0,2}(?:${group}[0-9]{3})+(?:${decimal}[0-9]+)?`;
}

/** A number as people write it: with groups, a sign on either side or parentheses, a currency. {@link ONE_SIGN} has to fit too. */
export function written(
  mark: DecimalMark,
  currencies: readonly string[],
  places = `${MARKS[mark].decimal}[0-9]+`,
): string {
  const { decimal, group } = MARKS[mark];
  const groups = [group, `[${GROUP_MARKS.blank}]`, `[${GROUP_MARKS.apostrophe}]`].map(
    (each) => `[1-9][0-9]{0,2}(?:${each}[0-9]{3})+`,
  );
  // In India, only the last three digits are one group, and those before them go by two.
  const indian = mark === "." ? [`[1-9][0-9]?(?:${group}[0-9]{2})+${group}[0-9]{3}`] : [];
  const number = `(?:(?:[0-9]+|${[...groups, ...indian].join("|")})(?:${places})?|${decimal}[0-9]+)`;
  const before = `[(+${MINUS}]?${BLANKS}`;
  const behind = `${BLANKS}[)${MINUS}]?`;
  if (currencies.length === 0) return `${AROUND}${before}${number}${behind}${AROUND}`;
  const money = `(?:${currencies.map(escaped).join("|")})?`;
  return `${AROUND}${before}${money}${BLANKS}${before}${number}${behind}${BLANKS}${money}${behind}${AROUND}`;
}

/** A mark with dashes behind, as people write amounts without cents: `12,-`, `12.--`, `12,– €`. */
export function dashes(mark: DecimalMark): string {
  return `${MARKS[mark].decimal}[${MINUS}${LONG_DASHES}]{1,2}`;
}

/** Numbers that have a currency right before them or behind, or with one blank between, and no sign. */
export function besideCurrency(
  mark: DecimalMark,
  word: string,
): Readonly<Record<"before" | "behind", { readonly plain: string; readonly grouped: string }>> {
  const plainNumber = `[0-9]+(?:${MARKS[mark].decimal}[0-9]+)?`;
  const before = `${escaped(word)} ?`;
  const behind = ` ?${escaped(word)}`;
  return {
    before: { plain: before + plainNumber, grouped: before + grouped(mark) },
    behind: { plain: plainNumber + behind, grouped: grouped(mark) + behind },
  };
}

/** At most one sign, or one pair of parentheses. */
export const ONE_SIGN = `${NO_SIGN}(?:[+${MINUS}]?${NO_SIGN}|[(]${NO_SIGN}[)]${NO_SIGN})`;

/** What makes a number with {@link ONE_SIGN} negative. */
export const NEGATIVE = `[^(${MINUS}]*[(${MINUS}][^(${MINUS}]*`;

/** All that is neither a digit nor the decimal mark, with the point that belongs to a word such as `Rs.`: leave it out. */
export function besideDigits(mark: DecimalMark): string {
  return mark === "," ? "[^0-9,]" : `[${lastLetters()}][.]|[^0-9.]`;
}

/** All that belongs to a number rather than to a currency beside it, with the points of words. */
export const NUMBER_CHARACTERS = String.raw`\s|[0-9.,()+${MINUS}${LONG_DASHES}${GROUP_MARKS.blank}${GROUP_MARKS.apostrophe}]`;

/** The letters before a point that belongs to a currency. */
function lastLetters(): string {
  const dotted = CURRENCY_WORDS.filter((word) => word.endsWith("."));
  return [...new Set(dotted.map((word) => word.at(-2)))].join("");
}

function escaped(word: string): string {
  return word.replaceAll(/[.$/]/g, (character) => `[${character}]`);
}
