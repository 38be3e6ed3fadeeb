import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/**
 * Joins the modules of the command line into a few files, dist/bundle: opening hundreds of small ones takes longer than a
 * small run. Packages stay packages. What a plain run needs stands in two files, all else is loaded where it is asked for.
 */
const ENTRY = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const TARGET = fileURLToPath(new URL("../dist/bundle", import.meta.url));

/** Packages that every command loads anyway. */
const ALWAYS_LOADED = ["commander", "picocolors"];

/** Modules that a run of a plain file takes: those of these folders, but for what only other files and servers need. */
const OF_A_RUN =
  /[\\/]dist[\\/](analysis|engines|errors|intake|model|operations[\\/](inputs|run|store)|results|scoring|sql)/;
const OF_OTHERS =
  /[\\/](icp|postgres|trino|server|workbooks|containers|encodings|answer-schemas|answers|statistics|kept-icp)\b/;

const bundle = await rolldown({
  input: { main: ENTRY },
  platform: "node",
  external: (id) => !isOwn(id) && !id.startsWith("."),
  // An operation that one module loads when it is needed may be needed by another from the start.
  onLog: (level, log, report) => log.code === "INEFFECTIVE_DYNAMIC_IMPORT" || report(level, log),
});
const atStart = new Set();
const areLight = new Map();
await bundle.write({
  dir: TARGET,
  format: "esm",
  cleanDir: true,
  comments: false,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  codeSplitting: {
    groups: [
      {
        name: (id, modules) => (startModules(ENTRY, modules).has(id) ? "start" : null),
        debugName: "start",
        priority: 2,
      },
      {
        name: (id, modules) => (OF_A_RUN.test(id) && !OF_OTHERS.test(id) && isLight(id, modules) ? "run" : null),
        debugName: "run",
      },
    ],
  },
});

/** The modules that are loaded whatever the command. */
function startModules(id, modules) {
  if (atStart.has(id)) return atStart;
  atStart.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds.filter(isOwn) ?? []) startModules(imported, modules);
  return atStart;
}

/** Whether a module loads no package, nor does what it imports. */
function isLight(id, modules) {
  if (!isOwn(id)) return id.startsWith("node:") || ALWAYS_LOADED.includes(id);
  if (!areLight.has(id)) {
    areLight.set(id, true); // modules that import each other
    areLight.set(
      id,
      (modules.getModuleInfo(id)?.importedIds ?? []).every((imported) => isLight(imported, modules)),
    );
  }
  return areLight.get(id);
}

function isOwn(id) {
  return isAbsolute(id);
}
