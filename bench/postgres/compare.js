/** @typedef {import("./contenders.js").PostgresContender} PostgresContender */
/** @typedef {import("./server.js").Server} Server */

/**
 * A published table in the types of all: amounts to the cent, since pandas sums binary floats; everything else exactly.
 * @param {PostgresContender} contender
 */
const customersOf = ({ schema, daysLater }) => `
  SELECT customer_id::bigint, recency::bigint - ${daysLater}, frequency::bigint, round(monetary::numeric, 2),
    "R_score"::bigint, "F_score"::bigint, "M_score"::bigint, segment::text FROM ${schema}.customer_rfm`;

/**
 * Compares two published tables row by row, whoever is in only one of them included.
 * @param {Server} server
 * @param {string} database
 * @param {PostgresContender} expected
 * @param {PostgresContender} actual
 * @returns {Promise<{ customers: number, differing: number }>}
 */
export async function comparePublished(server, database, expected, actual) {
  const [row] = await server.query(
    database,
    "SET work_mem = '256MB'",
    `WITH expected AS (${customersOf(expected)}), actual AS (${customersOf(actual)}),
      missing AS (TABLE expected EXCEPT ALL TABLE actual), unexpected AS (TABLE actual EXCEPT ALL TABLE expected)
    SELECT (SELECT count(*) FROM expected) AS customers,
      (SELECT count(DISTINCT customer_id) FROM (TABLE missing UNION ALL TABLE unexpected) AS rows) AS differing`,
  );
  return { customers: Number(row?.customers), differing: Number(row?.differing) };
}
