import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { inputName, QuintileError } from "../../../errors.js";

const EXAMPLE = `Name a file: ${inputName("store")} quintile.duckdb.`;

/** Names that are none of a file, and what to say of them. */
const NO_FILES: readonly (readonly [RegExp, (location: string) => string])[] = [
  [/^\s*$/, () => "The name of the store is empty."],
  [
    /^(:memory:.*|memory)$/i,
    (location) => `A store in memory (${location}) would be gone when the command ends, and the result with it.`,
  ],
  [/^(-|\/dev\/std(in|out|err))$/, (location) => `${location} is a stream, and a store is a file.`],
  [
    /^(\w[\w+.-]*:\/\/|md:|motherduck:|ducklake:)/i,
    (location) =>
      `${location} is no address of a store: stores are .duckdb files and postgres:// or trino:// addresses.`,
  ],
];

/** Raises `USAGE` for what can be no file of a store: a spelling of DuckDB's memory, a stream, a device, a folder. */
export function requireStoreFile(location: string): void {
  const found = NO_FILES.find(([pattern]) => pattern.test(location))?.[1];
  if (found !== undefined) throw new QuintileError("USAGE", found(location), { hint: EXAMPLE });
  const stat = existsSync(location) ? statSync(location) : undefined;
  if (stat === undefined || stat.isFile()) return;
  if (stat.isDirectory()) {
    throw new QuintileError("USAGE", `${location} is a folder, and a store is a file.`, {
      hint: `Name a file in it: ${inputName("store")} ${join(location, "quintile.duckdb")}.`,
    });
  }
  throw new QuintileError("USAGE", `${location} is a device or a pipe, which keeps nothing.`, { hint: EXAMPLE });
}

/** True where nothing was ever published: there is no file, or an empty one. */
export function isNewStore(file: string): boolean {
  return !existsSync(file) || statSync(file).size === 0;
}

/** The version of the storage in which DuckDB wrote a file, as its header says: 64 to 68 are those of 0.9 to 1.5. */
export function storageVersionOf(file: string): bigint {
  return startOf(file).readBigUInt64LE(12);
}

/** Raises `BAD_FILE` for a file that holds something else, and `NOT_ALLOWED` for one that may not be read. */
export function requireDatabase(file: string): void {
  if (startOf(file).subarray(8, 12).toString() === "DUCK") return;
  throw new QuintileError("BAD_FILE", `${file} is not a store: it exists, but it is no DuckDB database.`, {
    hint: `Name another file with ${inputName("store")}; this one was left as it is.`,
  });
}

/** Nothing was ever published there. */
export function noStore(file: string): QuintileError {
  return new QuintileError("NO_SUCH_STORE", `There is no store at ${file}.`, {
    hint: `Score some sales first (quintile run SOURCE), or name the store with ${inputName("store")}.`,
  });
}

function startOf(file: string): Buffer {
  const start = Buffer.alloc(20);
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (cause) {
    throw new QuintileError("NOT_ALLOWED", `You may not read ${file}.`, {
      hint: `Ask its owner for the permission (ls -l shows whose it is), or name another store with ${inputName("store")}.`,
      cause,
    });
  }
  try {
    readSync(handle, start, 0, start.length, 0);
    return start;
  } finally {
    closeSync(handle);
  }
}
