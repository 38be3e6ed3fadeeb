import { escapeIdentifier, escapeLiteral } from "pg";
import { expect, test } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { type RawSale, scoreSales } from "../oracle/score-sales.js";
import { type Database, newDatabase } from "../support/postgres/database.js";
import { describeServers } from "../support/postgres/servers.js";
import { queryDuckdb } from "../support/duckdb.js";
import { random } from "../support/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const draw = random(11);
const pick = <T>(values: readonly T[]): T => values[Math.floor(draw() * values.length)] as T;

const WORDS = [
  "a",
  "B",
  "z",
  "Z",
  "\u00e4",
  "\u00c4",
  "10",
  "9",
  "x y",
  "'; DROP TABLE fact_sales; --",
  "\\",
  "\u{1F600}",
  "\ufb00",
];
const uuid = (n: number): string =>
  `${(n * 0x9e3779b1).toString(16).padStart(8, "0").slice(-8)}-0000-4000-8000-${String(n).padStart(12, "0")}`;
const numbers = Array.from({ length: 40 }, (_, index) => String((index * 37) % 101));

/** Types of customer ids, with ids; what an oracle that knows no types makes of them. */
const ID_TYPES: readonly (readonly [type: string, ids: readonly string[]])[] = [
  ["smallint", numbers],
  ["integer", numbers],
  ["bigint", ["9007199254740993", "9007199254740992", "-9007199254740993", ...numbers]],
  ["numeric", numbers],
  ["numeric(12,0)", numbers],
  ["numeric(12,2)", numbers],
  ["double precision", numbers],
  ["real", numbers],
  ["uuid", numbers.map((_, index) => uuid(index))],
  ["text", WORDS],
  ["varchar(40)", WORDS],
  ["char(40)", WORDS],
];

/** Types of amounts, with amounts; those that are none stand behind them. */
const AMOUNT_TYPES: readonly (readonly [type: string, amounts: readonly string[], none: readonly (string | null)[]])[] =
  [
    [
      "numeric",
      ["1.00005", "-0.00005", "12.5", "100000000000000.00004", "7"],
      ["NaN", "Infinity", "-Infinity", null, "100000000000000.0001"],
    ],
    ["numeric(20,6)", ["1.000050", "-0.000050", "2.000049", "3"], ["NaN", null]],
    ["numeric(18,2)", ["1.05", "-2.50", "300000000000.99"], ["NaN", null, "100000000000000.01", "9999999999999999.99"]],
    ["numeric(10,0)", ["5", "-3", "12"], ["NaN", null]],
    ["integer", ["5", "-3", "2147483647"], [null]],
    [
      "bigint",
      ["5", "-3", "100000000000000"],
      [null, "100000000000001", "9223372036854775807", "-9223372036854775808"],
    ],
    [
      "double precision",
      ["0.1", "1.00005", "-2.675", "12345678.9", "99999999999999.9"],
      ["NaN", "Infinity", "-Infinity", null, "1e15"],
    ],
    ["text", ["1.00005", " 12.5 ", "-3", "+4", ".5", "1e3"], ["NaN", "", "abc", null, "1,5", "1e999"]],
  ];

/** Types of dates, with moments; those that are none stand behind them. */
const DATE_TYPES: readonly (readonly [type: string, moments: readonly string[], none: readonly (string | null)[]])[] = [
  ["date", ["2024-02-29", "2023-12-31", "2024-03-01"], ["infinity", "-infinity", null]],
  ["timestamp", ["2024-02-29 23:59:59.999999", "2024-03-01 00:00:00", "2023-12-31 12:00:00"], ["infinity", null]],
  ["timestamp(0)", ["2024-02-29 23:59:59", "2024-03-01 00:00:00"], [null]],
  ["timestamptz", ["2024-03-01 01:30:00+05:30", "2024-02-29 23:30:00-03", "2024-03-01 00:00:00Z"], ["-infinity", null]],
  [
    "text",
    ["2024-02-29", "2024-03-01T14:30:00Z", "2024-03-01 01:30+05:30", "2024-02-29 10:00:00.25"],
    ["2023-02-29", "2024-13-01", "soon", "", null],
  ],
  ["text", ["13/02/2024", "28/02/2024 ", "1/3/2024"].map((text) => text.trim()), []],
];

