import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { customerLine } from "../support/customer-line.js";
import { parseCsv } from "../support/csv.js";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const data = (name: string): string =>
  fileURLToPath(new URL(`../../../shared/data/online-retail-ii-2009-2010.${name}`, import.meta.url));

const source = data("parquet");
const isHere = existsSync(source);
if (!isHere)
  process.stderr.write(`\nWARNING: ${source} is not here, so nothing is compared with the real data set.\n\n`);

const MAPPING = {
  source,
  customer: "Customer ID",
  date: "InvoiceDate",
  revenue: "Quantity * Price",
  refunds: "net",
} as const;

/** The expected customers, with the five-segment or the eleven-segment label. */
function expected(label: "segment" | "segment_eleven"): string[] {
  const [header = [], ...rows] = parseCsv(readFileSync(data("expected.csv"), "utf8"));
  expect(header).toEqual([
    "customer_id",
    "recency",
    "frequency",
    "monetary",
    "R_score",
    "F_score",
    "M_score",
    "segment",
    "segment_eleven",
  ]);
  return rows.map((row) => [...row.slice(0, 7), row[label === "segment" ? 7 : 8]].join("|"));
}

describe("Online Retail II, 525,461 invoice lines of a real year", () => {
  const { path } = temporaryFolder();

  async function scoreAll(options: Omit<RunValues, "source"> = { order: "none" }) {
    const store = path("store.duckdb");
    const result = await runOperation.run({ ...MAPPING, ...options, store });
    const customers = (
      await queryDuckdb(store, "SELECT COLUMNS(*)::VARCHAR FROM (SELECT * FROM customer_rfm ORDER BY ALL)")
    ).map(customerLine);
    const sizes = Object.fromEntries(result.segments.map(({ segment, customers: count }) => [segment, count]));
    return { store, result, customers, sizes };
  }

  const title = "agrees with pandas to the last customer";

  if (!isHere)
    test.skip("IS NOT HERE: ../shared/data IS MISSING, SO THE REAL DATA SET WAS NOT COMPARED", () => undefined);

  test.runIf(isHere)("needs no option: columns, invoices and refunds are read as they are meant", async () => {
    const store = path("bare.duckdb");
    const result = await runOperation.run({ source, store });
    expect(result).toMatchObject({ customers: 4314, rows: 525_461, snapshot: "2010-12-10T20:01:00" });
    const customers = await queryDuckdb(
      store,
      "SELECT COLUMNS(*)::VARCHAR FROM (SELECT * FROM customer_rfm ORDER BY ALL)",
    );
    const [, ...rows] = parseCsv(readFileSync(data("defaults.csv"), "utf8"));
    expect(customers.map(customerLine).toSorted()).toEqual(rows.map((row) => row.join("|")).toSorted());
  });

  test.runIf(isHere)(`${title}, by rows`, async () => {
    const { store, result, customers, sizes } = await scoreAll();
    expect(customers).toEqual(expected("segment"));
    expect(customers).toHaveLength(4383);
    expect(result).toMatchObject({ rows: 525_461, sales: 417_534, snapshot: "2010-12-10T20:01:00" });
    expect(result.rejected).toMatchObject({ missing_customer: 107_927, bad_date: 0, bad_revenue: 0 });
    expect(sizes).toEqual({
      Champions: 922,
      "Loyal Customers": 814,
      "Potential Loyalists": 701,
      "At Risk": 377,
      Others: 1569,
    });
    const sums = `SELECT sum(monetary)::VARCHAR AS sum, count(*) FILTER (WHERE monetary = 0)::VARCHAR AS zero,
      count(*) FILTER (WHERE monetary < 0)::VARCHAR AS below FROM customer_rfm`;
    expect(await queryDuckdb(store, sums)).toEqual([{ sum: "8348208.5740", zero: "17", below: "89" }]);
  });

  test.runIf(isHere)(`${title}, in eleven segments`, async () => {
    expect((await scoreAll({ order: "none", model: "eleven-segment" })).customers).toEqual(expected("segment_eleven"));
  });

  test.runIf(isHere)("has the known segment sizes by invoices", async () => {
    expect((await scoreAll({ order: "Invoice" })).sizes).toEqual({
      Champions: 890,
      "Loyal Customers": 584,
      "Potential Loyalists": 803,
      "At Risk": 328,
      Others: 1778,
    });
  });
});
