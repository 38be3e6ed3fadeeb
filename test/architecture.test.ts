import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../src/", import.meta.url));

/** What each room may import, besides itself and the version. Files beside the rooms are the ways into the house. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  index: ["library", "operations", "outputs", "model", "errors"],
  library: ["operations", "outputs", "model", "errors"],
  cli: ["server", "operations", "outputs", "errors"],
  server: ["operations", "outputs", "errors"],
  mcp: ["operations", "outputs", "errors"],
  web: ["display", "model"],
  operations: ["analysis", "engines", "outputs", "model", "sql", "errors"],
  outputs: ["display", "model", "errors"],
  display: ["model"],
  engines: ["sql", "model", "errors"],
  analysis: ["sql", "model", "errors"],
  sql: ["errors"],
  model: ["errors"],
  errors: [],
  version: [],
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), "utf8");
  const statements = /^\s*(?:import|export)\s+(?:type\s+)?(?:[^"';]*?\s+from\s+)?"([^"]+)"/gm;
  const dynamic = /\bimport\(\s*"([^"]+)"\s*\)/g;
  return [...source.matchAll(statements), ...source.matchAll(dynamic)].map(([, target]) => ({
    file,
    target: target as string,
  }));
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

const show = ({ file, target }: Import): string => `${file} imports ${target}`;

test("every file stands in a room that the house knows", () => {
  expect(files.filter((file) => ARROWS[roomOf(file)] === undefined)).toEqual([]);
  expect(imports.length).toBeGreaterThan(100);
});

test("arrows of import point down, and nothing points up", () => {
  const wrong = imports.filter((each) => {
    const [from, to] = [roomOf(each.file), targetRoom(each)];
    if (to === undefined || to === from || to === "version") return false;
    return !(ARROWS[from] ?? []).includes(to);
  });
  expect(wrong.map(show)).toEqual([]);
});

test("analysis and engines meet only in operations", () => {
  const meets = imports.filter((each) => {
    const pair = [roomOf(each.file), targetRoom(each)].join(" ");
    return pair === "analysis engines" || pair === "engines analysis";
  });
  expect(meets.map(show)).toEqual([]);
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

test("sql, analysis and model touch no file, no process and no package of an engine", () => {
  const touching = imports.filter(
    (each) => ["sql", "analysis", "model"].includes(roomOf(each.file)) && /^(node:|@duckdb)/.test(each.target),
  );
  expect(touching.map(show)).toEqual([]);
});

test("the package of an engine is loaded in its own folder only", () => {
  const users = imports.filter(({ target }) => target.startsWith("@duckdb")).map(({ file }) => dirname(file));
  expect([...new Set(users)]).toEqual([join("engines", "duckdb")]);
});

test("operations know no engine by name", () => {
  const named = imports.filter(
    ({ file, target }) => roomOf(file) === "operations" && /\/(duckdb|postgres|trino)/.test(target),
  );
  expect(named.map(show)).toEqual([]);
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