function sales(
  ids: readonly (string | null)[],
  dates: readonly (string | null)[],
  amounts: readonly (string | null)[],
): RawSale[] {
  return Array.from({ length: 240 }, () => ({ customer: pick(ids), date: pick(dates), revenue: pick(amounts) }));
}

const { path } = temporaryFolder();

describeServers((server) => {
  let database: Promise<Database> | undefined;
  let made = 0;

  async function run(rows: readonly RawSale[], types: readonly string[], options: Partial<RunValues> = {}) {
    const { sql, url } = await (database ??= newDatabase(server, { collation: "de" }));
    made += 1;
    const schema = escapeIdentifier(`Types ${made}`);
    await sql(
      `CREATE SCHEMA ${schema}; CREATE TABLE ${schema}."Fact Sales" (customer_id ${types[0]}, sale_date ${types[1]}, revenue ${types[2]})`,
    );
    await sql(
      `INSERT INTO ${schema}."Fact Sales" SELECT id::${types[0]}, day::${types[1]}, amount::${types[2]} FROM unnest($1::text[], $2::text[], $3::text[]) AS raw (id, day, amount)`,
      [rows.map(({ customer }) => customer), rows.map(({ date }) => date), rows.map(({ revenue }) => revenue)],
    );
    const result = await runOperation.run({
      source: url,
      table: `Types ${made}.Fact Sales`,
      maxRejects: "100%",
      ...options,
    });
    const scored = await sql(`SELECT * FROM ${schema}.customer_rfm`);
    const [{ type } = {}] = await sql(
      `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = '${schema}.customer_rfm'::regclass AND attname = 'customer_id'`,
    );
    return { result, type, customers: scored.map((row) => Object.values(row).join("|")).toSorted() };
  }

  test.each(ID_TYPES)("ids of type %s, ties broken by them", async (type, ids) => {
    const rows = sales([...ids, null], ["2024-02-29", "2024-03-01", "2024-02-11"], ["1.5", "2", "-1"]);
    const {
      result,
      customers,
      type: publishedType,
    } = await run(rows, [type, "date", "numeric(18,2)"], { ties: ["first"] });
    const expected = scoreSales(rows, { first: ["recency", "frequency", "monetary"] });
    expect(customers).toEqual(published(expected));
    expect(result.rejected).toEqual(expected?.rejected);
    const whole = /^(numeric|double|real)/.test(type);
    expect(publishedType).toBe(whole ? "bigint" : /char/.test(type) ? "text" : type);
  });

  test.each(AMOUNT_TYPES)("amounts of type %s, also such as are none", async (type, amounts, none) => {
    const rows = sales(numbers, ["2024-02-29", "2024-03-01"], [...amounts, ...amounts, ...none]);
    const { result, customers } = await run(rows, ["integer", "date", type], type === "text" ? { decimal: "." } : {});
    const expected = scoreSales(rows);
    expect(customers).toEqual(published(expected));
    expect(result.rejected).toEqual(expected?.rejected);
    expect(none.length === 0 || result.rejected.bad_revenue > 0).toBe(true);
  });

  test.each(DATE_TYPES)("dates of type %s, such as %j", async (type, moments, none) => {
    const rows = sales(numbers, [...moments, ...moments, ...none], ["1", "2.5", "-3"]);
    const { result, customers } = await run(rows, ["integer", type, "numeric"]);
    const isSlashed = moments[0]?.includes("/") === true;
    const expected = scoreSales(rows.map((row) => ({ ...row, date: isSlashed ? iso(row.date) : row.date })));
    expect(customers).toEqual(published(expected));
    expect(result.rejected).toEqual(expected?.rejected);
    expect(result.snapshot).toBe(expected?.snapshot);
    expect(result.date_format).toBe(type === "text" ? (isSlashed ? "%d/%m/%Y" : "ISO 8601") : null);
  });

  test("numeric ids that are no number are missing, and those with a fraction stay as they are", async () => {
    const rows = [..."12".repeat(3)].map((id) => ({ customer: `${id}.50`, date: "2024-03-01", revenue: "1" }));
    const { result, customers } = await run(
      [...rows, { customer: "NaN", date: "2024-03-01", revenue: "1" }],
      ["numeric", "date", "numeric"],
    );
    expect(customers.map((line) => line.split("|")[0])).toEqual(["1.5", "2.5"]);
    expect(result.rejected.missing_customer).toBe(1);
  });

  test.each(["numeric", "numeric(12,2)", "double precision", "uuid", "integer"])(
    "ids of type %s, carried to a store elsewhere",
    async (type) => {
      const ids =
        type === "uuid" ? numbers.map((_, index) => uuid(index)) : [...numbers, ...(type === "integer" ? [] : ["NaN"])];
      const { sql, url } = await (database ??= newDatabase(server, { collation: "de" }));
      await sql(`DROP TABLE IF EXISTS away; CREATE TABLE away (customer_id ${type}, sale_date date, revenue numeric)`);
      await sql(`INSERT INTO away SELECT id::${type}, '2024-03-01', 1.5 FROM unnest($1::text[]) AS raw (id)`, [ids]);
      const store = path("away.duckdb");
      const { rejected } = await runOperation.run({ source: url, table: "away", store });
      const rows = await queryDuckdb(store, "SELECT customer_id::VARCHAR AS id FROM customer_rfm");
      expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.filter((id) => id !== "NaN").toSorted());
      expect(rejected.missing_customer).toBe(ids.includes("NaN") ? 1 : 0);
    },
  );

  test("ids that a collation holds for equal are different customers", async () => {
    const { sql, url } = await (database ??= newDatabase(server, { collation: "de" }));
    await sql(`CREATE COLLATION IF NOT EXISTS blind (PROVIDER = icu, LOCALE = 'und-u-ks-level1', DETERMINISTIC = false);
      CREATE SCHEMA blind; CREATE TABLE blind.fact_sales (customer_id text COLLATE blind, sale_date date, revenue numeric);
      INSERT INTO blind.fact_sales VALUES ('anna', '2024-03-01', 1), ('Anna', '2024-03-01', 2), ('\u00e4nna', '2024-03-01', 3)`);
    await runOperation.run({ source: url, table: "blind.fact_sales" });
    expect(await sql("SELECT customer_id, monetary FROM blind.customer_rfm ORDER BY monetary")).toEqual([
      { customer_id: "anna", monetary: "1.0000" },
      { customer_id: "Anna", monetary: "2.0000" },
      { customer_id: "\u00e4nna", monetary: "3.0000" },
    ]);
  });

  test("sales in a foreign table", async (context) => {
    const { sql, url, name } = await newDatabase(server);
    const [offered] = await sql("SELECT name FROM pg_available_extensions WHERE name = 'postgres_fdw'");
    if (offered === undefined) {
      process.stderr.write(`*** SKIPPED: ${server.name} does not offer postgres_fdw, so no foreign table is read.\n`);
      context.skip();
    }
    await sql(`CREATE TABLE here (customer_id integer, sale_date date, revenue numeric);
      INSERT INTO here VALUES (1, '2024-03-01', 1.5), (2, '2024-02-01', 2);
      CREATE EXTENSION postgres_fdw;
      CREATE SERVER there FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host ${escapeLiteral(server.host)}, port '${server.port}', dbname ${escapeLiteral(name)});
      CREATE USER MAPPING FOR CURRENT_USER SERVER there OPTIONS (user ${escapeLiteral(server.user)}, password ${escapeLiteral(server.password)});
      CREATE FOREIGN TABLE fact_sales (customer_id integer, sale_date date, revenue numeric) SERVER there OPTIONS (table_name 'here')`);
    const result = await runOperation.run({ source: url });
    expect(result).toMatchObject({ customers: 2, sales: 2, snapshot: "2024-03-02" });
    expect(await sql("SELECT count(*) FROM customer_rfm")).toEqual([{ count: "2" }]);
  });
});

function published(expected: ReturnType<typeof scoreSales>): string[] {
  return (expected?.customers ?? []).toSorted();
}

function iso(date: string | null): string | null {
  const [, day = "", month = "", year = ""] = /^(\d+)\/(\d+)\/(\d+)$/.exec(date ?? "") ?? [];
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
