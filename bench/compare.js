import { DuckDBInstance } from "@duckdb/node-api";

/** @typedef {import("./contenders.js").Contender} Contender */

const TYPES = `{ customer_id: 'BIGINT', recency: 'INTEGER', frequency: 'INTEGER', monetary: 'DECIMAL(38, 4)',
  R_score: 'INTEGER', F_score: 'INTEGER', M_score: 'INTEGER', segment: 'VARCHAR' }`;

/** @param {string} path */
const read = (path) => `read_csv('${path.replaceAll("'", "''")}', header = true, types = ${TYPES})`;

const exact = ["recency", "frequency", "R_score", "F_score", "M_score", "segment"];

/**
 * Compares two results customer by customer: amounts to the cent, since some peers sum binary floats, and
 * everything else exactly.
 * @param {string} expected
 * @param {string} actual
 * @returns {Promise<{ customers: number, differing: number }>} of both files together
 */
async function compareResults(expected, actual) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const differs = [
    ...exact.map((column) => `a.${column} IS DISTINCT FROM b.${column}`),
    "round(a.monetary, 2) IS DISTINCT FROM round(b.monetary, 2)",
  ].join(" OR ");
  const reader = await connection.runAndReadAll(`
    SELECT count(*), count(*) FILTER (${differs})
    FROM ${read(expected)} a FULL JOIN ${read(actual)} b USING (customer_id)`);
  const [customers, differing] = (reader.getRows()[0] ?? []).map(Number);
  connection.closeSync();
  instance.closeSync();
  return { customers: customers ?? 0, differing: differing ?? 0 };
}

/**
 * A comparison of what a contender wrote with the expected file.
 * @param {string} expected
 * @returns {(contender: Contender) => Promise<{ customers: number, differing: number } | null>}
 */
export const compareWith =
  (expected) =>
  async ({ output }) =>
    output === null || output === expected ? null : await compareResults(expected, output);
