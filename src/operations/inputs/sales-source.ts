import { fileURLToPath } from "node:url";
import { QuintileError } from "../../errors.js";
import type { GivenBytes } from "../../engines/engine.js";

/** A row in memory: its keys are columns. Dates count in UTC; a bigint keeps all its digits, and so does a number in text. */
export type SourceRow = Readonly<Record<string, unknown>>;

/**
 * Where the rows of a source come from: a path, a pattern or an address, as on a command line; a `file:` or server URL; rows in
 * memory, or as they come; or the bytes of a file, as a stream.
 */
export type SourceObject =
  string | URL | Iterable<SourceRow> | AsyncIterable<SourceRow | Uint8Array | string> | ReadableStream<Uint8Array>;

/** A source as an operation is told it: text, and the bytes that it stands for where there is no place to read them from. */
export interface NamedSource {
  readonly source: string;
  readonly bytes: GivenBytes | undefined;
}

/**
 * Does work with a source as operations are told it. However it ends, what the source comes from is let go of. Raises `USAGE` for
 * what is no source.
 */
export async function withSource<T>(given: SourceObject, work: (named: NamedSource) => Promise<T>): Promise<T> {
  const { close, ...named } = openSource(given);
  try {
    return await work(named);
  } finally {
    close?.();
  }
}

function openSource(given: SourceObject): NamedSource & { close?(): void } {
  if (typeof given === "string") return { source: given, bytes: undefined };
  if (given instanceof URL) {
    return { source: given.protocol === "file:" ? fileURLToPath(given) : given.href, bytes: undefined };
  }
  const isObject = typeof given === "object" && (given as unknown) !== null;
  if (isObject && Symbol.iterator in given) return inMemory("rows in memory", linesOf(given));
  if (isObject && "getReader" in given) {
    const reader = given.getReader();
    return inMemory("a stream", bytesOf(chunksOf(reader)), () => reader.cancel().catch(() => {}));
  }
  if (isObject && Symbol.asyncIterator in given) {
    // A stream may break off before it is read; it is read then, and fails with that error.
    if (isNodeStream(given)) given.on("error", () => {});
    return inMemory("a stream", bytesOf(given), () => isNodeStream(given) && given.destroy());
  }
  throw new QuintileError("USAGE", "The source is neither a text, a URL, rows nor a stream.", {
    hint: "Give a path, a file: URL, an array of objects, an async iterable of objects, or a Readable stream.",
  });
}

/** @param release lets go of what the content comes from, also where that keeps silent. */
function inMemory(
  name: string,
  content: AsyncGenerator<Uint8Array | string, void, undefined>,
  release: () => unknown = () => {},
): ReturnType<typeof openSource> {
  const close = (): void => {
    release();
    void content.return().catch(() => {}); // an error of the caller's own, when nobody reads any more
  };
  return { source: "-", bytes: { name, content }, close };
}

async function* chunksOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function isNodeStream(given: object): given is { destroy(): void; on(event: "error", listener: () => void): void } {
  return "destroy" in given && "on" in given && typeof given.destroy === "function" && typeof given.on === "function";
}

/** The bytes of a stream; the rows of one become lines of JSON. */
async function* bytesOf(
  given: AsyncIterable<SourceRow | Uint8Array | string>,
): AsyncGenerator<Uint8Array | string, void, undefined> {
  for await (const each of given) yield each instanceof Uint8Array || typeof each === "string" ? each : lineOf(each);
}

/** Rows are written in pieces of about this many letters. */
const PIECE = 65_536;

async function* linesOf(rows: Iterable<SourceRow>): AsyncGenerator<string, void, undefined> {
  let piece = "";
  for (const row of rows) {
    piece += lineOf(row);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** Raises `USAGE` for what is no row. */
function lineOf(row: SourceRow): string {
  if (typeof row !== "object" || (row as unknown) === null || Array.isArray(row)) {
    throw new QuintileError("USAGE", "A row of the source is no object.", {
      hint: "A row is an object whose keys are columns: { customer_id: 7, sale_date: '2024-03-01', revenue: '12.50' }.",
    });
  }
  try {
    return `${jsonOf(row)}\n`;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new QuintileError("USAGE", "A row of the source holds itself, or objects that are nested too deeply.", {
      hint: "Give rows with plain values.",
      cause,
    });
  }
}

/** A value as JSON in which no digit is lost; what JSON does not know is null. */
function jsonOf(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "null" : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(",")}]`;
  if (typeof value === "object" && value !== null && !("toJSON" in value)) {
    return `{${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}:${jsonOf(each)}`)
      .join(",")}}`;
  }
  // Decimals of libraries say by toJSON what they are, as text.
  return JSON.stringify(value) ?? "null";
}
