import { interleave } from "../interleave.js";
import { grouped, sizes } from "../parts.js";
import { renderComparison } from "../summary.js";
import { comparePublished } from "./compare.js";
import { pandasPipeline, quintileVariants, statementByHand } from "./contenders.js";
import { loadSales } from "./sales.js";
import { startServer } from "./server.js";

/** @typedef {import("../parts.js").Setting} Setting */
/** @typedef {import("./server.js").Server} Server */

/**
 * Sales and result in one PostgreSQL server, with its own settings.
 * @param {Setting} setting
 */
export async function benchPostgres(setting) {
  if (setting.postgres === null) return "Skipped: there is no PostgreSQL.";
  const server = await startServer(setting.postgres);
  try {
    return await benchOn(server, setting);
  } finally {
    await server.stop();
  }
}

/** @param {Server} server @param {Setting} setting */
async function benchOn(server, { rounds, slowRounds, sales, customers, python, hasQuintile }) {
  const database = await loadSales(server, sales, customers);
  const ours = hasQuintile ? await quintileVariants(server, database) : [];
  const byHand = statementByHand(server, database);
  const pandas = python === null ? [] : [pandasPipeline(server, database, python, slowRounds)];
  const contenders = [...ours, byHand, ...pandas];
  const expected = ours[0] ?? byHand;
  const { runs, compared } = await interleave(contenders, rounds, async (contender) =>
    contender === expected ? null : await comparePublished(server, database, expected, contender),
  );
  const [version] = await server.query(database, "SHOW server_version");
  const often = pandas.length > 0 && slowRounds < rounds ? `${rounds} (pandas: ${slowRounds})` : String(rounds);
  return `PostgreSQL ${version?.server_version} with its default settings, on the same machine; memory and CPU time are those of the client.
${sizes(sales, customers)}; rounds: ${often}. All answers are equal (${grouped(compared)} customers).

${renderComparison(runs, contenders, ours[0])}`;
}
