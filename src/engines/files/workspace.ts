import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { cancelled, QuintileError } from "../../errors.js";
import type { Workspace } from "../engine.js";
import { EngineFailure, type FileFailure, failedOfFiles } from "../failures.js";
import { removeAbandoned } from "./abandoned.js";

const PREFIX = "quintile-";
const FOLDER = new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`);
const IN_FOLDER = new RegExp(`[\\\\/]${PREFIX}\\d+-\\w{6}[\\\\/]`);

/** True for text that names a file in a workspace. */
export function namesWorkspace(text: string): boolean {
  return IN_FOLDER.test(text);
}

/**
 * Makes a workspace in the folder for temporary files, which `TMPDIR` names, and removes what killed runs left there. Raises
 * `NOT_WRITABLE`.
 *
 * @param signal ends what is being written.
 */
export function openWorkspace(signal?: AbortSignal): Workspace {
  const folder = makeFolder();
  let files = 0;
  const place = (): string => {
    files += 1;
    return join(folder, `file-${files}`);
  };
  return {
    folder,
    place,
    write: async (content) => {
      const path = place();
      try {
        await pipeline(content, createWriteStream(path), signal === undefined ? {} : { signal });
        return path;
      } catch (error) {
        rmSync(path, { force: true });
        if (signal?.aborted === true) throw cancelled(signal);
        const failure = failedOfFiles(error);
        throw failure === undefined ? error : new EngineFailure<FileFailure>(failure, error);
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function makeFolder(): string {
  try {
    removeAbandoned(tmpdir(), FOLDER);
    return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  } catch (cause) {
    const failure = failedOfFiles(cause);
    if (failure !== undefined) throw new EngineFailure<FileFailure>(failure, cause);
    throw new QuintileError("NOT_WRITABLE", `The folder for temporary files, ${tmpdir()}, cannot be written.`, {
      hint: "Point the TMPDIR variable at a folder that exists and that you may write to.",
      cause,
    });
  }
}
