import { expect, test } from "vitest";
import { duckdbDialect } from "../../src/engines/duckdb/dialect/dialect.js";
import { trinoDialect } from "../../src/engines/trino/dialect/dialect.js";
import { compileWhole } from "../../src/sql/compile.js";
import { identifier } from "../../src/sql/fragment.js";
import { keepQuery, keepStatements, type KeptTable } from "../../src/sql/kept-table.js";

const ICP: KeptTable = {
  name: "rfm_icp",
  rows: [
    {
      run: 3,
      created_at: "2026-11-30T13:38:59.055Z",
      version: "0.2.0",
      attributes: "firms.csv",
      options: "{}",
      patterns: "{}",
      counts: "{}",
      format: 1,
    },
  ],
};
const ALL = ["run", "created_at", "version", "attributes", "options", "patterns", "counts", "format"];
const found = (columns: readonly string[]): ReadonlyMap<string, string> =>
  new Map(columns.map((column) => [column, "any"]));
const TABLE = identifier("rfm_icp");

const query = (columns: readonly string[], table = ICP): string =>
  compileWhole(keepQuery(TABLE, table, found(columns)), trinoDialect);
const statements = (columns: readonly string[]): string[] =>
  keepStatements(TABLE, ICP, found(columns)).map((statement) => compileWhole(statement, duckdbDialect));

const ADDED = `SELECT "run", "created_at", "version", "attributes", "options", "patterns", "counts", "format" FROM (VALUES (CAST(3 AS INTEGER), CAST('2026-11-30 13:38:59.055' AS TIMESTAMP(6)), CAST('0.2.0' AS VARCHAR), CAST('firms.csv' AS VARCHAR), CAST('{}' AS VARCHAR), CAST('{}' AS VARCHAR), CAST('{}' AS VARCHAR), CAST(1 AS INTEGER))) AS kept ("run", "created_at", "version", "attributes", "options", "patterns", "counts", "format")`;

test("a whole table that takes the place of another keeps the rows with other keys", () => {
  expect(query([])).toBe(ADDED);
  expect(query(ALL)).toBe(
    `SELECT "run", "created_at", "version", "attributes", "options", "patterns", "counts", "format" FROM "rfm_icp" WHERE "run" NOT IN (3) UNION ALL ${ADDED}`,
  );
});

test("the columns that an old table lacks are null in its rows", () => {
  expect(query(ALL.filter((column) => column !== "created_at" && column !== "counts"))).toBe(
    `SELECT "run", CAST(NULL AS TIMESTAMP(6)) AS "created_at", "version", "attributes", "options", "patterns", CAST(NULL AS VARCHAR) AS "counts", "format" FROM "rfm_icp" WHERE "run" NOT IN (3) UNION ALL ${ADDED}`,
  );
});

test("a column that only the old table has stays, and is null in the new rows", () => {
  expect(query([...ALL, "Later on"])).toBe(
    `SELECT "run", "created_at", "version", "attributes", "options", "patterns", "counts", "format", "Later on" FROM "rfm_icp" WHERE "run" NOT IN (3) UNION ALL ${ADDED.replace(" FROM (VALUES", ', NULL AS "Later on" FROM (VALUES')}`,
  );
});

test("a table of which no row stays is as it is declared, whatever it was", () => {
  const segments: KeptTable = { name: "rfm_segments", rows: [{ position: 1, segment: "Others" }] };
  expect(query(["position", "segment", "mine"], segments)).toBe(query([], segments));
});

test("a table that is changed gets the columns that it lacks, and one that lacks none is not altered", () => {
  const [make, ...rest] = statements(ALL);
  expect(make).toMatch(/^CREATE TABLE IF NOT EXISTS "rfm_icp" \("run" INTEGER, .*, "format" INTEGER\)$/);
  expect(rest.map((statement) => statement.replace(/\(.*/s, "("))).toEqual([
    'DELETE FROM "rfm_icp" WHERE "run" IN (',
    'INSERT INTO "rfm_icp" (',
  ]);
  expect(statements([])).toEqual([make, ...rest]);
  expect(statements(ALL.slice(0, 6))).toEqual([
    make,
    'ALTER TABLE "rfm_icp" ADD COLUMN IF NOT EXISTS "counts" VARCHAR',
    'ALTER TABLE "rfm_icp" ADD COLUMN IF NOT EXISTS "format" INTEGER',
    ...rest,
  ]);
});
