import { encodingExists } from "iconv-lite";
import { QuintileError } from "../../../errors.js";

/** A character encoding that a text file can be read with. */
export interface Encoding {
  /** What `--encoding` takes: the name of the WHATWG encoding standard in lower case where it has one. */
  readonly label: string;
  /** What to call it in messages. */
  readonly name: string;
}

export const UTF_8: Encoding = { label: "utf-8", name: "UTF-8" };
export const UTF_16_LE: Encoding = { label: "utf-16le", name: "UTF-16 (little-endian)" };
export const UTF_16_BE: Encoding = { label: "utf-16be", name: "UTF-16 (big-endian)" };

/** Names that are not the label in capitals. */
const NAMES: Readonly<Record<string, string>> = {
  "utf-16le": UTF_16_LE.name,
  "utf-16be": UTF_16_BE.name,
  macintosh: "MacRoman",
  "x-mac-cyrillic": "MacCyrillic",
  macturkish: "MacTurkish",
  shift_jis: "Shift-JIS",
  big5: "Big5",
};

/** The encoding of a label, with the name that messages use. The label has to be one that {@link parseEncoding} gives. */
export function encodingOf(label: string): Encoding {
  const name = NAMES[label] ?? label.toUpperCase().replace("WINDOWS", "Windows");
  return { label, name };
}

/**
 * The encoding that a person names: a label of the WHATWG encoding standard, such as `latin1`, or another name that the
 * decoder knows, such as `cp850`. Letter case plays no part. Raises `USAGE` for an unknown name.
 */
export function parseEncoding(text: string): Encoding {
  const label = standardLabel(text) ?? text.trim().toLowerCase();
  if (label === "macroman") return encodingOf("macintosh");
  if (standardLabel(text) !== undefined || encodingExists(label)) return encodingOf(label);
  throw new QuintileError("USAGE", `There is no encoding "${text}".`, {
    hint: "Name one as the web does, for example utf-8, windows-1252, windows-1250, windows-1254, macintosh, utf-16le, shift_jis or gb18030.",
  });
}

/** `latin1` and `iso-8859-1` are `windows-1252` there: what people save under those names holds characters of the latter. */
function standardLabel(text: string): string | undefined {
  try {
    return new TextDecoder(text).encoding;
  } catch {
    return undefined;
  }
}
