import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { compareResults } from "./compare.js";
import { measure } from "./measure.js";

/** @typedef {import("./contenders.js").Contender} Contender */
/** @typedef {import("./measure.js").Run} Run */

/** @param {Contender} contender */
async function runOnce(contender) {
  for (const path of contender.leaves) rmSync(path, { force: true });
  spawnSync("sync"); // what the one before wrote must not slow this one down
  const run = await measure(contender.command);
  process.stderr.write(`  ${contender.name}: ${run.seconds.toFixed(2)} s\n`);
  return run;
}

/** @param {string} expected @param {Contender} contender */
async function requireSameAnswer(expected, contender) {
  if (contender.output === null || contender.output === expected) return null;
  const { customers, differing } = await compareResults(expected, contender.output);
  if (differing > 0) throw new Error(`${contender.name}: ${differing} of ${customers} customers differ.`);
  return customers;
}

/**
 * Runs all contenders round by round, each round beginning with another one, and compares every answer of every
 * round. An unmeasured reading of the input puts it in the system's cache for all alike.
 * @param {Contender[]} contenders
 * @param {number} rounds
 * @param {string} expected the output that the others must equal
 * @returns {Promise<{ runs: Map<string, Run[]>, compared: number }>}
 */
export async function interleave(contenders, rounds, expected) {
  /** @type {Map<string, Run[]>} */
  const runs = new Map(contenders.map(({ name }) => [name, []]));
  let compared = 0;
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    const first = round % contenders.length;
    for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      runs.get(contender.name)?.push(await runOnce(contender));
    }
    for (const contender of contenders) compared = (await requireSameAnswer(expected, contender)) ?? compared;
  }
  return { runs, compared };
}
