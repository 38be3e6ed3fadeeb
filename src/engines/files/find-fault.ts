import { throwIfCancelled } from "../../errors.js";
import type { InputFile } from "../engine.js";
import { CsvScanner } from "./csv-scanner.js";
import { isBlankLine, readLines } from "./lines.js";

/** Bytes of a row beyond which the engine refuses it. */
export const LONGEST_ROW = 2_000_000;

/** Where a text file goes wrong, counted in lines as an editor counts them. */
export interface Fault {
  readonly line: number;
  /** How many values the record there has, where that is the fault. */
  readonly values?: number;
  /** True where the record is longer than a row may be. */
  readonly isLong?: boolean;
}

/**
 * The first record of a delimited file that has another number of values than the header, a quote that does not end where its
 * value does, or more bytes than a row may have; undefined for a file that follows the rules of CSV.
 */
export async function findBadRecord(
  file: InputFile,
  delimiter: string,
  columns: number | undefined,
  signal?: AbortSignal,
): Promise<Fault | undefined> {
  let fault: Fault | undefined;
  const scanner = new CsvScanner(
    delimiter,
    ({ line, values, bytes, isBroken }) => {
      if (isBroken) fault = { line };
      else if (bytes > LONGEST_ROW) fault = { line, isLong: true };
      else if (columns !== undefined && values !== columns) fault = { line, values };
      return fault !== undefined;
    },
    { firstLine: file.firstLine },
  );
  for await (const chunk of file.chunks()) {
    throwIfCancelled(signal);
    scanner.read(chunk);
    if (scanner.isStopped) break;
  }
  scanner.end();
  return fault;
}

/** The first line that is not UTF-8. */
export function findBadEncoding(file: InputFile): Promise<Fault | undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return findLine(file, (bytes) => {
    try {
      decoder.decode(bytes);
      return false;
    } catch {
      return true;
    }
  });
}

/** The first line that is not a JSON value by itself. */
export function findBadJson(file: InputFile): Promise<Fault | undefined> {
  const decoder = new TextDecoder();
  return findLine(file, (bytes) => {
    if (isBlankLine(bytes)) return false;
    try {
      JSON.parse(decoder.decode(bytes));
      return false;
    } catch {
      return true;
    }
  });
}

/** The line of the n-th object of a file of JSON lines: blank lines hold none. */
export function findObject(file: InputFile, position: number): Promise<Fault | undefined> {
  let seen = 0;
  return findLine(file, (bytes) => {
    if (!isBlankLine(bytes)) seen += 1;
    return seen === position;
  });
}

async function findLine(file: InputFile, isBad: (bytes: Uint8Array) => boolean): Promise<Fault | undefined> {
  let line = file.firstLine - 1;
  for await (const bytes of readLines(file.chunks())) {
    line += 1;
    if (isBad(bytes)) return { line };
  }
  return undefined;
}
