// The fewest DuckDB statements that compute the table: node bench/peers/duckdb_limit.js INPUT OUTPUT [STORE]
// It knows its input: names, types and clean rows. With STORE it also keeps the table in a new .duckdb file.
import { rmSync } from "node:fs";
import { createRequire } from "node:module";

// as CommonJS the package loads in half the time
const { DuckDBInstance } = createRequire(import.meta.url)("@duckdb/node-api");

const [input, output, store] = process.argv.slice(2);
if (!input || !output) throw new Error("usage: duckdb_limit.js INPUT OUTPUT [STORE]");

/** @param {string} value */
const text = (value) => `'${value.replaceAll("'", "''")}'`;

const sales = input.endsWith(".parquet")
  ? `read_parquet(${text(input)})`
  : `read_csv(${text(input)}, auto_detect = false, header = true, columns = {
       sale_id: 'BIGINT', customer_id: 'BIGINT', sale_date: 'DATE', revenue: 'DECIMAL(18, 2)' })`;

// The sum as DECIMAL(18, 4): a wider one is a 128-bit number, whose text is three times as dear.
const metrics = `
  CREATE TEMP TABLE metrics AS
  SELECT customer_id, max(sale_date) AS last_sale, count(*)::INTEGER AS frequency,
    sum(revenue)::DECIMAL(18, 4) AS monetary
  FROM ${sales} GROUP BY customer_id`;

/** @param {string} value @param {string} cuts */
const cutsBelow = (value, cuts) => [1, 2, 3, 4].map((k) => `(${value} > ${cuts}[${k}])::INTEGER`).join(" + ");

// "Above the interpolated quantile" and "above the lower order statistic" are the same customers.
const result = `
  WITH dated AS (
    SELECT *, ((SELECT max(last_sale) FROM metrics) + 1 - last_sale)::INTEGER AS recency FROM metrics
  ), cuts AS (
    SELECT quantile_cont(recency, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(frequency, [0.2, 0.4, 0.6, 0.8]) AS f,
      quantile_cont(monetary, [0.2, 0.4, 0.6, 0.8]) AS m
    FROM dated
  ), scored AS (
    SELECT customer_id, recency, frequency, monetary, 5 - (${cutsBelow("recency", "r")}) AS R_score,
      1 + ${cutsBelow("frequency", "f")} AS F_score, 1 + ${cutsBelow("monetary", "m")} AS M_score
    FROM dated, cuts
  )
  SELECT *, CASE
      WHEN R_score >= 4 AND F_score >= 4 AND M_score >= 4 THEN 'Champions'
      WHEN F_score >= 4 THEN 'Loyal Customers'
      WHEN R_score >= 4 THEN 'Potential Loyalists'
      WHEN R_score <= 2 AND F_score >= 3 THEN 'At Risk'
      ELSE 'Others'
    END AS segment
  FROM scored ORDER BY customer_id`;

if (store) for (const path of [store, `${store}.wal`]) rmSync(path, { force: true });
const instance = await DuckDBInstance.create(store ?? ":memory:");
const connection = await instance.connect();
await connection.run(metrics);
if (store) await connection.run(`CREATE TABLE customer_rfm AS ${result}`);
await connection.run(`COPY ${store ? "customer_rfm" : `(${result})`} TO ${text(output)} (FORMAT csv, HEADER)`);
connection.closeSync();
instance.closeSync();
