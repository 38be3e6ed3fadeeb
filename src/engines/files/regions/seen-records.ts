import type { SeenRow } from "../../engine.js";
import { CsvScanner } from "../csv-scanner.js";
import { unquoted } from "../text-file.js";
import { looksLikeValue } from "./seen-row.js";

const [NEWLINE, RETURN] = [0x0a, 0x0d];

/** A record of a delimited text, or the blank lines between two, with its place in the bytes. */
export class SeenRecord {
  /** The position of its first byte. */
  readonly start: number;
  /** On which line it begins; that of the next record for a blank line. */
  readonly line: number;
  /** How many values it has; 0 for a blank line. */
  readonly width: number;
  readonly #bytes: Uint8Array;
  readonly #places: readonly number[];
  #row: SeenRow | undefined;

  /** @param places where the first value begins, each separator stands and the record ends; empty for a blank line. */
  constructor(bytes: Uint8Array, start: number, line: number, places: readonly number[]) {
    [this.#bytes, this.start, this.line, this.#places] = [bytes, start, line, places];
    this.width = Math.max(0, places.length - 1);
  }

  /** How many bytes stand from its start on. */
  get left(): number {
    return this.#bytes.length - this.start;
  }

  /** Its values. They are decoded on demand, since most records are only counted. */
  get row(): SeenRow {
    this.#row ??= this.#read();
    return this.#row;
  }

  #read(): SeenRow {
    const { buffer, byteOffset, length } = this.#bytes;
    const text = Buffer.from(buffer, byteOffset, length);
    return this.#places.slice(1).map((end, index) => {
      const from = (this.#places[index] as number) + (index === 0 ? 0 : 1);
      const value = unquoted(text.toString("utf8", from, end));
      return { text: value, isValue: looksLikeValue(value) };
    });
  }
}

/**
 * The records of some bytes, and one without values for the blank lines between two of them. What stands behind the last end of a
 * line is no record unless `isWhole` says that the bytes end there.
 */
export function seenRecords(
  bytes: Uint8Array,
  delimiter: string,
  isWhole: boolean,
  most = Number.POSITIVE_INFINITY,
): SeenRecord[] {
  const records: SeenRecord[] = [];
  const separators: number[] = [];
  let end = 0;
  const scanner = new CsvScanner(
    delimiter,
    ({ start, bytes: size, line }) => {
      if (lineEnds(bytes, end, start) > (records.length === 0 ? 0 : 1)) {
        records.push(new SeenRecord(bytes, end, line, []));
      }
      end = start + size;
      records.push(new SeenRecord(bytes, start, line, [start, ...separators, end]));
      separators.length = 0;
      return records.length >= most;
    },
    { separators },
  );
  scanner.read(bytes);
  if (!scanner.isStopped && isWhole) {
    // The scanner says how long its last record is only where a line ends.
    scanner.read(Uint8Array.of(NEWLINE));
  }
  return records;
}

function lineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index += 1)
    if (bytes[index] === NEWLINE || (bytes[index] === RETURN && bytes[index + 1] !== NEWLINE)) count += 1;
  return count;
}
