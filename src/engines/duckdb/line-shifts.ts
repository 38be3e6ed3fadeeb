import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Writes how far each record's line in a text file is from its position: one `record,shift` line wherever the distance
 * changes, because of the header, a blank line or a line break within quotes. The line of record n is n + shift.
 */
export async function writeLineShifts(file: string, delimiter: string | undefined, output: string): Promise<void> {
  await pipeline(createReadStream(file), (chunks) => shifts(chunks as AsyncIterable<Buffer>, delimiter), createWriteStream(output));
}

/** `delimiter` undefined: no header and no quotes, as in JSON lines. */
async function* shifts(chunks: AsyncIterable<Buffer>, delimiter: string | undefined): AsyncGenerator<string> {
  const separator = delimiter?.charCodeAt(0);
  let newline: number | undefined; // a lone return where the file has no other end of a line
  let record = separator === undefined ? 1 : 0; // the header is record 0
  let line = 1;
  let shift = Number.NaN;
  let quoted = false;
  let fieldStarts = true;
  let blank = true;
  for await (const chunk of chunks) {
    newline ??= chunk.includes(NEWLINE) ? NEWLINE : RETURN;
    let out = "";
    for (const byte of chunk) {
      if (byte === newline && !quoted) {
        if (!blank) record += 1;
        line += 1;
        blank = true;
        fieldStarts = true;
        continue;
      }
      if (byte === newline) line += 1;
      if (byte === RETURN) continue;
      if (blank) {
        blank = false;
        if (record > 0 && line - record !== shift) {
          shift = line - record;
          out += `${record},${shift}\n`;
        }
      }
      if (separator === undefined) continue;
      if (byte === QUOTE && (quoted || fieldStarts)) {
        // A doubled quote closes and opens again, which leaves the state as it was.
        quoted = !quoted;
        fieldStarts = !quoted;
      } else fieldStarts = !quoted && byte === separator;
    }
    if (out !== "") yield out;
  }
}
