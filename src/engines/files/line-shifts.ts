import type { InputFile } from "../engine.js";
import { CsvScanner } from "./csv-scanner.js";
import { isBlankLine, readLines } from "./lines.js";

/**
 * How far each record's line in a text file is from its position, as lines of text: one `record,shift` wherever the distance
 * changes, because of the header, a blank line or a line break within quotes. The line of record n is n + shift.
 *
 * @param delimiter undefined for JSON lines, which have no header and no quotes.
 */
export function lineShifts(file: InputFile, delimiter: string | undefined): AsyncGenerator<string> {
  return delimiter === undefined ? shiftsOfJson(file) : shiftsOfCsv(file, delimiter);
}

async function* shiftsOfCsv(file: InputFile, delimiter: string): AsyncGenerator<string> {
  let record = -1; // the header is record 0
  let shift = Number.NaN;
  let out = "";
  const scanner = new CsvScanner(
    delimiter,
    ({ line }) => {
      record += 1;
      if (record === 0 || line - record === shift) return;
      shift = line - record;
      out += `${record},${shift}\n`;
    },
    { firstLine: file.firstLine },
  );
  for await (const chunk of file.chunks()) {
    scanner.read(chunk);
    if (out !== "") yield out;
    out = "";
  }
  scanner.end();
  if (out !== "") yield out;
}

async function* shiftsOfJson(file: InputFile): AsyncGenerator<string> {
  let record = 0;
  let line = file.firstLine - 1;
  let shift = Number.NaN;
  for await (const bytes of readLines(file.chunks())) {
    line += 1;
    if (isBlankLine(bytes)) continue;
    record += 1;
    if (line - record === shift) continue;
    shift = line - record;
    yield `${record},${shift}\n`;
  }
}
