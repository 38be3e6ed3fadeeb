import { duckdb as layout } from "sql-formatter";
import { compileInLines } from "../../../sql/compile-steps.js";
import type { Dialect } from "../../../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { NOBODY, type PrintedDialect, script, withPlainNames } from "../../../sql/printed-dialect.js";
import { CUSTOMER_COLUMNS } from "../../../sql/published-tables.js";
import type { ValueKind } from "../../../sql/relation.js";

const TYPES: Partial<Record<ValueKind, string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  decimal: "DECIMAL(38, 4)",
  number: "DECIMAL(38, 4)",
  float: "DOUBLE",
  real: "FLOAT",
  date: "DATE",
  timestamp: "TIMESTAMP",
  instant: "TIMESTAMPTZ",
};

const COLUMN_TYPES = ["INTEGER", "INTEGER", "DECIMAL(38, 4)", "INTEGER", "INTEGER", "INTEGER", "VARCHAR"];

/** Where the scored customers wait while the script runs. */
const STAGED = identifier("temp", "quintile_customers");

/** DuckDB for people: plain names without quotes. */
export function printedDuckdb(dialect: Dialect, plainNames: ReadonlySet<string>): PrintedDialect {
  const plain = { layout, ...withPlainNames(dialect, new Set([...plainNames, "temp", "quintile_customers"])) };
  const text = (statement: Sql): string => compileInLines(statement, plain);
  return {
    ...plain,
    fit: "sorting",
    qualifiers: ["schema"],
    ignoresCase: true,
    scriptCommand: "duckdb -bail shop.duckdb < customer_rfm.sql",
    typeOf: (kind) => TYPES[kind],
    replaceCustomers: (names, idType, query) => {
      const table = identifier(...names);
      const columns = CUSTOMER_COLUMNS.map((name) => identifier(name));
      const definitions = columns.map(
        (name, index) => sql`${name} ${keyword([idType, ...COLUMN_TYPES][index] as string)}`,
      );
      const requireSome = sql`(SELECT CASE WHEN count(*) = 0 THEN error(${literal(NOBODY)}) ELSE true END FROM ${STAGED})`;
      return script([
        "SET TimeZone = 'UTC'",
        "BEGIN TRANSACTION",
        [
          "The table, where it is not there yet.",
          text(sql`CREATE TABLE IF NOT EXISTS ${table} (${join(definitions)})`),
        ],
        [
          "The scored customers of this moment, aside.",
          `CREATE OR REPLACE TEMPORARY TABLE quintile_customers AS\n${query}`,
        ],
        [
          "They take the place of the old ones; nobody to score is a mistake, and changes nothing.",
          text(sql`DELETE FROM ${table} WHERE ${requireSome}`),
          text(sql`INSERT INTO ${table} (${join(columns)}) SELECT ${join(columns)} FROM ${STAGED}`),
        ],
        text(sql`DROP TABLE ${STAGED}`),
        "COMMIT",
      ]);
    },
  };
}
