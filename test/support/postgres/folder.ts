import { chmodSync, existsSync, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAbandoned } from "../../../src/engines/files/abandoned.js";

const MEMORY = "/dev/shm";
const PLENTY = 4 * 1024 ** 3;

/** A fresh folder for programs, in the folder for temporary files. */
export function newProgramFolder(): string {
  return newFolder(tmpdir(), "postgres");
}

/** A fresh folder for a server's hundreds of small files: in memory where there is plenty of it. */
export function newDataFolder(product: "postgres" | "trino" = "postgres"): string {
  return newFolder(hasPlentyOfMemory() ? MEMORY : tmpdir(), product);
}

/** Every account may read the folder. Removes what killed test runs left behind. */
function newFolder(place: string, product: string): string {
  const prefix = `quintile-${product}-`;
  removeAbandoned(place, new RegExp(`^${prefix}(\\d+)-\\w{6}$`));
  const folder = mkdtempSync(join(place, `${prefix}${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

function hasPlentyOfMemory(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= PLENTY;
}
