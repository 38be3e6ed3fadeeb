import { fileURLToPath } from "node:url";
import { QUINTILE } from "../contenders.js";
import { measure } from "../measure.js";

/** @typedef {import("../contenders.js").Contender} Contender */
/** @typedef {import("./server.js").Server} Server */

/**
 * @typedef {Contender & PublishesThere} PostgresContender
 *
 * @typedef {object} PublishesThere
 * @property {string} schema where it makes its `customer_rfm`
 * @property {number} daysLater how much higher than by default each recency is
 */

const LAST_SALE = "SELECT to_char(max(sale_date) + 2, 'YYYY-MM-DD') AS day_after FROM public.fact_sales";

const CONTENDER_TABLES = `
  SELECT format('VACUUM (ANALYZE) %I.%I', schemaname, tablename) AS statement FROM pg_tables
  WHERE schemaname NOT IN ('public', 'pg_catalog', 'information_schema')`;

/** @param {string} name */
const peer = (name) => fileURLToPath(new URL(`../peers/${name}`, import.meta.url));

/**
 * What the contenders before left is put in order, so that neither autovacuum nor the checkpointer works on it in the
 * next one's time.
 * @param {Server} server
 * @param {string} database
 */
async function settle(server, database) {
  const statements = (await server.query(database, CONTENDER_TABLES)).map((row) => String(row.statement));
  await server.query(database, ...statements, "CHECKPOINT");
}

/**
 * The commands of ours that are measured, all on the same sales.
 * @param {Server} server
 * @param {string} database
 * @returns {Promise<[PostgresContender, ...PostgresContender[]]>} the first publish comes first
 */
export async function quintileVariants(server, database) {
  const [row] = await server.query(database, LAST_SALE);
  const url = server.url(database);
  /** @param {string} schema @param {string[]} options */
  const command = (schema, ...options) => {
    const words = ["run", url, "--table", "public.fact_sales", "--schema", schema, "--quiet"];
    return [...QUINTILE, ...words, ...options];
  };
  /** @param {string} schema */
  const publishBefore = (schema) => async () => {
    await server.query(database, `CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await measure(command(schema), server.environment);
    await settle(server, database);
  };
  const common = { environment: server.environment, leaves: [], output: null, daysLater: 0 };
  return [
    {
      ...common,
      name: "quintile, first publish",
      schema: "quintile_bench",
      command: command("quintile_bench"),
      prepare: async () => await emptySchema(server, database, "quintile_bench"),
      bar: ({ peakMiB }) => [{ what: "peak MB", value: (peakMiB * 2 ** 20) / 1e6, limit: 150, isStrict: true }],
    },
    {
      ...common,
      name: "quintile, again with the same sales",
      schema: "quintile_bench_again",
      command: command("quintile_bench_again"),
      prepare: publishBefore("quintile_bench_again"),
    },
    {
      ...common,
      name: "quintile, again as of a day later: every row changes",
      schema: "quintile_bench_later",
      command: command("quintile_bench_later", "--as-of", String(row?.day_after)),
      prepare: publishBefore("quintile_bench_later"),
      daysLater: 1,
    },
  ];
}

/** @param {Server} server @param {string} database @param {string} schema */
async function emptySchema(server, database, schema) {
  await server.query(database, `DROP SCHEMA IF EXISTS ${schema} CASCADE`, `CREATE SCHEMA ${schema}`);
  await settle(server, database);
}

/** @param {Server} server @param {string} database @returns {PostgresContender} */
export function statementByHand(server, database) {
  return {
    name: "SQL by hand, one statement",
    schema: "by_hand",
    command: [process.execPath, peer("postgres_by_hand.js"), server.url(database), "by_hand"],
    environment: server.environment,
    leaves: [],
    output: null,
    daysLater: 0,
    prepare: async () => await emptySchema(server, database, "by_hand"),
    bar: ({ time }) => [{ what: "time", value: time, limit: 1 }],
  };
}

/**
 * @param {Server} server
 * @param {string} database
 * @param {string} python
 * @param {number} rounds
 * @returns {PostgresContender}
 */
export function pandasPipeline(server, database, python, rounds) {
  return {
    name: "pandas, as the field writes it",
    schema: "pandas",
    command: [python, peer("pandas_postgres.py"), server.url(database), "pandas"],
    environment: server.environment,
    leaves: [],
    output: null,
    daysLater: 0,
    rounds,
    prepare: async () => await emptySchema(server, database, "pandas"),
    bar: ({ time }) => [{ what: "time", value: time, limit: 1 / 8 }],
  };
}
