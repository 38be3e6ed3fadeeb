import { escapeIdentifier } from "pg";
import { expect, test } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { type Database, newDatabase } from "../support/postgres/database.js";
import { describeServers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** More customers with one value than are ever looked at one by one. */
const CUSTOMERS = 10_000;

/** The 0-based places of four cutpoints among 10,000 customers: ⌊9,999·k/5⌋. */
const PLACES = [1999, 3999, 5999, 7999];

const STARTS = [
  "''",
  "'a'",
  "'user-'",
  "'\u{1F600}'",
  "'\u{1F600}\u{1F601}'",
  "'\u00e9'",
  "'e\u0301'",
  "'\uFFFD'",
  "''' OR 1 = 1 -- '",
  "repeat('long/', 30)",
  "repeat('\u{1F469}\u200D\u{1F467}', 20)",
];

/** Ids out of a number from 0 to 9,999, each once, in no order; text of one character among them. */
const TEXT = `CASE WHEN i < 40 THEN chr(CAST(9000 + i AS INTEGER)) ELSE (ARRAY[${STARTS.join(", ")}])[i % 11 + 1]
  || CAST(i * 7919 % 10007 AS VARCHAR) || CASE WHEN i % 3 = 0 THEN ' ' ELSE '' END END`;

/** Characters that JavaScript counts twice, before all of them. */
const FACES = `repeat('\u{1F600}', 4) || CAST(i * 7919 % 10007 AS VARCHAR)`;

const UUID = `CAST(md5(CAST(i AS VARCHAR)) AS UUID)`;

/** Two days, one purchase each, and a few amounts: most customers are tied. */
const METRICS = `DATE '2024-03-01' - CAST(i % 2 AS INTEGER) AS sale_date, CAST(i * 31 % 7 AS DECIMAL(18, 2)) AS revenue`;

/** How many cutpoints come before a customer in the order of a dimension and of ids. */
function passed(dimension: string): string {
  return PLACES.map((place) => `CASE WHEN ${dimension}_place > ${place} THEN 1 ELSE 0 END`).join(" + ");
}

/** How many customers have other scores than by a sort; `order` is that of their ids. */
function misplaced(table: string, order: string): string {
  const places = ["recency", "frequency", "monetary"].map(
    (dimension) => `row_number() OVER (ORDER BY ${dimension}, ${order}) - 1 AS ${dimension}_place`,
  );
  return `SELECT count(*) AS customers, count(*) FILTER (WHERE "R_score" <> 5 - (${passed("recency")})) AS recency,
    count(*) FILTER (WHERE "F_score" <> 1 + ${passed("frequency")}) AS frequency,
    count(*) FILTER (WHERE "M_score" <> 1 + ${passed("monetary")}) AS monetary
    FROM (SELECT *, ${places.join(", ")} FROM ${table}) AS ranked`;
}

const NONE = { customers: String(CUSTOMERS), recency: "0", frequency: "0", monetary: "0" };

const { path } = temporaryFolder();

const DUCKDB_IDS: Readonly<Record<string, string>> = {
  VARCHAR: TEXT,
  "VARCHAR with characters beyond 16 bits": FACES,
  INTEGER: "CAST(i * 7919 % 10007 AS INTEGER)",
  "BIGINT from end to end": "CAST(CAST(i AS HUGEINT) * 1844674407370955 - 9223372036854775807 AS BIGINT)",
  "HUGEINT beyond 64 bits": "CAST(i * 7919 % 10007 AS HUGEINT) * 10000000000000000000000000",
  "DECIMAL(38,10), alike in floating point":
    "CAST(CAST(1234567890123456789 + i * 7919 % 10007 * 1000 AS DECIMAL(38, 0)) * 0.0000001 AS DECIMAL(38, 10))",
  DOUBLE: "CAST(i * 7919 % 10007 AS DOUBLE) / 7 - 100",
  UUID,
  DATE: "DATE '1990-01-01' + CAST(i * 7919 % 10007 AS INTEGER)",
  "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ '2001-01-01 00:00:00.5+00' + to_seconds(i * 7919 % 10007)",
};

test.each(Object.entries(DUCKDB_IDS))(
  "Thousands with the same value are told apart by ids in DuckDB: %s",
  async (name, id) => {
    const [source, store] = [path(`${name}.duckdb`), path(`${name} scored.duckdb`)];
    await queryDuckdb(
      source,
      `SET TimeZone = 'UTC'; CREATE TABLE fact_sales AS SELECT ${id} AS customer_id, ${METRICS} FROM range(${CUSTOMERS}) AS numbers (i)`,
    );
    const { split } = await runOperation.run({ source, store, customer: "customer_id", ties: ["first"] });
    const [row] = await queryDuckdb(store, misplaced("customer_rfm", "customer_id"));
    expect(Object.fromEntries(Object.entries(row ?? {}).map(([key, value]) => [key, String(value)]))).toEqual(NONE);
    expect(split).toMatchObject({ recency: 10_000, frequency: 10_000 });
  },
);

const POSTGRES_IDS: Readonly<Record<string, string>> = {
  text: TEXT,
  "text with characters beyond 16 bits": FACES,
  "character(200)": TEXT.replace(" THEN ' ' ELSE", " THEN '.' ELSE"),
  integer: "CAST(i * 7919 % 10007 AS INTEGER)",
  bigint: "CAST(CAST(i AS NUMERIC) * 1844674407370955 - 9223372036854775807 AS BIGINT)",
  numeric: "CAST(i * 7919 % 10007 AS NUMERIC) / 7 + 1e30",
  "numeric(20,4)": "CAST(i * 7919 % 10007 AS NUMERIC) / 4 - 100",
  "numeric beyond doubles": "CASE WHEN i = 0 THEN 1e400 ELSE i + 0.5 END",
  "double precision": "CASE WHEN i = 0 THEN 'infinity' ELSE CAST(i * 7919 % 10007 AS DOUBLE PRECISION) / 7 - 100 END",
  uuid: UUID,
  bytea: "decode(md5(CAST(i AS VARCHAR)), 'hex')",
  date: "DATE '0044-03-15 BC' + CAST(i * 7919 % 10007 AS INTEGER)",
  timestamptz: "TIMESTAMPTZ '2001-01-01 00:00:00.5+00' + i * 7919 % 10007 * INTERVAL '1 second'",
  "text that a collation holds for equal": `CAST(${TEXT} AS TEXT) COLLATE loose`,
};

describeServers((server) => {
  let database: Promise<Database> | undefined;
  let made = 0;

  test.each(Object.entries(POSTGRES_IDS))("Thousands with the same value are told apart by ids: %s", async (_, id) => {
    const { sql, url } = await (database ??= newDatabase(server, { collation: "de" }));
    made += 1;
    const schema = escapeIdentifier(`Ties ${made}`);
    await sql(
      `CREATE SCHEMA ${schema}; CREATE COLLATION IF NOT EXISTS loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
    );
    await sql(
      `CREATE TABLE ${schema}.fact_sales AS SELECT ${id} AS customer_id, ${METRICS} FROM generate_series(0, ${CUSTOMERS - 1}) AS numbers (i)`,
    );
    const { split } = await runOperation.run({
      source: url,
      table: `Ties ${made}.fact_sales`,
      customer: "customer_id",
      ties: ["first"],
    });
    const [{ type } = {}] = await sql(`SELECT pg_typeof(customer_id) AS type FROM ${schema}.customer_rfm LIMIT 1`);
    const order = type === "text" ? 'customer_id COLLATE "C"' : "customer_id";
    const [row] = await sql(misplaced(`${schema}.customer_rfm`, order));
    expect(row).toEqual(NONE);
    expect(split).toMatchObject({ recency: 10_000, frequency: 10_000 });
  });
});
