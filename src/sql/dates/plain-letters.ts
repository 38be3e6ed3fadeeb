import { literal, type Sql, sql } from "../fragment.js";

const ACCENTED = "ÀÁÂÃÄÅàáâãäåÇçĆćÈÉÊËèéêëĘęĄąĞğÌÍÎÏìíîïİıŁłÑñŃńÒÓÔÕÖòóôõöŚśŞşȘșÙÚÛÜùúûüŹźŻżº°";
const PLAIN = "AAAAAAaaaaaaCcCcEEEEeeeeEeAaGgIIIIiiiiIiLlNnNnOOOOOoooooSsSsSsUUUUuuuuZzZzoo";
/** No-break blanks, which browsers write before AM. */
const BLANKS = "\u00A0\u202F";
/** Accents that stand behind their letter, as on a Mac. */
const MARKS = "\u0300\u0301\u0302\u0303\u0306\u0307\u0308\u030A\u0327\u0328\u0331";

const FROM = ACCENTED + BLANKS + MARKS;
const TO = PLAIN + BLANKS.replaceAll(/./g, " ");

/** Text with the letters of ASCII in place of those with accents, as an expression; all engines answer alike. */
export function plainLetters(text: Sql): Sql {
  return sql`translate(${text}, ${literal(FROM)}, ${literal(TO)})`;
}

/** The same for a word that is known already. */
export function inPlainLetters(word: string): string {
  return [...word.normalize("NFC")]
    .map((letter) => TO[FROM.indexOf(letter)] ?? (FROM.includes(letter) ? "" : letter))
    .join("");
}
