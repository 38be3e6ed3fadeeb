import { QuintileError } from "../../errors.js";
import { badEncoding, mixedLineEnds } from "../duckdb/failure.js";
import { shownName } from "./workspace.js";

/** The start of a text file: enough to see its header and its shape. */
export interface TextHead {
  readonly delimiter: string;
  /** Empty lines above the header. */
  readonly blankLines: number;
  readonly columns: readonly string[];
  /** Mean bytes per row within the head, for a guess at the number of rows. */
  readonly bytesPerRow: number;
  readonly hasRows: boolean;
}

const DELIMITERS = [",", ";", "\t", "|", "^", "~", "\u0001"];
/** Enough to see the header and some rows. */
export const HEAD_BYTES = 1 << 18;

/** Bytes of a row beyond which the engine refuses it. */
export const LONGEST_ROW = 2_000_000;

/** Files that are often taken for text, by their first bytes in hexadecimal. */
const FOREIGN: readonly (readonly [RegExp, string, string])[] = [
  [/^504b0304/, "an Excel workbook or a ZIP archive", "Save the sheet as CSV (UTF-8), or unpack the archive."],
  [/^d0cf11e0/, "an Excel workbook of the old kind", "Save the sheet as CSV (UTF-8)."],
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
export function requireKnownContent(start: Buffer, name: string): void {
  const found = FOREIGN.find(([pattern]) => pattern.test(start.toString("hex")));
  if (found) throw new QuintileError("BAD_FILE", `${name} is ${found[1]}, not a file of sales.`, { hint: found[2] });
}

/** Finds the delimiter and the column names of a delimited text file; raises `EMPTY_SOURCE` or `BAD_ENCODING`. */
export function parseHead(head: Buffer, file: string): TextHead {
  const all = decodeHead(head, file).replace(/^\uFEFF/, "");
  if (all.trim() === "") {
    throw new QuintileError("EMPTY_SOURCE", `${shownName(file)} is empty.`, {
      hint: "Expected a header line and at least one row.",
    });
  }
  const above = /^[\r\n]*/.exec(all)?.[0] ?? "";
  // The engine would skip as many lines of one kind, and find no row.
  if (/\r\n/.test(above) && /(^|[^\r])\n/.test(above)) throw mixedLineEnds(file);
  const text = all.slice(above.length);
  const records = DELIMITERS.map((delimiter) => ({ delimiter, ...firstRecord(text, delimiter) }));
  // The delimiter that splits the header into the most columns; the earlier candidate wins a tie.
  const { delimiter, fields, length } = records.reduce((best, each) =>
    each.fields.length > best.fields.length ? each : best,
  );
  const rest = text.slice(length);
  const lines = rest.split("\n").filter((line) => line.trim() !== "").length;
  return {
    delimiter,
    blankLines: above.replaceAll("\r\n", "\n").length,
    columns: distinctNames(fields),
    bytesPerRow: Math.max(1, Buffer.byteLength(rest) / Math.max(1, lines)),
    hasRows: lines > 0,
  };
}

/** The start of a text file as text. Raises `BAD_ENCODING`, or `BAD_FILE` for what is no text at all. */
export function decodeHead(head: Buffer, file: string): string {
  const wide = wideEncoding(head);
  if (wide !== undefined) throw badEncoding(file, wide);
  const text = decode(head);
  if (text === undefined && !head.includes(0)) throw badEncoding(file);
  if (text === undefined || text.slice(0, text.search(/[\r\n]|$/)).includes("\0")) {
    throw new QuintileError("BAD_FILE", `${shownName(file)} is not a text file.`, {
      hint: "Sources are CSV, TSV, JSON lines, Parquet or .duckdb files.",
    });
  }
  return text;
}

function decode(head: Buffer): string | undefined {
  try {
    // `stream` forgives a character that the end of the head cuts in two.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
}

/** UTF-16 by its mark, or by plain text in it: every second byte is zero. */
function wideEncoding(head: Buffer): string | undefined {
  const zeros = [0, 0];
  head.subarray(0, 200).forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] as number) + 1;
  });
  const [even, odd] = zeros as [number, number];
  const many = Math.min(head.length, 200) / 4;
  if ((head[0] === 0xff && head[1] === 0xfe) || (odd >= many && even === 0 && odd > 0)) return "UTF-16 (little-endian)";
  if ((head[0] === 0xfe && head[1] === 0xff) || (even >= many && odd === 0 && even > 0)) return "UTF-16 (big-endian)";
  return undefined;
}

/**
 * Raises `MALFORMED_CSV` where the last row is longer than a row may be: the engine refuses such a row anywhere else, and
 * drops it at the end of a large file.
 */
export function requireShortEnd(end: Buffer, file: string): void {
  const before = end.subarray(0, -2); // without the end of the last line itself
  if (end.length < LONGEST_ROW || before.includes("\n") || before.includes("\r")) return;
  throw new QuintileError("MALFORMED_CSV", `The last row of ${shownName(file)} holds more text than a row can have.`, {
    hint: "Look there: a missing or stray quote or delimiter is the usual cause.",
  });
}

/** The fields of the first record and the number of characters it takes, by the rules of RFC 4180. */
function firstRecord(text: string, delimiter: string): { fields: string[]; length: number } {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  let position = 0;
  for (; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (quoted) {
      if (character !== '"') field += character;
      else if (text.charAt(position + 1) === '"') {
        field += '"';
        position += 1;
      } else quoted = false;
    } else if (character === '"' && field === "") quoted = true;
    else if (character === delimiter) {
      fields.push(field);
      field = "";
    } else if (character === "\n" || character === "\r") {
      if (fields.length > 0 || field !== "") break;
    } else field += character;
  }
  fields.push(field);
  return { fields, length: position };
}

/** Column names as the header has them; empty and repeated ones get a number, so that nobody takes one for another. */
function distinctNames(fields: readonly string[]): string[] {
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
