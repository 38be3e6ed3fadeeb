import { throwIfCancelled } from "../../errors.js";
import type { InputFile } from "../engine.js";
import { CsvScanner } from "./csv-scanner.js";

/** Of all rows, so many are short at least where short rows are how a file is written: a broken one is alone. */
const SHARE_OF_SHORT = 0.1;
const FEWEST_SHORT = 3;
/** Lengths that short rows have, at most. */
const MOST_LENGTHS = 3;

/** A record of a delimited file with its bytes. */
interface TextRecord {
  /** What stands between it and the record before it. */
  readonly before: Uint8Array;
  readonly bytes: Uint8Array;
  readonly values: number;
  /** Where each separator stands in its bytes. */
  readonly separators: readonly number[];
  readonly isBroken: boolean;
}

/** How the rows of a file differ from its header. */
export interface UnevenRows {
  readonly rows: number;
  /** Rows that end before the last columns. */
  readonly short: number;
  /** Rows with nothing but separators behind the last column. */
  readonly long: number;
}

/**
 * How many rows of a file end before the last columns, and how many have separators too many behind it; undefined where that is not how the
 * file is written: where a row has values too many, or where short rows may be broken ones, because they are few, of many lengths, or
 * two of them beside each other make a whole one wherever they stand.
 */
export async function unevenRows(
  file: InputFile,
  delimiter: string,
  columns: number,
  signal?: AbortSignal,
): Promise<UnevenRows | undefined> {
  const lengths = new Set<number>();
  let [rows, short, long, before] = [0, 0, 0, columns];
  // Short rows that follow each other; where each could be a half of its neighbour, these come in pairs.
  let [run, oddRuns, halves] = [0, 0, 0];
  for await (const record of recordsOf(file, delimiter)) {
    throwIfCancelled(signal);
    const { values } = record;
    if (record.isBroken || (values > columns && !endsBlank(record, delimiter, columns))) return undefined;
    if (values > columns) long += 1;
    if (values < columns) {
      short += 1;
      lengths.add(values);
      const areParts = before < columns && (values + before === columns || values + before === columns + 1);
      if (areParts && values === before) halves += 1;
      else if (areParts || values * 2 < columns || values < 2 || lengths.size > MOST_LENGTHS) return undefined;
      run += 1;
    } else {
      oddRuns += run % 2;
      run = 0;
    }
    before = values;
    rows += 1;
  }
  if (halves > 0 && oddRuns + (run % 2) === 0) return undefined;
  const isWritten = short === 0 || (short >= FEWEST_SHORT && short >= SHARE_OF_SHORT * rows);
  return isWritten ? { rows: rows - 1, short, long } : undefined;
}

/** The bytes of a file with as many values in each row as its header has. */
export async function* withEvenRows(file: InputFile, delimiter: string, columns: number): AsyncGenerator<Uint8Array> {
  for await (const { before, bytes, values, separators } of recordsOf(file, delimiter)) {
    yield before;
    yield values > columns ? bytes.subarray(0, separators[columns - 1]) : bytes;
    if (values < columns) yield new TextEncoder().encode(delimiter.repeat(columns - values));
  }
  yield Uint8Array.of(0x0a);
}

function endsBlank({ bytes, separators }: TextRecord, delimiter: string, columns: number): boolean {
  const separator = delimiter.charCodeAt(0);
  return bytes.subarray(separators[columns - 1]).every((byte) => byte === separator || byte === 0x20);
}

async function* recordsOf(file: InputFile, delimiter: string): AsyncGenerator<TextRecord> {
  const found: { start: number; size: number; values: number; isBroken: boolean; separators: number[] }[] = [];
  const separators: number[] = [];
  const scanner = new CsvScanner(
    delimiter,
    ({ start, bytes: size, values, isBroken }) => {
      found.push({ start, size, values, isBroken, separators: separators.splice(0) });
    },
    { separators },
  );
  let left = new Uint8Array();
  let position = 0; // of the first byte that is left
  const told = function* (): Generator<TextRecord> {
    for (const { start, size, separators: at, ...record } of found.splice(0)) {
      const [from, to] = [start - position, start + size - position];
      yield {
        ...record,
        before: left.subarray(0, from),
        bytes: left.subarray(from, to),
        separators: at.map((each) => each - start),
      };
      left = left.subarray(to);
      position += to;
    }
  };
  for await (const chunk of file.chunks()) {
    left = Buffer.concat([left, chunk]);
    scanner.read(chunk);
    yield* told();
  }
  scanner.end();
  yield* told();
}
