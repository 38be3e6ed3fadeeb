import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { measure } from "./measure.js";

/** @typedef {import("./contenders.js").Contender} Contender */
/** @typedef {import("./measure.js").Run} Run */

/** @param {Contender} contender */
async function runOnce(contender) {
  for (const path of contender.leaves) rmSync(path, { force: true });
  await contender.prepare?.();
  spawnSync("sync"); // what the one before wrote must not slow this one down
  const run = await measure(contender.command, contender.environment);
  process.stderr.write(`  ${contender.name}: ${run.seconds.toFixed(2)} s\n`);
  return run;
}

/**
 * Runs all contenders round by round, each round beginning with another one, and compares every answer of every
 * round.
 * @template {Contender} C
 * @param {C[]} contenders
 * @param {number} rounds
 * @param {(contender: C) => Promise<{ customers: number, differing: number } | null>} compare its answer with the
 *   expected one; null where there is nothing to compare
 * @returns {Promise<{ runs: Map<string, Run[]>, compared: number }>}
 */
export async function interleave(contenders, rounds, compare) {
  /** @type {Map<string, Run[]>} */
  const runs = new Map(contenders.map(({ name }) => [name, []]));
  let compared = 0;
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    const first = round % contenders.length;
    const inTurn = [...contenders.slice(first), ...contenders.slice(0, first)];
    const taking = inTurn.filter((contender) => round < (contender.rounds ?? rounds));
    for (const contender of taking) runs.get(contender.name)?.push(await runOnce(contender));
    for (const contender of taking) {
      const { customers, differing } = (await compare(contender)) ?? { customers: compared, differing: 0 };
      if (differing > 0) throw new Error(`${contender.name}: ${differing} of ${customers} customers differ.`);
      compared = customers;
    }
  }
  return { runs, compared };
}
