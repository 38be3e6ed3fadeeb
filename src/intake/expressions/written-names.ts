import { QuintileError } from "../../errors.js";

/** A name within a text, by the positions of its characters. */
export interface WrittenName {
  readonly start: number;
  readonly end: number;
  /** True where it stands in double quotes, so that it may have been meant as text. */
  readonly isQuoted: boolean;
}

/** Blanks that are none of ASCII. The engine's parser takes them for plain ones, and counts positions without them. */
const ODD_BLANKS = /[\u00A0\u2000-\u200F\u202F\u205F\u3000\uFEFF]/;

const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\//y;

const NAME = /"(?:[^"]|"")*"|[\p{L}_\u0080-\u{10FFFF}][\p{L}\p{N}_$\u0080-\u{10FFFF}]*/uy;
const DOT = /\s*\.\s*/y;

/** SQL with plain blanks between its words, so that the engine counts the bytes that are there. Quoted text and comments stay as they are. */
export function withPlainBlanks(text: string): string {
  if (!ODD_BLANKS.test(text)) return text;
  let plain = "";
  for (let at = 0; at < text.length;) {
    QUOTED.lastIndex = at;
    const word = QUOTED.exec(text)?.[0] ?? (text[at] as string);
    plain += word.length === 1 ? word.replace(ODD_BLANKS, " ") : word;
    at += word.length;
  }
  return plain;
}

/** Where a name is written that begins so many bytes into a text. Raises `BAD_EXPRESSION` where something else stands there. */
export function writtenName(text: string, position: number, names: readonly string[]): WrittenName {
  const start = indexOfByte(text, position);
  let end = start;
  let isQuoted = false;
  for (const [index, name] of names.entries()) {
    if (index > 0) end = matchAt(DOT, text, end)?.end ?? end;
    const found = matchAt(NAME, text, end);
    if (found === undefined || unquoted(found.word).toLowerCase() !== name.toLowerCase()) {
      throw new QuintileError("BAD_EXPRESSION", `The column "${name}" is not found where the expression names it.`, {
        hint: "Write its name in double quotes.",
      });
    }
    isQuoted = found.word.startsWith('"');
    end = found.end;
  }
  return { start, end, isQuoted };
}

/** A text with other words in the places of some names. */
export function withNames(text: string, replaced: readonly (WrittenName & { readonly by: string })[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, by } of replaced.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + by;
    at = end;
  }
  return result + text.slice(at);
}

/** The index of the character at which so many bytes of UTF-8 have passed. */
function indexOfByte(text: string, bytes: number): number {
  let passed = 0;
  let index = 0;
  for (const character of text) {
    if (passed >= bytes) break;
    const code = character.codePointAt(0) as number;
    passed += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_00_00 ? 3 : 4;
    index += character.length;
  }
  return index;
}

function matchAt(pattern: RegExp, text: string, at: number): { word: string; end: number } | undefined {
  pattern.lastIndex = at;
  const word = pattern.exec(text)?.[0];
  return word === undefined ? undefined : { word, end: at + word.length };
}

function unquoted(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word;
}
