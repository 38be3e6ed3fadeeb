import { QuintileError } from "../../errors.js";
import type { InputFile } from "../engine.js";
import { EngineFailure, type FileFailure, type WideEncoding } from "../failures.js";
import { CsvScanner } from "./csv-scanner.js";
import { LONGEST_ROW } from "./find-fault.js";

/** The start of a text file: enough to see its header and its shape. */
export interface TextHead {
  readonly delimiter: string;
  /** Bytes and lines above the header: a byte order mark, and blank lines. */
  readonly above: { readonly bytes: number; readonly lines: number };
  readonly columns: readonly string[];
  /** What the file calls the columns, where that is not their name. */
  readonly headers: readonly (string | undefined)[];
  /** Bytes that are no rows: the header, and what stands above it. */
  readonly headerBytes: number;
  /** Mean bytes per row within the head, for a guess at the number of rows. */
  readonly bytesPerRow: number;
  readonly hasRows: boolean;
}

/** What may stand between the values of a row, the likeliest first. */
export const DELIMITERS = [",", ";", "\t", "|", "^", "~", "\u0001"];
/** Enough to see the end of most rows. */
const END_BYTES = 1 << 12;
/** Enough to see the header and some rows. */
export const HEAD_BYTES = 1 << 18;

/** More columns than these are no table of sales. */
const MOST_COLUMNS = 5000;

const [NEWLINE, RETURN, BLANK] = [0x0a, 0x0d, 0x20];

/** Files that are often taken for text, by their first bytes in hexadecimal. */
const FOREIGN: readonly (readonly [RegExp, string, string])[] = [
  [/^25504446/, "a PDF document", "Export the sales as CSV."],
  [/^53514c69746520666f726d/, "an SQLite database", "Export the table as CSV."],
  [/^(4152524f5731|46454131)/, "an Arrow file", "Write it as Parquet or CSV."],
  [
    /^(28b52ffd|425a683\d314159|fd377a585a|377abcaf)/,
    "a packed file",
    "Unpack it first; gzip is the one format that is read packed.",
  ],
];

/** Raises `BAD_FILE` for the start of a file that is no text but something known. */
export function requireKnownContent(start: Uint8Array, name: string): void {
  const hexadecimal = [...start].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const found = FOREIGN.find(([pattern]) => pattern.test(hexadecimal));
  if (found) throw new QuintileError("BAD_FILE", `${name} is ${found[1]}, not a file of sales.`, { hint: found[2] });
}

/** Finds the delimiter and the column names of a delimited text file; raises `EMPTY_SOURCE` or `BAD_ENCODING`. */
export async function readHead(file: InputFile): Promise<TextHead> {
  const bytes = await file.head(HEAD_BYTES);
  const text = decodeHead(bytes, file);
  if (text.replace(/^\uFEFF/, "").trim() === "") {
    throw new QuintileError("EMPTY_SOURCE", `${file.name} is empty.`, {
      hint: "Expected a header line and at least one row.",
    });
  }
  const above = /^\uFEFF?[\r\n]*/.exec(text)?.[0] ?? "";
  const start = new TextEncoder().encode(above).length;
  const content = bytes.subarray(start);
  const headers = DELIMITERS.map((delimiter) => readHeader(content, delimiter));
  // The delimiter that splits the header into the most columns; the earlier candidate wins a tie.
  const header = headers.reduce((best, each) => (each.fields.length > best.fields.length ? each : best));
  if (header.fields.length > MOST_COLUMNS) {
    throw new QuintileError("BAD_FILE", `${file.name} has more than ${MOST_COLUMNS} columns.`, {
      hint: "Is it a table of sales, one in each row? Lines that end in an unusual way are read as one.",
    });
  }
  const rows = countLines(content.subarray(header.bytes));
  const lines = above.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n").length;
  const columns = distinctNames(header.fields);
  return {
    delimiter: header.delimiter,
    above: { bytes: lines === 0 ? 0 : start, lines },
    columns,
    headers: header.fields.map((field, index) =>
      ["", columns[index]].includes(field.trim()) ? undefined : field.trim(),
    ),
    headerBytes: start + header.bytes,
    bytesPerRow: Math.max(1, (content.length - header.bytes) / Math.max(1, rows)),
    hasRows: rows > 0,
  };
}

