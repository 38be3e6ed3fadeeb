const ARABIC = "٠١٢٣٤٥٦٧٨٩";
const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/** Digits of Arabic and Persian, for a class of characters. */
export const OTHER_DIGITS = ARABIC + PERSIAN;

/** SQL for text with digits of ASCII in place of those; `left` are characters that it does without, `mark` one that becomes a point. */
export function inPlainDigits(text: string, mark = "", left = ""): string {
  return `translate(${text}, '${OTHER_DIGITS}${mark}${left}', '01234567890123456789${mark === "" ? "" : "."}')`;
}
