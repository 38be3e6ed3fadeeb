// What grouping the sales by customer costs in PostgreSQL, one thing changed at a time. Run by hand:
// node bench/postgres-variants.js [--rounds N] [--sales N] [--customers N] [--set NAME=VALUE …]
import { parseArgs } from "node:util";
import { describeMachine } from "./machine.js";
import { STANDARD } from "./options.js";
import { grouped, sizes } from "./parts.js";
import { findPostgres } from "./postgres/binaries.js";
import { loadSales } from "./postgres/sales.js";
import { startServer } from "./postgres/server.js";
import { renderLines, show, summarise } from "./summary.js";

/** @typedef {import("./measure.js").Run} Run */
/** @typedef {import("./postgres/server.js").Server} Server */

/**
 * @typedef {object} Variant
 * @property {string} name
 * @property {"TEMPORARY" | "UNLOGGED"} [table] UNLOGGED, as a run has it
 * @property {string} [sum] of amounts per customer
 * @property {Record<string, string>} [settings] on top of those of all
 */

/** `jit` is off as in a run; all else is as PostgreSQL has it. */
const BASE = { jit: "off" };

const UNITS = "(revenue * 10000)::bigint";

// Each row's units are computed twice: a subquery that computes them once is not run in parallel.
const HALVES = `(sum((${UNITS} >> 31)::int4)::numeric * 2147483648 + sum((${UNITS} & 2147483647)::int4)) / 10000`;

/** @type {Variant[]} */
const VARIANTS = [
  { name: "sum(numeric) into an unlogged table" },
  { name: "sum of bigint units", sum: `sum(${UNITS}) / 10000` },
  { name: "sum of float8 units", sum: "(sum((revenue * 10000)::float8)::bigint)::numeric / 10000" },
  { name: "sums of two int4 halves", sum: HALVES },
  { name: "into a temporary table", table: "TEMPORARY" },
  { name: "work_mem 64MB", settings: { work_mem: "64MB" } },
  { name: "work_mem 256MB", settings: { work_mem: "256MB" } },
  { name: "no parallel worker", settings: { max_parallel_workers_per_gather: "0" } },
  { name: "1 parallel worker", settings: { max_parallel_workers_per_gather: "1" } },
  { name: "4 parallel workers", settings: { max_parallel_workers_per_gather: "4" } },
  { name: "2 parallel workers without the leader", settings: { parallel_leader_participation: "off" } },
  { name: "jit on", settings: { jit: "on" } },
];

/** @param {Variant} variant */
const statementOf = ({ table = "UNLOGGED", sum = "sum(revenue)" }) => `CREATE ${table} TABLE grouped AS
  SELECT customer_id, max(sale_date) AS last_sale, count(*) AS frequency, ${sum} AS monetary
  FROM public.fact_sales GROUP BY customer_id`;

/**
 * A node of a plan, as far as it is shown.
 * @typedef {{
 *   "Node Type": string, Strategy?: string, "Partial Mode"?: string, "Parallel Aware"?: boolean,
 *   "Workers Planned"?: number, Plans?: Plan[],
 * }} Plan
 */

/** "Gather (2 workers) ← Partial Hashed Aggregate ← Parallel Seq Scan". @param {Plan} plan @returns {string} */
function showPlan(plan) {
  const mode = plan["Partial Mode"] === "Simple" ? undefined : plan["Partial Mode"];
  const name = [plan["Parallel Aware"] && "Parallel", mode, plan.Strategy, plan["Node Type"]].filter(Boolean).join(" ");
  const workers = plan["Workers Planned"] === undefined ? "" : ` (${plan["Workers Planned"]} workers)`;
  return [name + workers, ...(plan.Plans ?? []).map(showPlan)].join(" ← ");
}

/**
 * @param {Server} server
 * @param {string} database
 * @param {Variant} variant
 * @param {Record<string, string>} shared settings of all variants
 * @returns {Promise<{ run: Run, plan: string, answer: string }>}
 */
async function runOnce(server, database, variant, shared) {
  const client = await server.connect(database);
  try {
    for (const setting of Object.entries({ ...BASE, ...shared, ...variant.settings })) {
      await client.query("SELECT set_config($1, $2, false)", setting);
    }
    await client.query("DROP TABLE IF EXISTS grouped");
    const explained = await client.query(`EXPLAIN (FORMAT json) ${statementOf(variant)}`);
    const plan = showPlan(explained.rows[0]["QUERY PLAN"][0].Plan);
    await client.query("CHECKPOINT");
    const start = performance.now();
    await client.query(statementOf(variant));
    const seconds = (performance.now() - start) / 1000;
    const { rows } = await client.query(
      "SELECT concat_ws(' ', count(*), sum(frequency), max(last_sale), trim_scale(sum(monetary))) AS answer FROM grouped",
    );
    await client.query("DROP TABLE grouped");
    return { run: { seconds, cpuSeconds: null, peakMiB: null }, plan, answer: String(rows[0].answer) };
  } finally {
    await client.end();
  }
}

/**
 * Every variant once per round, each round beginning with another one.
 * @param {Server} server
 * @param {string} database
 * @param {number} rounds
 * @param {Record<string, string>} shared
 */
async function runAll(server, database, rounds, shared) {
  /** @type {Map<string, Run[]>} */
  const runs = new Map(VARIANTS.map(({ name }) => [name, []]));
  /** @type {Map<string, string>} */
  const plans = new Map();
  const answers = new Set();
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    const first = round % VARIANTS.length;
    for (const variant of [...VARIANTS.slice(first), ...VARIANTS.slice(0, first)]) {
      const { run, plan, answer } = await runOnce(server, database, variant, shared);
      process.stderr.write(`  ${variant.name}: ${run.seconds.toFixed(2)} s\n`);
      runs.get(variant.name)?.push(run);
      plans.set(variant.name, plan);
      answers.add(answer);
      if (answers.size > 1) throw new Error(`${variant.name} has another answer: ${[...answers].join("; ")}`);
    }
  }
  return { runs, plans };
}

/** @param {string} setting @returns {[string, string]} */
function nameAndValue(setting) {
  const [name = "", ...value] = setting.split("=");
  return [name, value.join("=")];
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    sales: { type: "string", default: String(STANDARD.sales) },
    customers: { type: "string", default: String(STANDARD.customers) },
    set: { type: "string", multiple: true, default: [] },
  },
});
const [rounds, sales, customers] = [values.rounds, values.sales, values.customers].map(Number);
if (!rounds || !sales || !customers) throw new Error("--rounds, --sales and --customers want whole numbers from 1.");
const postgres = findPostgres();
if (postgres === null) process.exit(1);
const server = await startServer(postgres);
try {
  const database = await loadSales(server, sales, customers);
  const { runs, plans } = await runAll(server, database, rounds, Object.fromEntries(values.set.map(nameAndValue)));
  const summaries = [...runs].map(([name, measured]) => ({ name, ...summarise(measured) }));
  const lines = summaries.map(({ name, median, min, max }) => [
    name,
    ...[median, min, max, median / (summaries[0]?.median ?? NaN)].map((value) => show(value, 2)),
    plans.get(name) ?? "",
  ]);
  process.stdout.write(`
${describeMachine([`PostgreSQL ${postgres.version}`])}

${sizes(sales, customers)}; rounds: ${grouped(rounds)}; settings of all: ${["jit=off", ...values.set].join(", ")}.

${renderLines(["variant", "median s", "min s", "max s", "× first", "plan"], lines)}
`);
} finally {
  await server.stop();
}
