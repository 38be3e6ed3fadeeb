import type { SeenRow } from "../../engine.js";
import { CsvScanner } from "../csv-scanner.js";
import { unquoted } from "../text-file.js";
import { looksLikeValue } from "./seen-row.js";

const [NEWLINE, RETURN] = [0x0a, 0x0d];

/** A record of a delimited text, or a blank line between two, with its place in the bytes. */
export interface SeenRecord {
  readonly row: SeenRow;
  readonly start: number;
  /** On which line it begins; that of the next record for a blank line. */
  readonly line: number;
}

/**
 * The records of some bytes, and one blank row for the blank lines between two of them. What stands behind the last end of a line is
 * no record unless `isWhole` says that the bytes end there.
 */
export function seenRecords(
  bytes: Uint8Array,
  delimiter: string,
  isWhole: boolean,
  most = Number.POSITIVE_INFINITY,
): SeenRecord[] {
  const records: SeenRecord[] = [];
  const separators: number[] = [];
  const decoder = new TextDecoder();
  let end = 0;
  const scanner = new CsvScanner(
    delimiter,
    ({ start, bytes: size, line }) => {
      if (lineEnds(bytes.subarray(end, start)) > (records.length === 0 ? 0 : 1))
        records.push({ row: [], start: end, line });
      end = start + size;
      const places = [start, ...separators.map((at) => at + 1)];
      const row = places.map((from, index) => {
        const text = unquoted(decoder.decode(bytes.subarray(from, separators[index] ?? end)));
        return { text, isValue: looksLikeValue(text) };
      });
      separators.length = 0;
      records.push({ row, start, line });
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

function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < bytes.length; index += 1)
    if (bytes[index] === NEWLINE || (bytes[index] === RETURN && bytes[index + 1] !== NEWLINE)) count += 1;
  return count;
}
