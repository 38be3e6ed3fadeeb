import { CsvScanner } from "../csv-scanner.js";

const NEWLINE = 0x0a;
const [BLANK, RETURN] = [0x20, 0x0d];

/** True where some bytes may have a record that holds nothing but blanks: a line of them, which may also stand within quotes. */
export function hasBlankRecords(bytes: Uint8Array, delimiter: string): boolean {
  const separator = delimiter.charCodeAt(0);
  for (const first of [separator, BLANK]) {
    const start = Uint8Array.of(NEWLINE, first);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      const end = text.indexOf(NEWLINE, at + 1);
      if (isBlankRecord(text.subarray(at + 1, end < 0 ? text.length : end), separator)) return true;
    }
  }
  return false;
}

/** True for a line of separators and blanks. */
function isBlankRecord(line: Uint8Array, separator: number): boolean {
  return line.includes(separator) && line.every((byte) => byte === separator || byte === BLANK || byte === RETURN);
}

/**
 * The first bytes of a delimited text, with a blank line in place of each record that holds nothing but blanks, so that the numbers
 * of lines stay.
 *
 * @param bytes how many.
 * @param counter told how many records were blank.
 */
export async function* withoutBlankRecords(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
  delimiter: string,
  counter: { blank: number },
): AsyncGenerator<Uint8Array> {
  const scanner = new CsvScanner(delimiter, () => {});
  const separator = delimiter.charCodeAt(0);
  let left = bytes;
  let rest: Uint8Array = new Uint8Array(0);
  const cleaned = (text: Uint8Array): Uint8Array => {
    const kept: Uint8Array[] = [];
    let [start, scanned] = [0, 0];
    for (let line = 0; line < text.length;) {
      const found = text.indexOf(NEWLINE, line);
      const end = found < 0 ? text.length : found;
      const first = text[line];
      if ((first === separator || first === BLANK) && isBlankRecord(text.subarray(line, end), separator)) {
        scanner.read(text.subarray(scanned, line));
        scanned = line;
        if (!scanner.isQuoted) {
          counter.blank += 1;
          kept.push(text.subarray(start, line));
          start = end;
        }
      }
      line = end + 1;
    }
    scanner.read(text.subarray(scanned));
    kept.push(text.subarray(start));
    return Buffer.concat(kept);
  };
  for await (const chunk of chunks) {
    const piece = chunk.subarray(0, left);
    left -= piece.length;
    const text = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const cut = text.lastIndexOf(NEWLINE) + 1;
    rest = text.slice(cut);
    if (cut > 0) yield cleaned(text.subarray(0, cut));
    if (left === 0) break;
  }
  if (rest.length > 0) yield cleaned(rest);
}
