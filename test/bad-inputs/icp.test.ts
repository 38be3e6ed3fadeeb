import { beforeEach, describe, expect, test } from "vitest";
import { asAny } from "../../src/operations/operation.js";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { freshFolders, HEADER, refusal, write } from "./refusal.js";

freshFolders();

const refused = (options: Readonly<Record<string, unknown>>): Promise<string> =>
  refusal(async () => {
    await icpOperation.run({ attributes: "customers.csv", ...options });
  }, asAny(icpOperation));

beforeEach(async () => {
  const sales = ["a,2024-03-01,5", "b,2024-04-01,6", "b,2024-04-02,7", "c,2024-05-01,8"];
  write("sales.csv", `${HEADER}${sales.join("\n")}\n`);
  write("customers.csv", "customer_id,industry,size,zip\na,Retail,5,00082\nb,retail,7,00900\nc,Retail,9,01001\n");
  await runOperation.run({ source: "sales.csv" });
});

describe("an ICP is refused", () => {
  test("for attributes, columns and segments that are not there", async () => {
    expect(await refused({ attributes: "no.csv" })).toMatchInlineSnapshot(`
      "NO_SUCH_FILE: There is no file no.csv.
      Check the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.
      exit 1"
    `);
    expect(await refused({ attributes: "dim_customers" })).toMatchInlineSnapshot(`
      "NO_SUCH_TABLE: quintile.duckdb has no table dim_customers.
      Name one with --attributes: customer_rfm, rfm_runs, rfm_segments.
      exit 1"
    `);
    expect(await refused({ dimensions: ["industri"] })).toMatchInlineSnapshot(`
      "UNKNOWN_COLUMN: customers.csv has no column "industri".
      Did you mean "industry"? Columns: industry, size, zip.
      exit 1"
    `);
    expect(await refused({ key: "id" })).toMatchInlineSnapshot(`
      "UNKNOWN_COLUMN: customers.csv has no column "id".
      Name the column of the customer id with --key. Did you mean "zip"? Columns: customer_id, industry, size, zip.
      exit 1"
    `);
    expect(await refused({ top: ["Champion"] })).toMatchInlineSnapshot(`
      "NO_SUCH_SEGMENT: The model five-segment has no segment "Champion".
      Did you mean "Champions"? Segments: Champions, Loyal Customers, Potential Loyalists, At Risk, Others.
      exit 1"
    `);
    expect(await refused({ store: "no.duckdb" })).toMatchInlineSnapshot(`
      "NO_SUCH_STORE: There is no store at no.duckdb.
      Score some sales first (quintile run SOURCE), or name the store with --store.
      exit 1"
    `);
  });

  test("for sums and bands that cannot be", async () => {
    expect(await refused({ minTotal: 16 })).toMatchInlineSnapshot(`
      "USAGE: --min-total must be a whole number from 3 to 15; it is 16.

      exit 2"
    `);
    expect(await refused({ dimensions: ["size"], bands: ["size=7,5"] })).toMatchInlineSnapshot(`
      "USAGE: --bands size=7,5 does not say where bands begin.
      Write the attribute and rising bounds: --bands employee_count=1,11,51,201,501.
      exit 2"
    `);
    expect(await refused({ dimensions: ["size"], bands: ["size"] })).toMatchInlineSnapshot(`
      "USAGE: --bands size does not say where bands begin.
      Write the attribute and rising bounds: --bands employee_count=1,11,51,201,501.
      exit 2"
    `);
    expect(await refused({ dimensions: ["industry"], bands: ["industry=1,2"] })).toMatchInlineSnapshot(`
      "USAGE: --bands names "industry", which does not hold numbers alone.
      Bands part numbers; other values are compared as they are.
      exit 2"
    `);
    expect(await refused({ dimensions: ["industry"], bands: ["size=1,2"] })).toMatchInlineSnapshot(`
      "USAGE: --bands names "size", which is not compared.
      Compared are: industry.
      exit 2"
    `);
  });

  test("for days on which nothing can be held out", async () => {
    expect(await refused({ holdout: "yesterday" })).toMatchInlineSnapshot(`
      "USAGE: --holdout yesterday is not a date.
      Write it as ISO 8601: 2024-12-31, or 2024-12-31T18:00:00Z.
      exit 2"
    `);
    expect(await refused({ holdout: "2024-05-02" })).toMatchInlineSnapshot(`
      "USAGE: --holdout 2024-05-02 is not before the snapshot of the store, 2024-05-02.
      Name an earlier day, so that something can have happened after it.
      exit 2"
    `);
    expect(await refused({ holdout: "1999-01-01" })).toMatchInlineSnapshot(`
      "NO_CUSTOMERS: No customer had bought anything by 1999-01-01.
      Name a later day with --holdout.
      exit 1"
    `);
    expect(await refused({ holdout: "2024-04-15", source: "gone.csv" })).toMatchInlineSnapshot(`
      "NO_SUCH_FILE: There is no file gone.csv.
      Check the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.
      exit 1"
    `);
    expect(await refused({ source: "sales.csv" })).toMatchInlineSnapshot(`
      "USAGE: --source names the sales of a holdout.
      Add --holdout DATE.
      exit 2"
    `);
  });
});

test("codes with leading zeros are compared as they are, and spellings that differ in case are named", async () => {
  const { patterns, warnings, bands } = await icpOperation.run({
    attributes: "customers.csv",
    dimensions: ["zip", "industry"],
  });
  const values = [...(patterns["zip"]?.distribution ?? []), ...(patterns["zip"]?.absent_distribution ?? [])];
  expect(values.map(({ value }) => value).toSorted()).toEqual(["00082", "00900", "01001"]);
  expect(bands).toEqual({});
  expect(warnings).toContain("industry has values that differ in case only, and are counted apart: retail / Retail.");
  expect(warnings.join()).not.toContain("restates");
});
