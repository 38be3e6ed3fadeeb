import { trino as layout } from "sql-formatter";
import { compileInLines, type LaidOutDialect } from "../../../sql/compile-steps.js";
import type { Dialect } from "../../../sql/dialect.js";
import { identifier, literal, type Sql, sql, type SqlValue } from "../../../sql/fragment.js";
import { NOBODY, type PrintedDialect, script, withPlainNames } from "../../../sql/printed-dialect.js";
import type { ValueKind } from "../../../sql/relation.js";

const TYPES: Partial<Record<ValueKind, string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  decimal: "DECIMAL(38, 4)",
  number: "DECIMAL(38, 4)",
  float: "DOUBLE",
  real: "REAL",
  date: "DATE",
  timestamp: "TIMESTAMP(6)",
  instant: "TIMESTAMP(6) WITH TIME ZONE",
};

/** Where the scored customers wait while the script runs, beside the table. */
const STAGED = "quintile_customers";

/** Trino for people: plain names without quotes, invisible characters by their numbers. */
export function printedTrino(dialect: Dialect, plainNames: ReadonlySet<string>): PrintedDialect {
  const plain: LaidOutDialect = {
    layout,
    ...withPlainNames(dialect, new Set([...plainNames, STAGED])),
    quoteLiteral: (value) => visible(value) ?? dialect.quoteLiteral(value),
  };
  const text = (statement: Sql): string => compileInLines(statement, plain);
  return {
    ...plain,
    fit: "counting",
    qualifiers: ["catalog", "schema"],
    ignoresCase: true,
    scriptCommand: 'trino "$TRINO_URL" --file customer_rfm.sql',
    typeOf: (kind) => TYPES[kind],
    replaceCustomers: (names, _, query) => {
      const table = identifier(...names);
      const staged = identifier(...names.slice(0, -1), STAGED);
      return script([
        "SET TIME ZONE 'UTC'",
        [
          "The scored customers of this moment, aside.",
          text(sql`DROP TABLE IF EXISTS ${staged}`),
          `CREATE TABLE ${text(staged)} AS\n${query}`,
        ],
        [
          "Nobody to score is a mistake, and changes nothing.",
          text(
            sql`SELECT fail(${literal(NOBODY)}) FROM (SELECT count(*) AS customers FROM ${staged}) AS counted WHERE customers = 0`,
          ),
        ],
        [
          "They take the place of the old ones in one step, in catalogs that can replace a table, such as those of Iceberg and Delta Lake. In others, drop the table and rename this one; readers meet none in between.",
          `CREATE OR REPLACE TABLE ${text(table)} AS\n${text(sql`SELECT * FROM ${staged}`)}`,
        ],
        text(sql`DROP TABLE ${staged}`),
      ]);
    },
  };
}

/** A text whose invisible characters are written as escapes; undefined where it has none. */
function visible(value: SqlValue): string | undefined {
  if (typeof value !== "string" || !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(value)) return undefined;
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "''")
    .replaceAll(/[^ -~]/gu, (character) => {
      const code = (character.codePointAt(0) as number).toString(16);
      return code.length > 4 ? `\\+${code.padStart(6, "0")}` : `\\${code.padStart(4, "0")}`;
    });
  return `U&'${escaped}'`;
}
