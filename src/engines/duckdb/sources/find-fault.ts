import { closeSync, openSync, readSync } from "node:fs";

const CHUNK = 1 << 20;
const [QUOTE, NEWLINE, RETURN] = [0x22, 0x0a, 0x0d];

/** Where a text file goes wrong, counted in lines as an editor counts them. */
export interface Fault {
  readonly line: number;
  /** How many values the record there has; undefined where a quote is the fault. */
  readonly values?: number;
}

/**
 * The first record of a delimited file that has another number of values than the header (where that is given), or a
 * quote that does not end where its value does. Looked for only after the engine has refused the file: the engine counts
 * records, and an editor lines.
 */
export function findBadRecord(file: string, delimiter: string, columns: number | undefined): Fault | undefined {
  const isWrong = (values: number): boolean => columns !== undefined && values !== columns;
  const separator = delimiter.charCodeAt(0);
  let newline: number | undefined;
  let line = 1;
  let starts = 1; // the line on which the record starts
  let values = 1;
  let state: "start" | "plain" | "quoted" | "closed" = "start";
  let blank = true;
  for (const chunk of chunksOf(file)) {
    newline ??= chunk.includes(NEWLINE) ? NEWLINE : RETURN;
    for (const byte of chunk) {
      if (byte === newline) line += 1;
      if (state === "quoted") {
        if (byte === QUOTE) state = "closed";
      } else if (byte === newline) {
        if (!blank && isWrong(values)) return { line: starts, values };
        [starts, values, state, blank] = [line, 1, "start", true];
      } else if (byte !== RETURN) {
        blank = false;
        if (byte === separator) {
          values += 1;
          state = "start";
        } else if (byte === QUOTE && state !== "plain") state = "quoted";
        else if (state === "closed") return { line: starts };
        else state = "plain";
      }
    }
  }
  if (state === "quoted") return { line: starts };
  return !blank && isWrong(values) ? { line: starts, values } : undefined;
}

/** The first line that is not UTF-8. */
export function findBadEncoding(file: string): Fault | undefined {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return findLine(file, (text) => {
    try {
      decoder.decode(text);
      return false;
    } catch {
      return true;
    }
  });
}

/** The first line that is not a JSON value by itself. */
export function findBadJson(file: string): Fault | undefined {
  return findLine(file, (line) => {
    const text = line.toString("utf8");
    if (text.trim() === "") return false;
    try {
      JSON.parse(text);
      return false;
    } catch {
      return true;
    }
  });
}

/** The line of the n-th object of a file of JSON lines: blank lines hold none. */
export function findObject(file: string, position: number): Fault | undefined {
  let seen = 0;
  return findLine(file, (text) => {
    if (text.toString("utf8").trim() !== "") seen += 1;
    return seen === position;
  });
}

function findLine(file: string, isBad: (text: Buffer) => boolean): Fault | undefined {
  let line = 0;
  let rest = Buffer.alloc(0);
  for (const chunk of chunksOf(file)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      line += 1;
      if (isBad(Buffer.concat([rest, chunk.subarray(start, end)]))) return { line };
      rest = Buffer.alloc(0);
      start = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(start)]);
  }
  return rest.length > 0 && isBad(rest) ? { line: line + 1 } : undefined;
}

function* chunksOf(file: string): Generator<Buffer> {
  const handle = openSync(file, "r");
  try {
    for (;;) {
      const chunk = Buffer.alloc(CHUNK);
      const size = readSync(handle, chunk, 0, CHUNK, null);
      if (size === 0) return;
      yield chunk.subarray(0, size);
    }
  } finally {
    closeSync(handle);
  }
}
