import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { QuintileError } from "../../errors.js";
import { badEncoding } from "./failure.js";

/** The start of a text file: enough to see its header and its shape. */
export interface TextHead {
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** Mean bytes per row within the head, for a guess at the number of rows. */
  readonly bytesPerRow: number;
  readonly hasRows: boolean;
}

const DELIMITERS = [",", ";", "\t", "|", "^", "~", "\u0001"];
const HEAD_BYTES = 1 << 18;

/** Reads the first bytes of a file, unpacked when it is gzipped. */
export async function readHead(file: string, bytes = HEAD_BYTES): Promise<Buffer> {
  const packed = await readStart(createReadStream(file, { end: 1 }), 2);
  const raw = createReadStream(file);
  if (!isGzip(packed)) return readStart(raw, bytes);
  const unpacked = createGunzip();
  raw.on("error", (error) => unpacked.destroy(error)).pipe(unpacked);
  try {
    return await readStart(unpacked, bytes);
  } catch {
    throw new QuintileError("BAD_FILE", `${file} is not a readable gzip file.`, {
      hint: "It is damaged or cut off; write or download it again.",
    });
  } finally {
    raw.destroy();
  }
}

/** True for the first bytes of a gzip file. */
export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** Finds the delimiter and the column names of a delimited text file; raises `EMPTY_SOURCE` or `BAD_ENCODING`. */
export function parseHead(head: Buffer, file: string): TextHead {
  if (head[0] === 0xff && head[1] === 0xfe) throw badEncoding(file, "UTF-16 (little-endian)");
  if (head[0] === 0xfe && head[1] === 0xff) throw badEncoding(file, "UTF-16 (big-endian)");
  const text = decode(head, file).replace(/^\uFEFF/, "");
  if (text.trim() === "") {
    throw new QuintileError("EMPTY_SOURCE", `${file} is empty.`, { hint: "Expected a header line and at least one sale." });
  }
  const records = DELIMITERS.map((delimiter) => ({ delimiter, ...firstRecord(text, delimiter) }));
  // The delimiter that splits the header into the most columns; the earlier candidate wins a tie.
  const { delimiter, fields, length } = records.reduce((best, each) => (each.fields.length > best.fields.length ? each : best));
  const rest = text.slice(length);
  const lines = rest.split("\n").filter((line) => line.trim() !== "").length;
  return {
    delimiter,
    columns: distinctNames(fields),
    bytesPerRow: Math.max(1, Buffer.byteLength(rest) / Math.max(1, lines)),
    hasRows: lines > 0,
  };
}

async function readStart(stream: NodeJS.ReadableStream & { destroy(): void }, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += chunk.length;
    if (size >= bytes) break;
  }
  stream.destroy();
  return Buffer.concat(chunks).subarray(0, bytes);
}

function decode(head: Buffer, file: string): string {
  if (head.includes(0) && looksWide(head)) throw badEncoding(file, "UTF-16");
  try {
    // `stream` forgives a character that the end of the head cuts in two.
    return new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
  } catch {
    throw badEncoding(file);
  }
}

function looksWide(head: Buffer): boolean {
  const zeros = head.subarray(0, 200).filter((byte) => byte === 0).length;
  return zeros >= Math.min(head.length, 200) / 4;
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

/** Column names as the header has them; empty and repeated ones get a number, since SQL needs them to differ. */
function distinctNames(fields: readonly string[]): string[] {
  const seen = new Set<string>();
  return fields.map((field, index) => {
    const base = field.trim() === "" ? `column${index + 1}` : field.trim();
    let name = base;
    for (let copy = 2; seen.has(name.toLowerCase()); copy += 1) name = `${base}_${copy}`;
    seen.add(name.toLowerCase());
    return name;
  });
}
