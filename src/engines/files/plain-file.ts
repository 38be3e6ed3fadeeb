import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { QuintileError } from "../../errors.js";
import type { GivenBytes, InputFile, Workspace } from "../engine.js";
import { EngineFailure } from "../failures.js";
import { inputFile } from "./input-file.js";

/** What a command line is given by a pipe. */
const standardInput = (): GivenBytes => ({ name: "standard input", content: process.stdin });

/**
 * A file that can be read as it stands, and more than once: the file itself, or a copy where it is a pipe or packed.
 * Unpacking first is what tells a damaged file from a whole one, since the engine checks neither sum nor end.
 */
export async function plainFile(given: string, workspace: Workspace): Promise<InputFile> {
  const kind = statSync(given);
  if (kind.isDirectory()) {
    throw new QuintileError("BAD_FILE", `${given} is a directory, not a file of sales.`, {
      hint: `Name the files: '${join(given, "*.csv")}' or '${join(given, "*.parquet")}'.`,
    });
  }
  const names = { name: given, given };
  const path = kind.isFile() ? given : await workspace.write(createReadStream(given));
  return unpacked(inputFile(path, names), workspace);
}

/** Bytes that no path leads to, as a file. Default: standard input. */
export async function fileOfBytes(workspace: Workspace, bytes: GivenBytes = standardInput()): Promise<InputFile> {
  const path = await copyOf(bytes, workspace);
  return unpacked(inputFile(path, { name: bytes.name, given: undefined }), workspace);
}

async function copyOf(bytes: GivenBytes, workspace: Workspace): Promise<string> {
  try {
    return await workspace.write(bytes.content);
  } catch (error) {
    if ((Object(error) as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    throw new QuintileError("BAD_FILE", `${bytes.name} was closed before its end.`, {
      hint: "Nothing was read of it: what is missing is not known. Give a stream that comes to its end.",
      cause: error,
    });
  }
}

/**
 * The file from a byte on: a copy, unless that is the first.
 *
 * @param lines how many lines are left out with the bytes.
 */
export async function withoutStart(
  file: InputFile,
  bytes: number,
  workspace: Workspace,
  lines = 0,
): Promise<InputFile> {
  if (bytes === 0) return file;
  return inputFile(await workspace.write(file.chunks(bytes)), { ...file, firstLine: file.firstLine + lines });
}

/** The file, or what it holds where it is packed. Raises `BAD_FILE` where it is damaged. */
export async function unpacked(file: InputFile, workspace: Workspace): Promise<InputFile> {
  const [first, second] = await file.head(2);
  if (first !== 0x1f || second !== 0x8b) return file;
  try {
    const path = await workspace.write(unpack(file));
    return inputFile(path, { ...file, isPacked: true });
  } catch (error) {
    if (!isOfUnpacking(error)) throw error;
    throw new QuintileError("BAD_FILE", `${file.name} is not a whole gzip file: it is damaged or cut off.`, {
      hint: "Write or download it again, and compare its size with the original.",
      kind: "damaged-file",
      cause: error,
    });
  }
}

async function* unpack(file: InputFile): AsyncGenerator<Uint8Array> {
  const packed = createReadStream(file.path);
  const unpacking = createGunzip();
  packed.on("error", (error) => unpacking.destroy(error));
  try {
    yield* packed.pipe(unpacking) as AsyncIterable<Uint8Array>;
  } finally {
    packed.destroy();
  }
}

/** Errors of zlib have names such as `Z_DATA_ERROR`. */
function isOfUnpacking(error: unknown): boolean {
  if (error instanceof QuintileError || error instanceof EngineFailure) return false;
  return String((Object(error) as NodeJS.ErrnoException).code).startsWith("Z_");
}
