import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { isGzip, readHead } from "./text-file.js";

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Writes how far each record's line in a text file is from its position: one `record,shift` line wherever the distance
 * changes, because of the header, a blank line or a line break within quotes. The line of record n is n + shift.
 */
export async function writeLineShifts(file: string, delimiter: string | undefined, output: string): Promise<void> {
  const raw = createReadStream(file);
  const packed = isGzip(await rawStart(file));
  const bytes = packed ? raw.pipe(createGunzip()) : raw;
  await pipeline(bytes, (chunks) => shifts(chunks as AsyncIterable<Buffer>, delimiter), createWriteStream(output));
}

async function rawStart(file: string): Promise<Buffer> {
  for await (const chunk of createReadStream(file, { end: 1 })) return chunk as Buffer;
  return readHead(file, 2);
}

/** `delimiter` undefined: no header and no quotes, as in JSON lines. */
async function* shifts(chunks: AsyncIterable<Buffer>, delimiter: string | undefined): AsyncGenerator<string> {
  const separator = delimiter?.charCodeAt(0);
  let record = separator === undefined ? 1 : 0; // the header is record 0
  let line = 1;
  let shift = Number.NaN;
  let quoted = false;
  let fieldStarts = true;
  let blank = true;
  for await (const chunk of chunks) {
    let out = "";
    for (const byte of chunk) {
      if (byte === NEWLINE && !quoted) {
        if (!blank) record += 1;
        line += 1;
        blank = true;
        fieldStarts = true;
        continue;
      }
      if (byte === NEWLINE) line += 1;
      if (byte === RETURN) continue;
      if (blank && byte !== RETURN) {
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
