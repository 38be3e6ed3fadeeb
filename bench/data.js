import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

export const DATA_FOLDER = fileURLToPath(new URL("./data", import.meta.url));

const SEED = "quintile-1";
const DAYS = 730;
const FIRST_DAY = "2023-01-01";

/**
 * A shop's sales in the order they were made. Every draw is an MD5 of the seed and the row number, and every
 * trait of a customer follows from the customer's number, so the rows depend neither on the number of threads
 * nor on the engine's version.
 *
 * - Frequency is Pareto-like: a fifth of the customers make 58 % of the sales, the largest about 3,000.
 * - Customers join and leave within two years; Decembers and weekends are busier.
 * - Amounts are log-normal around a level of the customer; 3 % of the rows are refunds.
 * @param {number} sales
 * @param {number} customers
 */
const salesQuery = (sales, customers) => `
  WITH hashed AS (
    SELECT i, md5_number_upper('${SEED}:' || i) AS a, md5_number_lower('${SEED}:' || i) AS b
    FROM range(1, ${sales} + 1) AS rows (i)
  ), drawn AS (
    SELECT i, (i - 0.5::DOUBLE) / ${sales} AS share_of_time,
      ((a & 4294967295) + 0.5::DOUBLE) / 4294967296 AS u1, ((a >> 32) + 0.5::DOUBLE) / 4294967296 AS u2,
      ((b & 4294967295) + 0.5::DOUBLE) / 4294967296 AS u3, ((b >> 32) + 0.5::DOUBLE) / 4294967296 AS u4
    FROM hashed
  ), bought AS (
    -- a power law with its head cut at 0.05; the large prime spreads the ranks over the ids
    SELECT *, 1 + (floor(${customers} * (pow(u1 + 0.05, 3) - pow(0.05, 3)) / (pow(1.05, 3) - pow(0.05, 3)))::BIGINT
      * 2147483647) % ${customers} AS customer_id
    FROM drawn
  ), traits AS (
    SELECT *, customer_id * 0.6180339887498949::DOUBLE % 1 AS v1,
      customer_id * 0.7548776662466927::DOUBLE % 1 AS v2, customer_id * 0.5698402909980532::DOUBLE % 1 AS v3, greatest(0, 1.2 * v1 - 0.6) AS joined
    FROM bought
  ), dated AS (
    SELECT *, ${DAYS} * (joined + share_of_time * (1 - joined) * (1 - greatest(0, 1.4 * v2 - 0.7))) AS day
    FROM traits
  ), yearly AS (
    SELECT *, day - 20 * (sin(2 * pi() * (day + 25) / 365) - sin(2 * pi() * 25 / 365)) AS yearly_day FROM dated
  ), weekly AS (
    SELECT *, yearly_day - 0.4 * sin(2 * pi() * yearly_day / 7) AS weekly_day FROM yearly
  )
  SELECT i AS sale_id, customer_id,
    DATE '${FIRST_DAY}' + least(${DAYS - 1}, greatest(0, floor(weekly_day)))::INTEGER AS sale_date,
    (CASE WHEN u4 < 0.03 THEN -1 ELSE 1 END
      * greatest(1, round(100 * exp(3.2 + 0.8 * v3 + 0.8 * sqrt(-2 * ln(u2)) * cos(2 * pi() * u3)))) / 100
    )::DECIMAL(18, 2) AS revenue
  FROM weekly`;

const formats = {
  csv: "FORMAT csv, HEADER",
  parquet: "FORMAT parquet",
};

/** Ways to write the same sales as people do: what stands for their columns, and the delimiter. */
const WRITTEN = {
  "decimal comma": { columns: "* REPLACE (replace(revenue::VARCHAR, '.', ',') AS revenue)", delimiter: ";" },
  "grouped amounts": { columns: "* REPLACE (format('{:,.2f}', revenue) AS revenue)", delimiter: ";" },
  "day first": { columns: "* REPLACE (strftime(sale_date, '%d/%m/%Y') AS sale_date)", delimiter: "," },
  "currency in front": { columns: "* REPLACE ('€ ' || revenue AS revenue)", delimiter: "," },
  "currency behind": {
    columns: "* REPLACE (replace(revenue::VARCHAR, '.', ',') || ' EUR' AS revenue)",
    delimiter: ";",
  },
};

/** @typedef {keyof typeof WRITTEN} Writing */

export const WRITINGS = /** @type {Writing[]} */ (Object.keys(WRITTEN));

/**
 * The path of a CSV file with the sales of a plain one, written in another way; made if it is not there yet.
 * @param {Writing} writing
 * @param {number} sales
 * @param {number} customers
 */
export async function makeWritten(writing, sales, customers) {
  const plain = await makeSales("parquet", sales, customers);
  const { columns, delimiter } = WRITTEN[writing];
  return makeFile(
    `sales-${sales}-${customers}-${writing.replaceAll(" ", "-")}.csv`,
    `SELECT ${columns} FROM '${plain.replaceAll("'", "''")}'`,
    `FORMAT csv, HEADER, DELIMITER '${delimiter}'`,
  );
}

/**
 * The path of a file of sales, made if it is not there yet. Memory is bounded: rows are streamed to the file.
 * @param {"csv" | "parquet"} format
 * @param {number} sales
 * @param {number} customers
 */
export function makeSales(format, sales, customers) {
  return makeFile(`sales-${sales}-${customers}.${format}`, salesQuery(sales, customers), formats[format]);
}

/**
 * The path of a file with the rows of a query, made if it is not there yet.
 * @param {string} name
 * @param {string} query
 * @param {string} format options of COPY
 */
export async function makeFile(name, query, format) {
  const path = join(DATA_FOLDER, name);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.unfinished`;
  process.stderr.write(`making ${basename(path)} …\n`);
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "2GB" });
  const connection = await instance.connect();
  try {
    const target = unfinished.replaceAll("'", "''");
    await connection.run(`COPY (${query}) TO '${target}' (${format})`);
    renameSync(unfinished, path);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(unfinished, { force: true });
  }
  return path;
}
