import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(join(root, "docs/adding-an-engine.md"), "utf8");

/** Lines of a file, or of all files of a folder. */
function linesOf(path: string): number {
  if (!statSync(path).isDirectory()) return readFileSync(path, "utf8").split("\n").length - 1;
  return readdirSync(path).reduce((sum, name) => sum + linesOf(join(path, name)), 0);
}

test("the page on adding an engine names files that are there", () => {
  const named = [...page.matchAll(/`((?:src|test|docs)\/[\w./-]+|package\.json)`/g)].map(([, path]) => path as string);
  expect(named.length).toBeGreaterThan(20);
  const there = named.filter((path) => !path.startsWith("src/engines/mariadb/")); // the example is yet to be written
  expect(there.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("it tells sizes that are about right", () => {
  const rows = [
    ...page.matchAll(/^\| `[\w./]+` \|.*\| `(src\/engines\/postgres\/[\w./-]+)` \| ([\d,]+) \| [\d,]+ \|$/gm),
  ];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, path = "", told = ""] of rows) {
    const lines =
      linesOf(join(root, path)) + (path.endsWith("carrier.ts") ? linesOf(join(root, path, "../local-types.ts")) : 0);
    expect(Math.abs(lines - Number(told.replace(",", ""))) / lines, path).toBeLessThan(0.25);
  }
});
