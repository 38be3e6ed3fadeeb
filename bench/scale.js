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
 * What a run on Trino costs by sales and workers: `node bench/scale.js [--sales 1000000,10000000] [--workers 1,2]`.
 * Starts a cluster for each number of workers, each worker with one thread, so that two of them find a processor each on a
 * machine with two. Prints a table for docs/scale.md.
 */
const { values } = parseArgs({
  options: {
    sales: { type: "string", default: "1000000,10000000,50000000" },
    workers: { type: "string", default: "1,2" },
    "sales-per-customer": { type: "string", default: "20" },
  },
});
const QUINTILE = fileURLToPath(new URL("../bin/quintile.js", import.meta.url));
const counts = (/** @type {string} */ text) => text.split(",").map(Number);

/** @type {{ module: typeof import("../test/support/trino/cluster.js") }} */
const { module: trino } = await runnerImport(fileURLToPath(new URL("../test/support/trino/cluster.ts", import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), "quintile-scale-"));

/** @type {import("./scale/costs.js").Cost[]} */
const costs = [];
for (const workers of counts(values.workers)) {
  const cluster = await trino.startCluster({ workers, purpose: "measuring" });
  try {
    for (const sales of [100_000, ...counts(values.sales)]) {
      const customers = Math.ceil(sales / Number(values["sales-per-customer"]));
      const schema = await putSales(cluster.url, sales, customers);
      const address = `trino://bench@127.0.0.1:${cluster.port}/iceberg/${schema}`;
      const known = new Set((await costOfQueries(cluster.url)).map(({ id }) => id));
      const settings = join(folder, "empty.yaml");
      writeFileSync(settings, "");
      const client = await measure([process.execPath, QUINTILE, "run", address, "--config", settings]);
      const queries = (await costOfQueries(cluster.url)).filter(({ id }) => !known.has(id));
      process.stderr.write(`${workers} workers, ${sales} sales: ${client.seconds.toFixed(1)} s\n`);
      // The first run warms the cluster up, and counts for nothing.
      if (sales !== 100_000) costs.push({ workers, sales, customers, client, queries });
    }
  } finally {
    await cluster.stop();
  }
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(shownCosts(costs));
