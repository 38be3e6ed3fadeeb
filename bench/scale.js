import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { measure } from "./measure.js";
import { costOfQueries, shownCosts } from "./scale/costs.js";
import { putSales } from "./scale/sales.js";

/**
 * What a run on Trino costs by sales and workers: `node bench/scale.js [--sales 1000000,10000000] [--workers 1,2] [--rounds 2]`.
 * Starts a cluster for each number of workers, each worker with one thread, so that two of them find a processor each on a
 * machine with two. Prints a table for docs/scale.md.
 */
const { values } = parseArgs({
  options: {
    sales: { type: "string", default: "1000000,10000000,50000000" },
    workers: { type: "string", default: "1,2" },
    "sales-per-customer": { type: "string", default: "20" },
    rounds: { type: "string", default: "2" },
  },
});
const QUINTILE = fileURLToPath(new URL("../bin/quintile.js", import.meta.url));
const WARM_UP = 100_000; // sales
const counts = (/** @type {string} */ text) => text.split(",").map(Number);

/** @type {{ module: typeof import("../test/support/trino/cluster.js") }} */
const { module: trino } = await runnerImport(
  fileURLToPath(new URL("../test/support/trino/cluster.ts", import.meta.url)),
);
const settings = join(mkdtempSync(join(tmpdir(), "quintile-scale-")), "empty.yaml");
writeFileSync(settings, "");

/**
 * One run on sales in a schema, and the queries that the server did for it.
 * @param {{ readonly url: string, readonly port: number }} cluster
 * @param {string} schema
 */
async function run({ url, port }, schema) {
  const known = new Set((await costOfQueries(url)).map(({ id }) => id));
  const address = `trino://bench@127.0.0.1:${port}/iceberg/${schema}`;
  const client = await measure([process.execPath, QUINTILE, "run", address, "--config", settings]);
  return { client, queries: (await costOfQueries(url)).filter(({ id }) => !known.has(id)) };
}

/** @type {import("./scale/costs.js").Cost[]} */
const costs = [];
for (const workers of counts(values.workers)) {
  const cluster = await trino.startCluster({ workers, purpose: "measuring" });
  try {
    // Everything is new to a cluster that has just started; what that costs is not measured.
    const warm = await putSales(cluster.url, WARM_UP, WARM_UP / 20);
    for (let round = 0; round < 3; round += 1) await run(cluster, warm);
    for (const sales of counts(values.sales)) {
      const customers = Math.ceil(sales / Number(values["sales-per-customer"]));
      const schema = await putSales(cluster.url, sales, customers);
      const runs = [];
      for (let round = 0; round < Number(values.rounds); round += 1) runs.push(await run(cluster, schema));
      const best = runs.reduce((one, other) => (other.client.seconds < one.client.seconds ? other : one));
      process.stderr.write(
        `${workers} workers, ${sales} sales: ${runs.map(({ client }) => client.seconds.toFixed(1))} s\n`,
      );
      costs.push({ workers, sales, customers, ...best });
    }
  } finally {
    await cluster.stop();
  }
}
rmSync(settings);
process.stdout.write(shownCosts(costs));
