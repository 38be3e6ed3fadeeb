import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DATA_FOLDER } from "./data.js";

/**
 * @typedef {object} Check one comparison of a figure with its limit
 * @property {string} what
 * @property {number} value
 * @property {number} limit
 * @property {boolean} [isStrict] below the limit, not at it
 */

/**
 * @typedef {object} Figures of a contender
 * @property {number} time our median wall time divided by its own
 * @property {number} memory our peak divided by its own
 * @property {number} peakMiB its own peak
 */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string[]} command
 * @property {string[]} leaves files that it makes, removed before each run
 * @property {string | null} output its CSV, to be compared; null if another's answer is compared
 * @property {NodeJS.ProcessEnv} [environment] of its process; ours if there is none
 * @property {() => Promise<void>} [prepare] work before each run that is not measured
 * @property {number} [rounds] how many rounds it takes part in; all if it does not say
 * @property {(figures: Figures) => Check[]} [bar] what we have to reach against it
 */

const OUTPUT_FOLDER = join(DATA_FOLDER, "out");

const LIMIT = fileURLToPath(new URL("./peers/duckdb_limit.js", import.meta.url));

/** @param {string} file */
const out = (file) => {
  mkdirSync(OUTPUT_FOLDER, { recursive: true });
  return join(OUTPUT_FOLDER, file);
};

export const QUINTILE = [process.execPath, fileURLToPath(new URL("../bin/quintile.js", import.meta.url))];

/** @param {string} input @param {string[]} options @returns {Contender & { output: string }} */
export function quintile(input, ...options) {
  // Two of ours in one round must not write over each other's answer.
  return quintileNamed(["quintile", ...options].join(" "), input, options);
}

/**
 * Ours on one of several files.
 * @param {string} name tells it from the others, and its answer from theirs
 * @param {string} input
 * @param {string[]} options
 * @returns {Contender & { output: string }}
 */
export function quintileNamed(name, input, options = []) {
  const file = name
    .split(" ")
    .map((word) => word.replaceAll(/\W/g, ""))
    .join("-");
  const output = out(`${file}.csv`);
  const store = out(`${file}.duckdb`);
  return {
    name,
    command: [...QUINTILE, "run", input, "--store", store, "--to", output, "--quiet", ...options],
    leaves: [output, store, `${store}.wal`],
    output,
  };
}

/** @param {string} input @returns {Contender & { output: string }} */
export function limitWithStore(input) {
  const output = out("limit-store.csv");
  const store = out("limit-store.duckdb");
  return {
    name: "DuckDB by hand, store and CSV",
    command: [process.execPath, LIMIT, input, output, store],
    leaves: [output, store, `${store}.wal`],
    output,
    bar: ({ time }) => [{ what: "time", value: time, limit: 1.2 }],
  };
}

/** @param {string} input @returns {Contender} */
function limitWithoutStore(input) {
  const output = out("limit.csv");
  return {
    name: "DuckDB by hand, CSV only",
    command: [process.execPath, LIMIT, input, output],
    leaves: [output],
    output,
  };
}

/**
 * @param {string} name
 * @param {string} script
 * @param {string} python
 * @param {string} input
 * @param {Contender["bar"]} [bar]
 * @returns {Contender}
 */
function pythonScript(name, script, python, input, bar) {
  const output = out(`${script}.csv`);
  return {
    name,
    command: [python, fileURLToPath(new URL(`./peers/${script}.py`, import.meta.url)), input, output],
    leaves: [output],
    output,
    ...(bar && { bar }),
  };
}

/** @type {Contender["bar"]} */
const fifthOfTheTime = ({ time, memory }) => [
  { what: "time", value: time, limit: 0.2 },
  { what: "memory", value: memory, limit: 1 },
];

/** @type {Contender["bar"]} */
const faster = ({ time }) => [{ what: "time", value: time, limit: 1, isStrict: true }];

/**
 * All peers on one file of sales. The field's script has its bar on CSV, where the field has its sales.
 * @param {string} input
 * @param {string | null} python
 */
export function peers(input, python) {
  const isCsv = input.endsWith(".csv");
  const fieldBar = isCsv ? fifthOfTheTime : undefined;
  const scripts =
    python === null
      ? []
      : [
          pythonScript("pandas, as the field writes it", "pandas_script", python, input, fieldBar),
          pythonScript("pandas, tuned", "pandas_tuned", python, input, faster),
          pythonScript("Polars, tuned", "polars_script", python, input, faster),
        ];
  return [...scripts, limitWithStore(input), limitWithoutStore(input)];
}
