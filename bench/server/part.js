import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { QUINTILE } from "../contenders.js";
import { DATA_FOLDER, makeSales } from "../data.js";
import { median } from "../median.js";
import { grouped, sizes } from "../parts.js";
import { renderChecks, renderLines, show } from "../summary.js";
import { ask, askSteadily } from "./ask.js";
import { startServer } from "./process.js";

/** @typedef {import("../parts.js").Setting} Setting */
/** @typedef {import("../contenders.js").Check} Check */

const FACTOR = 10; // customers of the store, in multiples of those of the other parts
const ASKED = 50; // requests of each kind
const RATE = 200; // requests a second
const SECONDS = 20;

/**
 * How long a client of `quintile serve` waits.
 * @param {Setting} setting
 */
export async function benchServer({ rounds, sales, customers, hasQuintile }) {
  if (!hasQuintile) return "Skipped: quintile could not be run.";
  const [manySales, manyCustomers] = [sales * FACTOR, customers * FACTOR];
  const store = join(DATA_FOLDER, "out", "server.duckdb");
  makeStore(await makeSales("parquet", manySales, manyCustomers), store);
  const cold = [];
  for (let round = 0; round < rounds; round++) {
    const server = await startServer(store);
    cold.push((await ask(`${server.url}api/v1/overview`)).milliseconds);
    await server.stop();
  }
  const server = await startServer(store);
  try {
    const api = `${server.url}api/v1`;
    const { body: overview } = await ask(`${api}/overview`);
    const ids = await someIds(api, manyCustomers);
    const rows = [row("overview, the first request of a server", cold, 300)];
    rows.push(row("overview, again", await times(() => `${api}/overview`), 30));
    rows.push(
      row(
        "a customer",
        await times(
          (n) => `${api}/customers/${ids[n % ids.length]}`,
          (body, n) => requireId(body, ids[n % ids.length]),
        ),
        50,
      ),
    );
    rows.push(
      row(
        "a page by id (search)",
        await times(
          (n) => `${api}/customers?search=${ids[n % ids.length]}`,
          (body, n) => requireFound(body, ids[n % ids.length]),
        ),
        50,
      ),
    );
    rows.push(
      row(
        "a page of a cell's customers",
        await times(
          (n) => `${api}/customers?cells=${codeOf(overview.cube[n % overview.cube.length])}`,
          (body, n) => requireTotal(body, overview.cube[n % overview.cube.length].customers),
        ),
        150,
      ),
    );
    rows.push(
      row(
        "a page of a segment's",
        await times(
          (n) =>
            `${api}/customers?segment=${encodeURIComponent(overview.segments[n % overview.segments.length].segment)}`,
          (body, n) => requireTotal(body, overview.segments[n % overview.segments.length].customers),
        ),
        undefined,
      ),
    );
    rows.push(row("a page of everybody, each with the next cursor", await pages(api), undefined));
    const steady = await askSteadily(
      (n) => `${api}/customers/${ids[n % ids.length]}`,
      RATE,
      SECONDS,
      (body, n) => requireId(body, ids[n % ids.length]),
    );
    const p99 = steady.milliseconds[Math.floor(steady.milliseconds.length * 0.99)] ?? NaN;
    rows.push(
      row(`a customer, ${RATE} times a second for ${SECONDS} s`, steady.milliseconds, undefined, [
        { what: "p99 ms", value: p99, limit: 100, isStrict: true },
        { what: "seconds", value: steady.seconds, limit: SECONDS * 1.01 },
      ]),
    );
    return `A store of ${sizes(manySales, manyCustomers)} (${grouped(overview.run.customers)} scored); the server and its client on the same machine.
Requests of each kind: ${ASKED}, the first of a server: ${rounds}. Counts and ids of all answers were checked. Peak memory of the server: ${show(server.peakMiB(), 0)} MiB.

${renderLines(["request", "median ms", "p99 ms", "max ms", "bar (median)"], rows)}`;
  } finally {
    await server.stop();
  }
}

/** @param {string} input @param {string} store */
function makeStore(input, store) {
  mkdirSync(join(DATA_FOLDER, "out"), { recursive: true });
  for (const path of [store, `${store}.wal`]) rmSync(path, { force: true });
  const [program = "", ...args] = QUINTILE;
  const { status, stderr } = spawnSync(program, [...args, "run", input, "--store", store, "--quiet"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The store could not be made:\n${stderr}`);
}

/**
 * Ids all over the table: where some end, others begin.
 * @param {string} api @param {number} customers @returns {Promise<string[]>}
 */
async function someIds(api, customers) {
  const found = [];
  for (let n = 1; n <= 40; n++) {
    const { body } = await ask(`${api}/customers?search=${Math.floor((customers * n) / 41)}&limit=5`);
    found.push(...body.customers.map((/** @type {any} */ customer) => customer.customer_id));
  }
  return found;
}

/**
 * @param {(n: number) => string} urlOf
 * @param {(body: any, n: number) => void} check
 */
async function times(urlOf, check = () => {}) {
  const milliseconds = [];
  for (let n = 0; n < ASKED; n++) {
    const answer = await ask(urlOf(n));
    check(answer.body, n);
    milliseconds.push(answer.milliseconds);
  }
  return milliseconds;
}

/** @param {string} api */
async function pages(api) {
  const milliseconds = [];
  let cursor = "";
  for (let n = 0; n < ASKED; n++) {
    const answer = await ask(`${api}/customers?cursor=${cursor}`);
    cursor = answer.body.next;
    milliseconds.push(answer.milliseconds);
  }
  return milliseconds;
}

/**
 * @param {string} name @param {number[]} milliseconds
 * @param {number | undefined} limit of the median
 * @param {Check[]} checks
 */
function row(
  name,
  milliseconds,
  limit,
  checks = limit === undefined ? [] : [{ what: "ms", value: median(milliseconds), limit, isStrict: true }],
) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? NaN;
  process.stderr.write(`  ${name}: ${show(median(sorted), 1)} ms\n`);
  return [name, show(median(sorted), 1), show(p99, 1), show(sorted.at(-1) ?? NaN, 1), renderChecks(checks)];
}

/** @param {{ R: number, F: number, M: number }} cell */
const codeOf = ({ R, F, M }) => `${R}${F}${M}`;

/** @param {any} body @param {string | undefined} id */
function requireId(body, id) {
  if (body.customer_id !== id) throw new Error(`Asked for the customer ${id}, and got ${body.customer_id}.`);
}

/** @param {any} body @param {string | undefined} id */
function requireFound(body, id) {
  if (!body.customers.some((/** @type {any} */ customer) => customer.customer_id === id))
    throw new Error(`${id} was not found.`);
}

/** @param {any} body @param {number} total */
function requireTotal(body, total) {
  if (body.total !== total || body.customers.length !== Math.min(total, 50))
    throw new Error(`Expected ${total} customers, and got ${body.total}.`);
}
