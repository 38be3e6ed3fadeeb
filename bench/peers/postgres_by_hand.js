// The table as one statement, as a good analyst writes it: node bench/peers/postgres_by_hand.js URL SCHEMA
// It knows its input: names, types and clean rows. The schema must be there, without the table.
import { createRequire } from "node:module";

// as CommonJS the package loads sooner
const { Client, escapeIdentifier } = createRequire(import.meta.url)("pg");

const [url, schema] = process.argv.slice(2);
if (!url || !schema) throw new Error("usage: postgres_by_hand.js URL SCHEMA");

/** @param {string} metric @param {string} cut */
const cutsBelow = (metric, cut) => [1, 2, 3, 4].map((k) => `(${metric} > ${cut}[${k}])::int`).join(" + ");

/** @param {string} metric */
const cuts = (metric) => `percentile_disc((SELECT fractions FROM ranks)) WITHIN GROUP (ORDER BY ${metric})`;

// The rank at or below each quintile: a percentile_disc of plain 0.2, 0.4, 0.6 and 0.8 is one rank higher for some
// numbers of customers, where it would part from pandas.qcut.
const statement = `
  CREATE TABLE ${escapeIdentifier(schema)}.customer_rfm AS
  WITH metrics AS (
    SELECT customer_id, max(max(sale_date)) OVER () + 1 - max(sale_date) AS recency,
      count(*) AS frequency, sum(revenue) AS monetary
    FROM public.fact_sales GROUP BY customer_id
  ), ranks AS (
    SELECT array_agg((k * (n - 1) / 5.0 + 0.1)::float8 / n) AS fractions
    FROM (SELECT count(*) AS n FROM metrics) AS customers, generate_series(1, 4) AS k
  ), cuts AS (
    SELECT ${cuts("recency")} AS r, ${cuts("frequency")} AS f, ${cuts("monetary")} AS m FROM metrics
  ), scored AS (
    SELECT customer_id, recency, frequency, monetary, 5 - (${cutsBelow("recency", "r")}) AS "R_score",
      1 + ${cutsBelow("frequency", "f")} AS "F_score", 1 + ${cutsBelow("monetary", "m")} AS "M_score"
    FROM metrics, cuts
  )
  SELECT *, CASE
      WHEN "R_score" >= 4 AND "F_score" >= 4 AND "M_score" >= 4 THEN 'Champions'
      WHEN "F_score" >= 4 THEN 'Loyal Customers'
      WHEN "R_score" >= 4 THEN 'Potential Loyalists'
      WHEN "R_score" <= 2 AND "F_score" >= 3 THEN 'At Risk'
      ELSE 'Others'
    END AS segment
  FROM scored`;

const client = new Client(url);
await client.connect();
await client.query(statement);
await client.end();
