/** Which decoded words no person would have written: what bytes turn into when they are read with the wrong encoding. */

const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Thai}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u,
];
const NO_TEXT = /[\u00a4\p{Cc}\p{Co}\p{Cn}\ufffd]/u;
/** A sign among letters, where no language writes one, such as those in `Mu–oz`, `†ngel` and `Fa§`. */
const MISPLACED_SIGNS = [
  /\p{L}(?![’‘´·\u00ad])[^\p{L}\p{M}\p{N}\p{ASCII}]\p{L}/u,
  /^(?![‘’“„«¿¡©·–—…])[^\p{L}\p{M}\p{N}\p{ASCII}]\p{L}/u,
  /\p{L}(?![’‘“”»…™®©°·–—])[^\p{L}\p{M}\p{N}\p{ASCII}]$/u,
];
const LETTERS_WITH_CAPITALS = /[\p{Lu}\p{Ll}]/u;
const CAPITAL_IN_WORD = /^\p{Lu}?\p{Ll}+\p{Lu}(?:\p{Ll}|$)|^\p{Ll}\p{Lu}+$/u;
/** `McÉwan`, `DeÁngelis`: capitals that belong there. */
const NAME_PREFIX = /^(?:Mc|Mac|De|Di|La|Le|Du|Van)(?=\p{Lu}\p{Ll})/u;

/** The share of words that look wrongly decoded, from 0 to 1; 0 where there are no words. */
export function shareOfOddWords(words: readonly string[], label: string): number {
  return words.length === 0 ? 0 : words.filter((word) => isOdd(word, label)).length / words.length;
}

function isOdd(word: string, label: string): boolean {
  if (NO_TEXT.test(word)) return true;
  if (SCRIPTS.filter((script) => script.test(word)).length > 1) return true;
  if (LETTERS_WITH_CAPITALS.test(word) && MISPLACED_SIGNS.some((sign) => sign.test(word))) return true;
  if (CAPITAL_IN_WORD.test(word.replace(NAME_PREFIX, ""))) return true;
  if (label === "euc-kr" || label === "cp949") return /\p{Script=Hangul}/u.test(word) && /\p{Script=Han}/u.test(word);
  return label === "gb18030" && /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);
}
