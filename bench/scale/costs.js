/**
 * What the server says of a query that is done.
 * @typedef {object} QueryCost
 * @property {string} id
 * @property {string} text
 * @property {number} cpuSeconds on all workers
 * @property {number} readBytes from storage
 * @property {number} shuffledBytes between nodes
 * @property {number} answerBytes to the client
 */

/**
 * @typedef {object} Cost
 * @property {number} workers
 * @property {number} sales
 * @property {number} customers
 * @property {import("../measure.js").Run} client
 * @property {QueryCost[]} queries
 */

/**
 * All queries that the server remembers.
 * @param {string} url
 * @returns {Promise<QueryCost[]>}
 */
export async function costOfQueries(url) {
  const headers = { "X-Trino-User": "bench" };
  const all = await (await fetch(new URL("/v1/query", url), { headers })).json();
  return Promise.all(
    all
      .filter((/** @type {any} */ query) => query.state === "FINISHED")
      .map(async (/** @type {any} */ { queryId }) => {
        const { query, queryStats } = await (await fetch(new URL(`/v1/query/${queryId}`, url), { headers })).json();
        return {
          id: queryId,
          text: query,
          cpuSeconds: secondsOf(queryStats.totalCpuTime),
          readBytes: bytesOf(queryStats.physicalInputDataSize),
          shuffledBytes: bytesOf(queryStats.internalNetworkInputDataSize),
          answerBytes: bytesOf(queryStats.outputDataSize),
        };
      }),
  );
}

/** @type {Record<string, number>} */
const SECONDS = { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86_400 };
/** @type {Record<string, number>} */
const BYTES = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/** @param {string} text such as "1.25s" */
function secondsOf(text) {
  const [, number, unit = "s"] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return Number(number) * (SECONDS[unit] ?? Number.NaN);
}

/** @param {string} text such as "12.5MB" */
function bytesOf(text) {
  const [, number, unit = "B"] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return Number(number) * (BYTES[unit] ?? Number.NaN);
}

const MEGABYTE = 1024 ** 2;

/** @param {Cost[]} costs a table in Markdown */
export function shownCosts(costs) {
  const head = [
    "| Workers | Sales | Customers | Time | CPU of all workers | of it the pass over sales | Passes of the fit | Read | Shuffled | To the client | Client's memory |",
    "|---|---|---|---|---|---|---|---|---|---|---|",
  ];
  return `${[...head, ...costs.map(shownRow)].join("\n")}\n`;
}

/** @param {Cost} cost */
function shownRow({ workers, sales, customers, client, queries }) {
  const total = (/** @type {(query: QueryCost) => number} */ value) =>
    queries.reduce((sum, query) => sum + value(query), 0);
  const grouping = queries.find(({ text }) => /CREATE TABLE .*sales_by_customer/.test(text));
  const passes = queries.filter(({ text }) => /PARTITION BY bracket/.test(text)).length;
  const cells = [
    workers,
    sales.toLocaleString("en-US"),
    customers.toLocaleString("en-US"),
    `${client.seconds.toFixed(1)} s`,
    `${total(({ cpuSeconds }) => cpuSeconds).toFixed(1)} s`,
    `${(grouping?.cpuSeconds ?? Number.NaN).toFixed(1)} s`,
    passes,
    `${(total(({ readBytes }) => readBytes) / MEGABYTE).toFixed(0)} MB`,
    `${(total(({ shuffledBytes }) => shuffledBytes) / MEGABYTE).toFixed(0)} MB`,
    `${(total(({ answerBytes }) => answerBytes) / 1024).toFixed(0)} kB`,
    client.peakMiB === null ? "–" : `${client.peakMiB.toFixed(0)} MB`,
  ];
  return `| ${cells.join(" | ")} |`;
}
