import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { QuintileError } from "../../errors.js";
import { explainCopy } from "../duckdb/failure.js";
import { placeCopy, shownName } from "./workspace.js";

/** Where copies go, and what stops them. */
export interface Copying {
  readonly workspace: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * A file that can be read as it stands, and more than once: the file itself, or a copy where it is a pipe or packed.
 * Unpacking first is what tells a damaged file from a whole one, since the engine checks neither sum nor end.
 */
export async function plainFile(file: string, copying: Copying): Promise<string> {
  if (statSync(file).isDirectory()) {
    throw new QuintileError("BAD_FILE", `${file} is a directory, not a file of sales.`, {
      hint: `Name the files: '${join(file, "*.csv")}' or '${join(file, "*.parquet")}'.`,
    });
  }
  const readable = statSync(file).isFile() ? file : await copyOf(createReadStream(file), file, copying);
  return isGzip(readStart(readable, 2)) ? unpacked(readable, copying) : readable;
}

/** Standard input as a file. */
export async function standardInput(copying: Copying): Promise<string> {
  return plainFile(await copyOf(process.stdin, "standard input", copying), copying);
}

/** The file, or a copy from a byte on. */
export async function withoutStart(file: string, bytes: number, copying: Copying): Promise<string> {
  return bytes === 0 ? file : copyOf(createReadStream(file, { start: bytes }), shownName(file), copying);
}

/** The first bytes of a file. */
export function readStart(file: string, bytes: number): Buffer {
  return readPart(file, 0, bytes);
}

function readPart(file: string, position: number, bytes: number): Buffer {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (cause) {
    throw new QuintileError("NO_SUCH_FILE", `${file} cannot be read.`, { hint: "Check its permissions.", cause });
  }
  const buffer = Buffer.alloc(bytes);
  const size = readSync(handle, buffer, 0, bytes, position);
  closeSync(handle);
  return buffer.subarray(0, size);
}

/** The last bytes of a file. */
export function readEnd(file: string, bytes: number): Buffer {
  const { size } = statSync(file);
  return readPart(file, Math.max(0, size - bytes), Math.min(size, bytes));
}

/** True for the start of a packed file. */
export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function unpacked(file: string, copying: Copying): Promise<string> {
  const name = shownName(file);
  const raw = createReadStream(file);
  try {
    const unpacking = createGunzip();
    raw.on("error", (error) => unpacking.destroy(error));
    return await copyOf(raw.pipe(unpacking), name, copying);
  } catch (error) {
    if (error instanceof QuintileError) throw error;
    throw new QuintileError("BAD_FILE", `${name} is not a whole gzip file: it is damaged or cut off.`, {
      hint: "Write or download it again, and compare its size with the original.",
      cause: error,
    });
  } finally {
    raw.destroy();
  }
}

async function copyOf(stream: NodeJS.ReadableStream, name: string, { workspace, signal }: Copying): Promise<string> {
  const copy = placeCopy(workspace, name);
  try {
    await pipeline(stream, createWriteStream(copy), signal === undefined ? {} : { signal });
    return copy;
  } catch (error) {
    throw explainCopy(error, signal);
  }
}
