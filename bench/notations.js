import { quintileNamed } from "./contenders.js";
import { compareWith } from "./compare.js";
import { makeSales, makeWritten, WRITINGS } from "./data.js";
import { interleave } from "./interleave.js";
import { renderTable, summarise } from "./summary.js";

/** @typedef {import("./parts.js").Setting} Setting */
/** @typedef {import("./contenders.js").Check} Check */

/** What a file that people wrote may cost, as a multiple of the plain one. */
const LIMIT = 1.5;

/** The same sales as a program writes them, and as people do. @param {Setting} setting */
export async function benchNotations({ rounds, sales, customers, hasQuintile }) {
  if (!hasQuintile) return "Skipped: quintile could not be run.";
  const plain = quintileNamed("plain", await makeSales("csv", sales, customers));
  const contenders = [plain];
  for (const writing of WRITINGS) contenders.push(quintileNamed(writing, await makeWritten(writing, sales, customers)));
  const { runs, compared } = await interleave(contenders, rounds, compareWith(plain.output));
  const ours = summarise(runs.get(plain.name) ?? []);
  const rows = contenders.map(({ name }) => {
    const summary = summarise(runs.get(name) ?? []);
    /** @type {Check[]} */
    const checks =
      name === plain.name ? [] : [{ what: "time / plain", value: summary.median / ours.median, limit: LIMIT }];
    return { name, summary, checks };
  });
  return `rounds: ${rounds}. All answers are equal (${compared} customers).

${renderTable(rows, ours.median)}`;
}
