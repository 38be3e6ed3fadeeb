import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../src/", import.meta.url));

/** What each room may import, besides itself, the errors, the words of a shell and the version. Files beside the rooms are the ways into the house. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  index: ["library", "operations", "outputs", "results", "model"],
  library: ["operations", "results", "model"],
  cli: ["server", "mcp", "operations", "outputs", "results"],
  server: ["mcp", "operations", "outputs", "results"],
  mcp: ["operations", "outputs", "results"],
  web: ["display", "results", "model"],
  operations: ["scoring", "intake", "analysis", "engines", "sql", "results", "model", "outputs"],
  outputs: ["display", "results", "model"],
  display: ["results", "model"],
  scoring: ["intake", "analysis", "sql", "results", "model"],
  intake: ["analysis", "sql", "results", "model"],
  analysis: ["sql", "results", "model"],
  engines: ["sql", "results", "model"],
  sql: ["results", "model"],
  results: ["model"],
  model: [],
  errors: [],
  "shell-word": [],
  version: [],
};

/** Rooms that know engines only by the interfaces in this file. */
const SEES_INTERFACES: readonly string[] = ["scoring", "intake"];
const INTERFACES = join("engines", "engine.js");

interface Import {
  readonly file: string;
  readonly target: string;
  /** Only types are imported, so that nothing is loaded at run time. */
  readonly isType: boolean;
  /** It is loaded when it is first needed: an operation is declared before the work that it loads. */
  readonly isLate: boolean;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), "utf8");
  const statements = /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\s+from\s+)?"([^"]+)"/gm;
  const dynamic = /\bimport\(()\s*"([^"]+)"\s*\)/g;
  const importOf = ([, type, target]: RegExpExecArray, isLate: boolean): Import => ({
    file,
    target: target as string,
    isType: type !== undefined && type !== "",
    isLate,
  });
  return [
    ...[...source.matchAll(statements)].map((match) => importOf(match, false)),
    ...[...source.matchAll(dynamic)].map((match) => importOf(match, true)),
  ];
}

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.(tsx?|svelte)$/.test(file));
const imports = files.flatMap(importsOf);

/** The room of a file: its first folder, or its own name where it stands beside the rooms. */
function roomOf(file: string): string {
  return (file.split(/[\\/]/)[0] ?? "").replace(/\.tsx?$/, "");
}

function targetRoom({ file, target }: Import): string | undefined {
  return target.startsWith(".")
    ? roomOf(relative(root, join(root, dirname(file), target)).replace(/\.js$/, ""))
    : undefined;
}

function targetFile({ file, target }: Import): string {
  return relative(root, join(root, dirname(file), target));
}

const show = ({ file, target }: Import): string => `${file} imports ${target}`;

test("every file stands in a room that the house knows", () => {
  expect(files.filter((file) => ARROWS[roomOf(file)] === undefined)).toEqual([]);
  expect(imports.length).toBeGreaterThan(100);
});

test("arrows of import point down, and nothing points up", () => {
  const wrong = imports.filter((each) => {
    const [from, to] = [roomOf(each.file), targetRoom(each)];
    if (to === undefined || to === from || ["version", "errors", "shell-word"].includes(to)) return false;
    if (SEES_INTERFACES.includes(from) && targetFile(each) === INTERFACES) return false;
    return !(ARROWS[from] ?? []).includes(to);
  });
  expect(wrong.map(show)).toEqual([]);
});

test("the model imports nothing but errors and the YAML parser, so that it runs in a browser", () => {
  const outside = imports.filter((each) => roomOf(each.file) === "model" && targetRoom(each) === undefined);
  expect([...new Set(outside.map(({ target }) => target))]).toEqual(["yaml"]);
  expect(imports.filter((each) => roomOf(each.file) === "errors").map(show)).toEqual([]);
});

