import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Removes the entries of a folder that belong to processes which are gone; `owned` catches the process id. */
export function removeAbandoned(folder: string, owned: RegExp): void {
  for (const name of entriesOf(folder)) {
    const owner = owned.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // It is another user's, who will clean up with their next run.
    }
  }
}

/** A folder that is not there or may not be listed has nothing to remove. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
