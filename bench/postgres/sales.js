import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { makeSales } from "../data.js";

/** @typedef {import("./server.js").Server} Server */

const TABLE = `
  CREATE TABLE public.fact_sales (
    sale_id bigint NOT NULL, customer_id bigint NOT NULL, sale_date date NOT NULL, revenue numeric(18, 2) NOT NULL)`;

/** @param {Server} server @param {string} database */
async function exists(server, database) {
  const rows = await server.query("postgres", `SELECT FROM pg_database WHERE datname = '${database}'`);
  return rows.length > 0;
}

/** @param {Server} server @param {string} database @param {string} csv */
async function load(server, database, csv) {
  const unfinished = `${database}_unfinished`;
  await server.query("postgres", `DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`, `CREATE DATABASE ${unfinished}`);
  const client = await server.connect(unfinished);
  try {
    await client.query(TABLE);
    const copy = client.query(copyFrom("COPY public.fact_sales FROM STDIN (FORMAT csv, HEADER)"));
    await pipeline(createReadStream(csv, { highWaterMark: 2 ** 20 }), copy);
    await client.query("VACUUM (ANALYZE) public.fact_sales");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
  await server.query("postgres", `ALTER DATABASE ${unfinished} RENAME TO ${database}`);
}

/**
 * The name of a database that holds the sales as `public.fact_sales`, loaded if it is not there yet. They are read
 * once, which puts them into the system's cache for all alike.
 * @param {Server} server
 * @param {number} sales
 * @param {number} customers
 */
export async function loadSales(server, sales, customers) {
  const database = `sales_${sales}_${customers}`;
  if (!(await exists(server, database))) {
    const csv = await makeSales("csv", sales, customers);
    process.stderr.write("loading the sales into PostgreSQL …\n");
    await load(server, database, csv);
  }
  const [row] = await server.query(database, "SELECT count(*) AS sales FROM public.fact_sales");
  if (Number(row?.sales) !== sales) throw new Error(`The database ${database} holds ${row?.sales} sales.`);
  return database;
}
