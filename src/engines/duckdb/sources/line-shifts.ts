import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { explainCopy } from "../failure.js";

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Writes how far each record's line in a text file is from its position: one `record,shift` line wherever the distance
 * changes, because of the header, a blank line or a line break within quotes. The line of record n is n + shift.
 */
export async function writeLineShifts(
  file: string,
  delimiter: string | undefined,
  output: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const shifts = new LineShifts(delimiter);
  try {
    await pipeline(
      createReadStream(file),
      (chunks) => feed(chunks as AsyncIterable<Buffer>, shifts),
      createWriteStream(output),
      signal === undefined ? {} : { signal },
    );
  } catch (error) {
    throw explainCopy(error, signal);
  }
}

async function* feed(chunks: AsyncIterable<Buffer>, shifts: LineShifts): AsyncGenerator<string> {
  for await (const chunk of chunks) {
    const lines = shifts.read(chunk);
    if (lines !== "") yield lines;
  }
}

/** Follows records and lines through the chunks of a file. */
class LineShifts {
  /** Undefined: no header and no quotes, as in JSON lines. */
  readonly #separator: number | undefined;
  #newline: number | undefined; // a lone return where the file has no other end of a line
  #record: number;
  #line = 1;
  #shift = Number.NaN;
  #quoted = false;
  #fieldStarts = true;
  #blank = true;

  constructor(delimiter: string | undefined) {
    this.#separator = delimiter?.charCodeAt(0);
    this.#record = delimiter === undefined ? 1 : 0; // the header is record 0
  }

  /** The shifts that begin in a chunk. The state is copied, since a loop over every byte of a file has to be tight. */
  read(chunk: Buffer): string {
    this.#newline ??= chunk.includes(NEWLINE) ? NEWLINE : RETURN;
    const newline = this.#newline;
    const separator = this.#separator;
    let [record, line, shift, quoted, fieldStarts, blank] = [
      this.#record,
      this.#line,
      this.#shift,
      this.#quoted,
      this.#fieldStarts,
      this.#blank,
    ];
    let out = "";
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] as number;
      if (byte === newline) {
        line += 1;
        if (quoted) continue;
        if (!blank) record += 1;
        blank = true;
        fieldStarts = true;
      } else if (byte !== RETURN) {
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
    }
    [this.#record, this.#line, this.#shift, this.#quoted, this.#fieldStarts, this.#blank] = [
      record,
      line,
      shift,
      quoted,
      fieldStarts,
      blank,
    ];
    return out;
  }
}
