/** Characters that a terminal obeys, or that change the order of others; line ends and tabs are none. */
const OBEYED = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu;
const DELETE = 0x7f;

/** Text in which what a terminal would obey is shown instead: `␛[2J` in the place of an escape sequence. */
export function printable(text: string): string {
  return text.replaceAll(OBEYED, pictureOf);
}

/** An answer in which all texts are {@link printable}. */
export function printableAnswer(answer: unknown): unknown {
  if (typeof answer === "string") return printable(answer);
  if (Array.isArray(answer)) return answer.map(printableAnswer);
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [printable(name), printableAnswer(value as unknown)]),
  );
}

/** JSON in which what a terminal would obey is escaped. */
export function printableJson(answer: unknown, indent?: number): string {
  return JSON.stringify(answer, null, indent).replaceAll(OBEYED, (character) => `\\u${hexadecimal(character)}`);
}

/** The picture that Unicode has of a control character (␛), or its number in brackets. */
function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === DELETE ? "␡" : `<U+${hexadecimal(character).toUpperCase()}>`;
}

function hexadecimal(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, "0");
}
