import type { InputFile } from "../engine.js";
import { CsvScanner } from "./csv-scanner.js";

const NEWLINE = 0x0a;

/** The bytes of a delimited file with LF at the end of each line, whatever was there; quoted text stays as it is. */
export async function* withPlainLineEnds(file: InputFile, delimiter: string): AsyncGenerator<Uint8Array> {
  const returns: number[] = [];
  const scanner = new CsvScanner(delimiter, () => {}, { returns });
  let position = 0;
  let endsInReturn = false;
  for await (const chunk of file.chunks()) {
    scanner.read(chunk);
    if (endsInReturn && chunk[0] !== NEWLINE) yield Uint8Array.of(NEWLINE);
    yield plain(
      chunk,
      returns.map((at) => at - position),
    );
    endsInReturn = returns.at(-1) === position + chunk.length - 1;
    position += chunk.length;
    returns.length = 0;
  }
  if (endsInReturn) yield Uint8Array.of(NEWLINE);
}

/** A return before a newline goes, as does the last byte, of which the next chunk tells; any other becomes a newline. */
function plain(chunk: Uint8Array, returns: readonly number[]): Uint8Array {
  const result = new Uint8Array(chunk.length);
  let [size, start] = [0, 0];
  const keep = (end: number): void => {
    result.set(chunk.subarray(start, end), size);
    size += end - start;
    start = end;
  };
  for (const at of returns) {
    keep(at);
    start = at + 1;
    if (start === chunk.length || chunk[start] === NEWLINE) continue;
    result[size] = NEWLINE;
    size += 1;
  }
  keep(chunk.length);
  return result.subarray(0, size);
}

/** True where a return ends a line of a delimited file. */
export async function hasReturns(file: InputFile, delimiter: string): Promise<boolean> {
  const returns: number[] = [];
  const scanner = new CsvScanner(delimiter, () => {}, { returns });
  for await (const chunk of file.chunks()) {
    if (returns.length > 0) return true;
    scanner.read(chunk);
  }
  return returns.length > 0;
}
