import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for the files of one test file, gone when its tests are done. Returns a maker of fresh paths in it. */
export function temporaryFolder(): { readonly folder: string; path(name: string): string } {
  const folder = mkdtempSync(join(tmpdir(), "contract-"));
  let made = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    path: (name) => {
      made += 1;
      return join(folder, `${made}-${name}`);
    },
  };
}
