import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "quintile-";

/** A private folder for spilled data and unpacked input; `TMPDIR` says where. Removes what killed runs left behind. */
export function openWorkspace(): { readonly folder: string; close(): void } {
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}

function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-\\w{6}$`).exec(name)?.[1];
    if (owner !== undefined && existsSync("/proc/self") && !existsSync(`/proc/${owner}`)) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}
