import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { sqlOperation } from "../../src/operations/sql/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { customerLine } from "../support/customer-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** The query of a file. */
type File = string;

const DAY = "DATE '2024-03-01' AS sale_date";

// Files are read by the embedded engine, wherever the result goes.
describe("Parquet files of one pattern whose types differ", () => {
  const { path } = temporaryFolder();
  let folders = 0;

  async function write(files: readonly File[]): Promise<string> {
    folders += 1;
    const folder = path(`files ${folders}`);
    mkdirSync(folder);
    for (const [index, query] of files.entries()) {
      await queryDuckdb(":memory:", `COPY (${query}) TO '${join(folder, `${index}.parquet`)}' (FORMAT parquet)`);
    }
    return join(folder, "*.parquet");
  }

  /** The customers with their metrics, the type of their ids, and what the printed statement gives. */
  async function scored(files: readonly File[], options: Pick<RunValues, "customer" | "asOf"> = {}) {
    const source = await write(files);
    const store = path("store.duckdb");
    const result = await runOperation.run({ source, store, threads: 1, maxRejects: "99%", ...options });
    const rows = await queryDuckdb(store, "SELECT COLUMNS(*)::VARCHAR FROM (FROM customer_rfm ORDER BY ALL)");
    const [id] = await queryDuckdb(store, "SELECT DISTINCT typeof(customer_id) AS type FROM customer_rfm");
    const { sql } = await sqlOperation.run({ source, ...options });
    const printed = await queryDuckdb(
      ":memory:",
      `SELECT COLUMNS(*)::VARCHAR FROM (SELECT * FROM (${sql.replace(/;\s*$/, "")}) ORDER BY ALL)`,
    );
    expect(printed.map(customerLine)).toEqual(rows.map(customerLine));
    return {
      result,
      type: id?.["type"],
      customers: rows.map((row) => customerLine(row).split("|").slice(0, 4).join("|")),
    };
  }

  const IDS: readonly (readonly [string, readonly File[], string, readonly string[]])[] = [
    ["BIGINT and DOUBLE", ["2::BIGINT", "1.5::DOUBLE", "2.0::DOUBLE"], "DOUBLE", ["1.5|1|1|1.0000", "2.0|1|2|2.0000"]],
    [
      "DOUBLE and BIGINT that are whole",
      ["1::DOUBLE", "1::BIGINT", "2::BIGINT"],
      "BIGINT",
      ["1|1|2|2.0000", "2|1|1|1.0000"],
    ],
    [
      "DOUBLE that are whole, and BIGINT beyond 2^53",
      ["1::DOUBLE", "9007199254740993::BIGINT", "9007199254740992::BIGINT", "'NaN'::DOUBLE"],
      "BIGINT",
      ["1|1|1|1.0000", "9007199254740992|1|1|1.0000", "9007199254740993|1|1|1.0000"],
    ],
    [
      "DOUBLE with places, and BIGINT beyond 2^53",
      ["1.5::DOUBLE", "2::DOUBLE", "9007199254740993::BIGINT", "9007199254740992::BIGINT", "2::BIGINT"],
      "VARCHAR",
      ["1.5|1|1|1.0000", "2|1|2|2.0000", "9007199254740992|1|1|1.0000", "9007199254740993|1|1|1.0000"],
    ],
    ["BIGINT and text", ["7::BIGINT", "'007'", "'7'"], "VARCHAR", ["007|1|1|1.0000", "7|1|2|2.0000"]],
    ["DOUBLE and text", ["7::DOUBLE", "'007'", "'7'"], "VARCHAR", ["007|1|1|1.0000", "7|1|2|2.0000"]],
    [
      "INTEGER and UBIGINT",
      ["7::INTEGER", "18446744073709551615::UBIGINT"],
      "HUGEINT",
      ["7|1|1|1.0000", "18446744073709551615|1|1|1.0000"],
    ],
    ["no type and text", ["NULL::INTEGER", "'a'"], "VARCHAR", ["a|1|1|1.0000"]],
    [
      "no type and UUID",
      ["NULL::DATE", "'6f9619ff-8b86-d011-b42d-00cf4fc964ff'::UUID"],
      "UUID",
      ["6f9619ff-8b86-d011-b42d-00cf4fc964ff|1|1|1.0000"],
    ],
  ];

  test.each(IDS)("keep ids of %s as they are, in any order", async (_title, values, type, expected) => {
    const files = values.map((value) => `SELECT ${value} AS customer_id, ${DAY}, 1.0 AS revenue`);
    expect(await scored(files)).toMatchObject({ type, customers: expected });
    expect(await scored(files.toReversed())).toMatchObject({ type, customers: expected });
  });

  const AMOUNTS: readonly (readonly [string, readonly File[], string])[] = [
    ["BIGINT and DOUBLE", ["1::BIGINT", "1.5::DOUBLE"], "2.5000"],
    [
      "BIGINT beyond 2^53 and DOUBLE, as far as they are amounts",
      ["90071992547409::BIGINT", "9007199254740993::BIGINT", "1.5::DOUBLE"],
      "90071992547410.5000",
    ],
    ["DECIMALs of several places", ["1::DECIMAL(9,0)", "1.25::DECIMAL(9,2)", "0.0001::DECIMAL(9,4)"], "2.2501"],
    ["DECIMAL and DOUBLE", ["12345678901234.5678::DECIMAL(18,4)", "0.5::DOUBLE"], "12345678901235.0678"],
    ["FLOAT and DOUBLE", ["50000.25::FLOAT", "0.1::FLOAT", "0.1::DOUBLE"], "50000.4500"],
    ["FLOAT and INTEGER", ["16777.21::FLOAT", "1::INTEGER"], "16778.2100"],
    ["DECIMAL and text", ["1.25::DECIMAL(9,2)", "'1.5'"], "2.7500"],
  ];

  test.each(AMOUNTS)("add amounts of %s up exactly, in any order", async (_title, values, sum) => {
    const files = values.map((value) => `SELECT 'a' AS customer_id, ${DAY}, ${value} AS revenue`);
    for (const each of [files, files.toReversed()]) {
      expect((await scored(each)).customers.map((line) => line.split("|")[3])).toEqual([sum]);
    }
  });

  const DATES: readonly (readonly [string, readonly File[], readonly string[]])[] = [
    ["DATE and TIMESTAMP", ["DATE '2024-03-01'", "TIMESTAMP '2024-03-01 23:45:00'"], ["0", "1"]],
    ["DATE and TIMESTAMP_NS", ["DATE '2024-03-01'", "TIMESTAMP_NS '2024-03-01 23:45:00'"], ["0", "1"]],
    ["DATE and TIMESTAMPTZ", ["DATE '2024-03-01'", "TIMESTAMPTZ '2024-03-02 01:45:00+02'"], ["0", "1"]],
    ["DATE and text", ["DATE '2024-03-01'", "'2024-03-01 23:45:00'"], ["0", "1"]],
  ];

  test.each(DATES)("keep the time of day of %s, in any order", async (_title, dates, expected) => {
    const files = dates.map((date, index) => `SELECT ${index} AS customer_id, ${date} AS sale_date, 1.0 AS revenue`);
    for (const each of [files, files.toReversed()]) {
      const { customers } = await scored(each, { asOf: "2024-03-02T23:30:00" });
      expect(customers.map((line) => line.split("|")[1]).toSorted()).toEqual(expected);
    }
  });

  test("have every column that one of them has, null in the others, whatever case its name is in", async () => {
    const files = [
      `SELECT 'a' AS customer_id, ${DAY}, 1.0 AS revenue`,
      `SELECT 2.0 AS REVENUE, 'x' AS channel, ${DAY}, 'a' AS customer_id`,
      `SELECT 'b' AS customer_id, 4.0 AS revenue, ${DAY}, 'y' AS channel`,
    ];
    for (const each of [files, files.toReversed()]) {
      expect((await scored(each, { customer: "coalesce(channel, 'none')" })).customers).toEqual([
        "none|1|1|1.0000",
        "x|1|1|2.0000",
        "y|1|1|4.0000",
      ]);
    }
  });

  test("are refused where no type holds the values of both", async () => {
    const source = await write([
      `SELECT 1 AS customer_id, ${DAY}, 1.0 AS revenue`,
      `SELECT DATE '2024-01-01' AS customer_id, ${DAY}, 1.0 AS revenue`,
    ]);
    const [one, other] = ["0", "1"].map((name) => source.replace("*", name));
    await expect(runOperation.run({ source })).rejects.toMatchObject({
      code: "BAD_FILE",
      message: `Column "customer_id" is of type INTEGER in ${one}, and DATE in ${other}: no type holds the values of both.`,
    });
  });
});