test("the model's statistics import their own files and the error type only", () => {
  const inside = imports.filter(({ file }) => dirname(file) === join("model", "statistics"));
  const wrong = inside.filter(({ file, target }) => {
    const from = dirname(file);
    const to = relative(root, join(root, from, target));
    return to !== "errors.js" && dirname(to) !== from;
  });
  expect(inside.length).toBeGreaterThan(0);
  expect(wrong.map(show)).toEqual([]);
});

/** Rooms that run wherever JavaScript does: in Node, in a page without a server, in a worker. */
const CORE: readonly string[] = ["model", "sql", "results", "analysis", "scoring", "intake", "display"];

/** Packages that run there, too. */
const PORTABLE: readonly string[] = ["sql-formatter", "yaml"];

/** All that some files load at run time, themselves or by way of other files. */
function loadedBy(start: readonly string[]): Import[] {
  const loads = imports.filter(({ isType }) => !isType);
  const reached = new Set(start);
  const found: Import[] = [];
  // The loop also visits what is added to the set meanwhile.
  for (const file of reached) {
    const own = loads.filter((each) => each.file === file);
    found.push(...own);
    for (const each of own) if (targetRoom(each) !== undefined) reached.add(targetFile(each).replace(/\.js$/, ".ts"));
  }
  return found;
}

test("the core loads no part of Node, however many files away, and no package but those that run anywhere", () => {
  const loaded = loadedBy(files.filter((file) => CORE.includes(roomOf(file))));
  const outside = loaded.filter(({ target }) => !target.startsWith(".") && !PORTABLE.includes(target));
  expect(loaded.length).toBeGreaterThan(100);
  expect(outside.map(show)).toEqual([]);
});

test("the package of an engine is loaded in its own folder only", () => {
  const users = imports.filter(({ target }) => target.startsWith("@duckdb")).map(({ file }) => dirname(file));
  expect([...new Set(users)]).toEqual([join("engines", "duckdb")]);
});

/** The file that lists the engines; all others outside an engine's folder know it by the interfaces only. */
const ENGINE_LIST = join("engines", "engines.ts");

test("nothing outside an engine's folder imports from that engine, but for the list of engines", () => {
  const wrong = imports.filter((each) => {
    const engine = /^engines[\\/](duckdb|postgres|trino)[\\/]/.exec(targetFile(each))?.[1];
    if (engine === undefined || each.file === ENGINE_LIST) return false;
    return !each.file.startsWith(join("engines", engine));
  });
  expect(wrong.map(show)).toEqual([]);
});

test("charts are data in and options out: they take no more than types from their library, so that pages share them", () => {
  const charts = imports.filter(({ file }) => dirname(file) === join("display", "charts"));
  expect(charts.length).toBeGreaterThan(5);
  const packages = charts.filter(({ target }) => !target.startsWith("."));
  const typed = packages.filter(({ file }) =>
    readFileSync(join(root, file), "utf8").includes('import type { EChartsCoreOption } from "echarts/core"'),
  );
  expect(packages.map(({ target }) => target)).toEqual(typed.map(() => "echarts/core"));
  const users = imports.filter(({ target }) => target.startsWith("echarts")).map(({ file }) => dirname(file));
  expect([...new Set(users)].toSorted()).toEqual([
    join("display", "charts"),
    join("outputs", "report"),
    join("web", "components"),
  ]);
});

/** Types included: each file can be read before those that use it. */
test("no file imports itself by way of others", () => {
  const targets = new Map<string, readonly string[]>();
  for (const file of files) {
    const own = imports.filter((each) => each.file === file && each.target.startsWith(".") && !each.isLate);
    targets.set(
      file,
      own.map((each) => targetFile(each).replace(/\.js$/, ".ts")),
    );
  }
  // Files without an import among those that are left go first; what never becomes one is in a circle, or needs one.
  const left = new Set(targets.keys());
  for (let before = Number.POSITIVE_INFINITY; left.size < before;) {
    before = left.size;
    for (const file of left) if (!targets.get(file)?.some((target) => left.has(target))) left.delete(file);
  }
  expect(targets.size).toBeGreaterThan(100);
  expect([...left]).toEqual([]);
});
