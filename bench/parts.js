import { spawnSync } from "node:child_process";
import { compareWith } from "./compare.js";
import { QUINTILE, limitWithStore, peers, quintile } from "./contenders.js";
import { makeSales } from "./data.js";
import { interleave } from "./interleave.js";
import { measure } from "./measure.js";
import { renderComparison, renderTable, summarise } from "./summary.js";

/** @typedef {import("./contenders.js").Check} Check */
/** @typedef {import("./postgres/binaries.js").Postgres} Postgres */

/**
 * @typedef {object} Setting
 * @property {number} rounds
 * @property {number} slowRounds for a contender that takes minutes
 * @property {number} sales
 * @property {number} customers
 * @property {string | null} python the interpreter of the Python peers
 * @property {Postgres | null} postgres the programs of the PostgreSQL part
 * @property {boolean} hasQuintile
 */

const HELP_RUNS = 20;
const LARGE_FACTOR = 10;

/** @param {number} count */
export const grouped = (count) => count.toLocaleString("en-US");

/** @param {number} sales @param {number} customers */
export const sizes = (sales, customers) => `${grouped(sales)} sales of ${grouped(customers)} customers`;

/** Whether our command can be run at all: it has to be built first. */
export function canRunQuintile() {
  const [program = "", ...args] = QUINTILE;
  return spawnSync(program, [...args, "--help"]).status === 0;
}

/**
 * All peers on one format.
 * @param {"csv" | "parquet"} format
 * @param {Setting} setting
 */
export async function benchPeers(format, { rounds, sales, customers, python, hasQuintile }) {
  const input = await makeSales(format, sales, customers);
  const ours = quintile(input);
  const others = peers(input, python);
  const expected = hasQuintile ? ours.output : limitWithStore(input).output;
  const contenders = hasQuintile ? [ours, ...others] : others;
  const { runs, compared } = await interleave(contenders, rounds, compareWith(expected));
  return `${sizes(sales, customers)}; rounds: ${rounds}. All answers are equal (${grouped(compared)} customers).

${renderComparison(runs, contenders, hasQuintile ? ours : undefined)}`;
}

/**
 * Ten times the sales within a memory limit, and the same command on the plain size to compare with.
 * @param {Setting} setting
 */
export async function benchLarge({ rounds, sales, customers, hasQuintile }) {
  if (!hasQuintile) return "Skipped: quintile could not be run.";
  const [manySales, manyCustomers] = [sales * LARGE_FACTOR, customers * LARGE_FACTOR];
  const plain = { ...quintile(await makeSales("parquet", sales, customers)), output: null };
  const input = await makeSales("parquet", manySales, manyCustomers);
  const large = quintile(input, "--memory", "2GB");
  const limit = limitWithStore(input);
  const { runs, compared } = await interleave([plain, large, limit], rounds, compareWith(large.output));
  const [plainRun, largeRun, limitRun] = [plain, large, limit].map(({ name }) => summarise(runs.get(name) ?? []));
  if (!plainRun || !largeRun || !limitRun) throw new Error("a contender did not run");
  /** @type {Check[]} */
  const checks = [
    { what: "peak GB", value: (largeRun.peakMiB * 2 ** 20) / 1e9, limit: 2.5, isStrict: true },
    { what: `time / time of ${grouped(sales)} sales`, value: largeRun.median / plainRun.median, limit: 11 },
  ];
  const rows = [
    { name: `${plain.name}, ${grouped(sales)} sales`, summary: plainRun, checks: [] },
    { name: `${large.name}, ${grouped(manySales)} sales`, summary: largeRun, checks },
    { name: `${limit.name}, ${grouped(manySales)} sales, no memory limit`, summary: limitRun, checks: [] },
  ];
  const title = `${sizes(manySales, manyCustomers)}, Parquet; rounds: ${rounds}`;
  return `${title}. The answers are equal (${grouped(compared)} customers).

${renderTable(rows, largeRun.median)}`;
}

/** How long a person waits for the first word. @param {Setting} setting */
export async function benchHelp({ hasQuintile }) {
  if (!hasQuintile) return "Skipped: quintile could not be run.";
  const runs = [];
  for (let i = 0; i < HELP_RUNS; i++) runs.push(await measure([...QUINTILE, "--help"]));
  const summary = summarise(runs);
  const checks = [{ what: "seconds", value: summary.median, limit: 0.15, isStrict: true }];
  return `${HELP_RUNS} runs.\n\n${renderTable([{ name: "quintile --help", summary, checks }], summary.median)}`;
}
