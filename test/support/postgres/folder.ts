import { chmodSync, existsSync, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAbandoned } from "../../../src/engines/abandoned.js";

const PREFIX = "quintile-postgres-";
const MEMORY = "/dev/shm";
const PLENTY = 4 * 1024 ** 3;

/** A fresh folder for programs, in the folder for temporary files. */
export function newProgramFolder(): string {
  return newFolder(tmpdir());
}

/** A fresh folder for a server's hundreds of small files: in memory where there is plenty of it. */
export function newDataFolder(): string {
  return newFolder(hasPlentyOfMemory() ? MEMORY : tmpdir());
}

/** Every account may read the folder. Removes what killed test runs left behind. */
function newFolder(place: string): string {
  removeAbandoned(place, new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`));
  const folder = mkdtempSync(join(place, `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

function hasPlentyOfMemory(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= PLENTY;
}