/** How many lines of some bytes hold text. */
function countLines(bytes: Uint8Array): number {
  const end = bytes.includes(NEWLINE) ? NEWLINE : RETURN;
  let count = 0;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(end, start);
    const stop = found < 0 ? bytes.length : found;
    // The bytes of blanks and control characters are the lowest.
    for (let index = start; index < stop; index += 1) {
      if ((bytes[index] as number) <= BLANK) continue;
      count += 1;
      break;
    }
    start = stop + 1;
  }
  return count;
}

interface Header {
  readonly delimiter: string;
  readonly fields: readonly string[];
  /** How many bytes it takes. */
  readonly bytes: number;
}

/** The first record of a text that begins with it. */
function readHeader(content: Uint8Array, delimiter: string): Header {
  const separators: number[] = [];
  let bytes = content.length;
  const scanner = new CsvScanner(
    delimiter,
    (record) => {
      bytes = record.bytes;
      return true;
    },
    { separators },
  );
  scanner.read(content);
  const starts = [0, ...separators.map((position) => position + 1)];
  const decoder = new TextDecoder();
  const fields = starts.map((from, index) =>
    unquoted(decoder.decode(content.subarray(from, separators[index] ?? bytes))),
  );
  return { delimiter, fields, bytes };
}

/** A value without the quotes around it, and without the doubling of those within. */
export function unquoted(value: string): string {
  const [, inner, behind = ""] = /^"((?:[^"]|"")*)"?([^]*)$/.exec(value) ?? [];
  return inner === undefined ? value : inner.replaceAll('""', '"') + behind;
}

/** The start of a text file as text. Raises `BAD_ENCODING`, or `BAD_FILE` for what is no text at all. */
export function decodeHead(head: Uint8Array, { name, path }: InputFile): string {
  const encoding = wideEncoding(head);
  if (encoding !== undefined) throw new EngineFailure<FileFailure>({ kind: "bad-encoding", path, encoding });
  const text = decode(head);
  if (text === undefined && !head.includes(0)) throw new EngineFailure<FileFailure>({ kind: "bad-encoding", path });
  if (text === undefined || text.slice(0, text.search(/[\r\n]|$/)).includes("\0")) {
    throw new QuintileError("BAD_FILE", `${name} is not a text file.`, {
      hint: "Sources are CSV, TSV, JSON lines, Parquet or .duckdb files.",
    });
  }
  return text;
}

function decode(head: Uint8Array): string | undefined {
  try {
    // `stream` forgives a character that the end of the head cuts in two.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
}

/** UTF-16 by its mark, or by plain text in it: every second byte is zero. */
function wideEncoding(head: Uint8Array): WideEncoding | undefined {
  const zeros = [0, 0];
  head.subarray(0, 200).forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] as number) + 1;
  });
  const [even, odd] = zeros as [number, number];
  const many = Math.min(head.length, 200) / 4;
  if ((head[0] === 0xff && head[1] === 0xfe) || (odd >= many && even === 0 && odd > 0)) return "UTF-16LE";
  if ((head[0] === 0xfe && head[1] === 0xff) || (even >= many && odd === 0 && even > 0)) return "UTF-16BE";
  return undefined;
}

/**
 * Raises `MALFORMED_CSV` where the last row is longer than a row may be: the engine refuses such a row anywhere else, and
 * drops it at the end of a large file.
 */
export async function requireShortEnd(file: InputFile): Promise<void> {
  for (const bytes of [END_BYTES, LONGEST_ROW]) {
    const end = await file.tail(bytes);
    const before = end.subarray(0, -2); // without the end of the last line itself
    if (end.length < LONGEST_ROW && end.length < bytes) return;
    if (before.includes(0x0a) || before.includes(0x0d)) return;
  }
  throw new QuintileError("MALFORMED_CSV", `The last row of ${file.name} holds more text than a row can have.`, {
    hint: "Look there: a missing or stray quote or delimiter is the usual cause.",
  });
}

/** Column names as the header has them; empty and repeated ones get a number, so that each name is used once. */
export function distinctNames(fields: readonly string[]): string[] {
  const names = fields.map((field, index) => (field.trim() === "" ? `column${index + 1}` : field.trim()));
  const times = new Map<string, number>();
  for (const name of names) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  const taken = new Set([...times].filter(([, count]) => count === 1).map(([name]) => name));
  return names.map((name) => {
    if (times.get(name.toLowerCase()) === 1) return name;
    let copy = 1;
    while (taken.has(`${name}_${copy}`.toLowerCase())) copy += 1;
    taken.add(`${name}_${copy}`.toLowerCase());
    return `${name}_${copy}`;
  });
}
