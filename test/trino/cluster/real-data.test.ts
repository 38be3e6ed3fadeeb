import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { runOperation } from "../../../src/operations/run/operation.js";
import { parseCsv } from "../../support/csv.js";
import { queryTrino } from "../../support/trino/query.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";
import type { RunResult } from "../../../src/results/run.js";

const data = (name: string): string =>
  fileURLToPath(new URL(`../../../../shared/data/online-retail-ii-2009-2010.${name}`, import.meta.url));

const isHere = existsSync(data("parquet"));
if (!isHere)
  process.stderr.write(`\nWARNING: ${data("parquet")} is not here, so nothing is compared with the real data set.\n\n`);

/** Where the file lies as a table: a lake whose files somebody else wrote. */
const SCHEMA = `real_${process.pid}`;
const COLUMNS = `invoice varchar, stockcode varchar, description varchar, quantity bigint, invoicedate varchar, price double,
  "customer id" double, country varchar`;

const { url, port, lake } = sharedCluster;
const ask = (statement: string): ReturnType<typeof queryTrino> => queryTrino(url, statement);

describe("Online Retail II, 525,461 invoice lines of a real year, as a Parquet file in a lake", () => {
  if (!isHere)
    test.skip("IS NOT HERE: ../shared/data IS MISSING, SO THE REAL DATA SET WAS NOT COMPARED", () => undefined);

  beforeAll(async () => {
    if (!isHere) return;
    const folder = join(lake, SCHEMA);
    mkdirSync(folder);
    copyFileSync(data("parquet"), join(folder, "sales.parquet"));
    await ask(`CREATE SCHEMA hive.${SCHEMA}`);
    await ask(`CREATE SCHEMA iceberg.${SCHEMA}`);
    await ask(
      `CREATE TABLE hive.${SCHEMA}.retail (${COLUMNS}) WITH (external_location = 'local:///${SCHEMA}', format = 'PARQUET')`,
    );
  });

  test.runIf(isHere)("agrees with pandas to the last customer, from Hive into Iceberg", async () => {
    const { result, customers } = await scoreAll({ model: "five-segment" });
    expect(customers).toEqual(expected(7));
    expect(customers).toHaveLength(4383);
    expect(result).toMatchObject({ rows: 525_461, sales: 417_534, snapshot: "2010-12-10T20:01:00" });
    expect(result.rejected).toMatchObject({ missing_customer: 107_927, bad_date: 0, bad_revenue: 0 });
  });

  test.runIf(isHere)("has the known segment sizes by invoices", async () => {
    const { result } = await scoreAll({ order: "invoice" });
    expect(Object.fromEntries(result.segments.map(({ segment, customers }) => [segment, customers]))).toEqual({
      Champions: 890,
      "Loyal Customers": 584,
      "Potential Loyalists": 803,
      "At Risk": 328,
      Others: 1778,
    });
  });

  test.runIf(isHere)("agrees in eleven segments, too", async () => {
    const { customers } = await scoreAll({ model: "eleven-segment" });
    expect(customers).toEqual(expected(8));
  });
});

async function scoreAll(
  options: Readonly<Record<string, string>>,
): Promise<{ result: RunResult; customers: string[] }> {
  const result = await runOperation.run({
    source: `trino://tester@127.0.0.1:${port}/hive/${SCHEMA}`,
    table: "retail",
    customer: "customer id",
    date: "invoicedate",
    revenue: "quantity * price",
    // What the pandas script counts: rows, and refunds as sales.
    refunds: "net",
    order: "none",
    store: `trino://tester@127.0.0.1:${port}/iceberg/${SCHEMA}`,
    ...options,
  });
  const columns = ["customer_id", "recency", "frequency", "monetary", "r_score", "f_score", "m_score", "segment"];
  const rows = await ask(
    `SELECT ${columns.map((name) => `CAST(${name} AS varchar) AS ${name}`).join(", ")} FROM iceberg.${SCHEMA}.customer_rfm AS published
    ORDER BY published.customer_id`,
  );
  return { result, customers: rows.map((row) => Object.values(row).join("|")) };
}

/** The expected customers with the segment of one column. */
function expected(label: 7 | 8): string[] {
  const [, ...rows] = parseCsv(readFileSync(data("expected.csv"), "utf8"));
  return rows.map((row) => [...row.slice(0, 7), row[label]].join("|"));
}
