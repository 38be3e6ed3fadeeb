import { literal, type Sql, sql } from "../fragment.js";
import { CALENDAR_WORDS } from "./calendar-words.js";
import { inPlainLetters } from "./plain-letters.js";

/** The words for each month, or for each day of the week, in small plain letters; each word once. */
function wordsOf(part: "months" | "weekdays", position: number): string[] {
  const forms = CALENDAR_WORDS.flatMap((words) => words[part][position]?.split(" ") ?? []);
  return [...new Set(forms.map((form) => inPlainLetters(form).toLowerCase()))];
}

/** Names of months in the languages that are known, by their number from 1, in small plain letters. */
export const MONTH_WORDS: ReadonlyMap<number, readonly string[]> = new Map(
  Array.from({ length: 12 }, (_, index) => [index + 1, wordsOf("months", index)]),
);

/** Names of the days of the week, the longest first, in small plain letters. */
export const WEEKDAY_WORDS: readonly string[] = [
  ...new Set(Array.from({ length: 7 }, (_, index) => wordsOf("weekdays", index)).flat()),
].toSorted((one, other) => other.length - one.length);

const NUMBERS = [...MONTH_WORDS]
  .flatMap(([number, words]) => words.map((word) => `,${word}:${String(number).padStart(2, "0")}`))
  .join("");

/** The number of a month, as two digits of text, out of its name in plain letters; null for a word that names none. */
export function monthNumber(name: Sql): Sql {
  const key = sql`(',' || lower(${name}) || ':')`;
  return sql`substr(${literal(NUMBERS)}, nullif(strpos(${literal(NUMBERS)}, ${key}), 0) + length(${key}), 2)`;
}
