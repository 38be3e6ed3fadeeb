import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { QUINTILE } from "./contenders.js";
import { DATA_FOLDER, makeSales } from "./data.js";
import { measure } from "./measure.js";
import { grouped } from "./parts.js";
import { renderTable, summarise } from "./summary.js";

/** @typedef {import("./parts.js").Setting} Setting */

const CUSTOMERS = 1_000_000;
const SALES = 4_000_000;

/** How many values each text attribute has; two numeric ones come on top. */
const VALUES = [3, 5, 8, 12, 20, 40, 60, 100];

/** The attributes with a value that customers who buy often have more often, so that lifts are adjusted. */
const PLANTED = [2, 5];

/** Eight attributes of text and two of numbers, one row per customer. @param {string} store */
async function makeAttributes(store) {
  const path = join(DATA_FOLDER, `attributes-planted-${CUSTOMERS}.parquet`);
  if (existsSync(path)) return path;
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`ATTACH '${store}' AS store (READ_ONLY)`);
  const texts = VALUES.map((count, index) => {
    const value = `md5_number_upper('${index}:' || i) % ${count}`;
    const often = `frequency > 5 AND md5_number_upper('p${index}:' || i) % 6 = 0`;
    return `'value ' || ${PLANTED.includes(index) ? `CASE WHEN ${often} THEN 1 ELSE ${value} END` : value} AS attribute_${index}`;
  });
  await connection.run(`COPY (SELECT i AS customer_id, ${texts.join(", ")}, (md5_number_upper('n' || i) % 5000)::INTEGER AS employees,
    (md5_number_upper('t' || i) % 100000000 / 100)::DECIMAL(18, 2) AS turnover FROM range(1, ${CUSTOMERS} + 1) AS customers (i) LEFT JOIN store.customer_rfm ON customer_id = i) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  return path;
}

/** What sets top performers apart, in a base with many customers and attributes. @param {Setting} setting */
export async function benchIcp({ rounds, hasQuintile }) {
  if (!hasQuintile) return "Skipped: quintile could not be run.";
  const folder = mkdtempSync(join(tmpdir(), "quintile-bench-"));
  try {
    const store = join(folder, "store.duckdb");
    await measure([...QUINTILE, "run", await makeSales("parquet", SALES, CUSTOMERS), "--store", store, "--quiet"]);
    const attributes = await makeAttributes(store);
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      runs.push(await measure([...QUINTILE, "icp", "--store", store, "--attributes", attributes, "--quiet"]));
    }
    const summary = summarise(runs);
    const checks = [{ what: "seconds", value: summary.median, limit: 1.5 }];
    const rows = [{ name: "quintile icp, ten attributes", summary, checks }];
    return `${grouped(CUSTOMERS)} customers, attributes in Parquet; rounds: ${rounds}.\n\n${renderTable(rows, summary.median)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
