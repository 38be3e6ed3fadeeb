import { decode, encodingExists, getDecoder } from "iconv-lite";
import { inputName, QuintileError } from "../../../errors.js";
import type { Encoding } from "./encoding.js";

/** Turns bytes into text piece by piece. */
interface PieceDecoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

/** Characters that the decoder's table of MacRoman has from before 1998, when the sign of the euro took the place of another. */
const MAC_ROMAN = new Map([
  ["\u00a4", "\u20ac"],
  ["\u2126", "\u03a9"],
]);

/**
 * The text of a stream of bytes, without the mark that may stand at its start. Raises `BAD_ENCODING` at the first bytes that
 * mean nothing in the encoding, with the number of their line.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  file: string,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  let lines = 0;
  let isStart = true;
  const checked = (text: string): string => {
    const wrong = text.indexOf("\ufffd");
    if (wrong >= 0) throw unreadableBytes(file, encoding, lines + linesIn(text.slice(0, wrong)) + 1);
    lines += linesIn(text);
    const body = isStart && text !== "" ? text.replace(/^\ufeff/, "") : text;
    isStart &&= text === "";
    return body;
  };
  try {
    for await (const chunk of chunks) yield checked(decoder.write(chunk));
    yield checked(decoder.end());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw unreadableBytes(file, encoding, lines + 1);
  }
}

/** The text of some bytes, with U+FFFD where they mean nothing in the encoding. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  const name = decoderName(encoding);
  const text = name === undefined ? new TextDecoder(encoding.label).decode(bytes) : decode(bytes, name);
  return encoding.label === "macintosh" ? modernMac(text) : text;
}

function decoderOf(encoding: Encoding): PieceDecoder {
  const name = decoderName(encoding);
  // The decoder above knows neither of these encodings strictly; the one of the platform does.
  if (name === undefined || name === "utf-8") {
    const decoder = new TextDecoder(encoding.label, { fatal: true, ignoreBOM: true });
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const decoder = getDecoder(name, { stripBOM: false });
  const tidy = encoding.label === "macintosh" ? modernMac : (text: string) => text;
  return { write: (bytes) => tidy(decoder.write(Buffer.from(bytes))), end: () => tidy(decoder.end() ?? "") };
}

/**
 * What the decoding library calls an encoding; undefined where only the platform knows it. The platform comes second, since
 * some releases of Node read the bytes 80 to 9F of Windows-1252 as control characters.
 */
function decoderName({ label }: Encoding): string | undefined {
  if (label === "x-mac-cyrillic") return "maccyrillic";
  return encodingExists(label) ? label : undefined;
}

function modernMac(text: string): string {
  return text.replaceAll(/[\u00a4\u2126]/g, (character) => MAC_ROMAN.get(character) as string);
}

/** Lines end with LF, CRLF or CR; a CR whose LF comes with the next piece counts twice, which no message of ours minds. */
function linesIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function unreadableBytes(file: string, encoding: Encoding, line: number): QuintileError {
  return new QuintileError(
    "BAD_ENCODING",
    `Line ${line} of ${file} holds bytes that mean nothing in ${encoding.name}.`,
    {
      hint: `The file has another encoding, which ${inputName("encoding")} names, or it is damaged.`,
    },
  );
}
