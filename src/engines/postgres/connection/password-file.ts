import { readFileSync, statSync } from "node:fs";
import type { Address } from "./address.js";

const FIELD = String.raw`((?:\\.|[^\\:])*)`;
const LINE = new RegExp(`^${[FIELD, FIELD, FIELD, FIELD].join(":")}:(.*)$`);
const SOCKET_FOLDER = "/var/run/postgresql";

/**
 * The password of the first line `host:port:database:user:password` that fits, where `*` fits everything and a backslash
 * takes the meaning of the next character. As in libpq, a line for the usual socket says `localhost`. Undefined where no
 * line fits, and where the file is not there, no file, or open to others.
 */
export function passwordFromFile({ host, port, database, user, passwordFile }: Address): string | undefined {
  if (!isPrivateFile(passwordFile)) return undefined;
  const wanted = [host === SOCKET_FOLDER ? "localhost" : host, String(port), database, user];
  for (const line of linesOf(passwordFile)) {
    const [, ...fields] = LINE.exec(line) ?? [];
    const password = unescape(fields.pop() ?? "");
    if (password !== "" && fields.every((field, index) => field === "*" || unescape(field) === wanted[index])) {
      return password;
    }
  }
  return undefined;
}

/** The line that would give a password to this address, up to the password. */
export function passwordLine({ host, port, database, user }: Address): string {
  const fields = [host === SOCKET_FOLDER ? "localhost" : host, String(port), database, user];
  return `${fields.map((field) => field.replaceAll(/[\\:]/g, String.raw`\$&`)).join(":")}:`;
}

/** True where others may read the file or write to it, which is why it is not read. */
export function isOpenToOthers(file: string): boolean {
  const mode = modeOf(file);
  return process.platform !== "win32" && mode !== undefined && (mode & 0o077) !== 0;
}

function isPrivateFile(file: string): boolean {
  return modeOf(file) !== undefined && !isOpenToOthers(file);
}

/** The permissions of a file; undefined where there is none. */
function modeOf(file: string): number | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.mode : undefined;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split(/\r?\n/)
      .filter((line) => !line.startsWith("#"));
  } catch {
    return []; // It is not ours to read.
  }
}

function unescape(field: string): string {
  return field.replaceAll(/\\(.)/g, "$1");
}
