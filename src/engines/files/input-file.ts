import { createReadStream, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { QuintileError } from "../../errors.js";
import type { InputFile } from "../engine.js";
import { EngineFailure, type FileFailure, failedOfFiles } from "../failures.js";

const CHUNK = 1 << 20; // bytes

/** What is known of a file beside its bytes. */
export type FileNames = Pick<InputFile, "name" | "given"> &
  Partial<Pick<InputFile, "isPacked" | "isConverted" | "firstLine" | "encoding">>;

/** A file of this machine, or a copy of one, as a value. */
export function inputFile(
  path: string,
  { name, given, isPacked = false, isConverted = false, firstLine = 1, encoding }: FileNames,
): InputFile {
  const { size } = statSync(path);
  return {
    path,
    name,
    given,
    isPacked,
    isConverted,
    firstLine,
    encoding,
    size,
    head: (bytes) => readPart(path, name, 0, Math.min(size, bytes)),
    tail: (bytes) => readPart(path, name, Math.max(0, size - bytes), Math.min(size, bytes)),
    // As far as the file was: one that grows faster than it is read would have no end.
    chunks: (from = 0) =>
      from < size ? createReadStream(path, { start: from, end: size - 1, highWaterMark: CHUNK }) : Readable.from([]),
  };
}

/** Raises `NO_SUCH_FILE` where the file may not be read. */
async function readPart(path: string, name: string, position: number, bytes: number): Promise<Uint8Array> {
  try {
    const handle = await open(path, "r");
    try {
      const part = new Uint8Array(bytes);
      const { bytesRead } = await handle.read(part, 0, bytes, position);
      return part.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const known = failedOfFiles(cause);
    if (known !== undefined) throw new EngineFailure<FileFailure>(known, cause);
    throw new QuintileError("NO_SUCH_FILE", `${name} cannot be read.`, { hint: "Check its permissions.", cause });
  }
}
