import { existsSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { removeAbandoned } from "./abandoned.js";
import type { PendingFile } from "../../sql/database.js";

/** A file that is written under another name beside its place, so that what stands there is replaced only by a whole one. */
export interface DraftFile extends PendingFile {
  /** Where to write. */
  readonly path: string;
}

/** Where to write a file until it is whole. Removes what killed processes left beside it. */
export function draftOf(file: string): DraftFile {
  // A device or a pipe cannot be replaced by a rename: it is written as it is.
  if (existsSync(file) && !statSync(file).isFile()) return { path: file, complete: () => {}, discard: () => {} };
  const target = existsSync(file) ? realpathSync(file) : file;
  const path = `${target}.partial-${process.pid}`;
  removeOldDrafts(target);
  return {
    path,
    complete: () => renameSync(path, target),
    discard: () => rmSync(path, { force: true }),
  };
}

function removeOldDrafts(file: string): void {
  const escaped = basename(file).replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`);
  removeAbandoned(dirname(file), new RegExp(`^${escaped}\\.partial-(\\d+)$`));
}
