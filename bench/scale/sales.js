/**
 * Runs a statement on Trino to its end.
 * @param {string} url
 * @param {string} statement
 */
export async function ask(url, statement) {
  const headers = { "X-Trino-User": "bench", "X-Trino-Time-Zone": "UTC" };
  let answer = await (await fetch(new URL("/v1/statement", url), { method: "POST", headers, body: statement })).json();
  for (;;) {
    if (answer.error) throw new Error(`${answer.error.errorName}: ${answer.error.message}`);
    if (!answer.nextUri) return;
    answer = await (await fetch(answer.nextUri, { headers })).json();
  }
}

/** Rows that one statement makes. */
const PART = 5_000_000;

/**
 * Puts made-up sales into a schema of its own in Iceberg: a few customers buy much, most little, and amounts have a heavy tail.
 * Computed from the number of the row by a hash, so that they are the same each time. Gives back the schema.
 * @param {string} url
 * @param {number} sales
 * @param {number} customers
 */
export async function putSales(url, sales, customers) {
  const schema = `sales_${sales}`;
  await ask(url, `CREATE SCHEMA iceberg.${schema}`);
  await ask(
    url,
    `CREATE TABLE iceberg.${schema}.fact_sales (customer_id bigint, sale_date timestamp(6), revenue decimal(12,2))`,
  );
  for (let start = 0; start < sales; start += PART) {
    const end = Math.min(start + PART, sales);
    const block = 1000;
    await ask(
      url,
      `INSERT INTO iceberg.${schema}.fact_sales
      SELECT CAST(floor(power(${unit(1)}, 1.7) * ${customers}) AS bigint) * 7 + 1,
        timestamp '2024-12-31 18:00:00' - CAST(floor(${unit(2)} * 730 * 86400) AS integer) * interval '1' second,
        CAST(exp(${unit(3)} * 7) + 0.5 AS decimal(12,2))
      FROM (SELECT high * ${block} + low AS row_number
        FROM UNNEST(sequence(${start / block}, ${Math.ceil(end / block) - 1})) AS highs (high)
        CROSS JOIN UNNEST(sequence(0, ${block - 1})) AS lows (low)) AS rows WHERE row_number < ${end}`,
    );
  }
  return schema;
}

/**
 * A number from 0 to 1, without 1, that only the row's number and a seed decide.
 * @param {number} seed
 */
function unit(seed) {
  return `(bitwise_and(from_big_endian_64(xxhash64(to_big_endian_64(row_number * 10 + ${seed}))), 4503599627370495) / 4503599627370496e0)`;
}
