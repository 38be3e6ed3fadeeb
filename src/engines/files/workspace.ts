import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { QuintileError } from "../../errors.js";
import { removeAbandoned } from "./abandoned.js";

const PREFIX = "quintile-";
const FOLDER = new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`);

/** A private folder for spilled data and unpacked input; `TMPDIR` says where. Removes what killed runs left behind. */
export function openWorkspace(): { readonly folder: string; close(): void } {
  try {
    removeAbandoned(tmpdir(), FOLDER);
    const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
  } catch (cause) {
    throw new QuintileError("NOT_WRITABLE", `The folder for temporary files, ${tmpdir()}, cannot be written.`, {
      hint: "Point the TMPDIR variable at a folder that exists and that you may write to.",
      cause,
    });
  }
}

/** A path in the workspace for a copy of input that cannot be read where it is. {@link shownName} gives its name back. */
export function placeCopy(workspace: string, name: string): string {
  const folder = mkdtempSync(join(workspace, "copy-"));
  writeFileSync(join(folder, "name"), name);
  return join(folder, "content");
}

/** What to call a file in messages and results: a copy in a workspace by the name of what was copied. */
export function shownName(file: string): string {
  const folder = dirname(file);
  const isCopy = FOLDER.test(folder.split(/[\\/]/).at(-2) ?? "") && existsSync(join(folder, "name"));
  return isCopy ? readFileSync(join(folder, "name"), "utf8") : file;
}
