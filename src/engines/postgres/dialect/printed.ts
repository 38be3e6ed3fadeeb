import { postgresql as layout } from "sql-formatter";
import { compileInLines, type LaidOutDialect } from "../../../sql/compile-steps.js";
import type { Dialect } from "../../../sql/dialect.js";
import { identifier, join, keyword, type Sql, sql, type SqlValue } from "../../../sql/fragment.js";
import { customerColumns, replaceChanged } from "./replace-customers.js";
import { NOBODY, type PrintedDialect, script, withPlainNames } from "../../../sql/printed-dialect.js";
import type { ValueKind } from "../../../sql/relation.js";

const TYPES: Partial<Record<ValueKind, string>> = {
  text: "text",
  integer: "bigint",
  decimal: "numeric",
  number: "numeric",
  float: "double precision",
  real: "real",
  date: "date",
  timestamp: "timestamp",
  instant: "timestamptz",
};

/** Where the scored customers wait while the script runs. */
const STAGED = identifier("pg_temp", "quintile_customers");

/** PostgreSQL for people: plain names without quotes, invisible characters by their numbers. */
export function printedPostgres(dialect: Dialect, plainNames: ReadonlySet<string>): PrintedDialect {
  const plain: LaidOutDialect = {
    layout,
    ...withPlainNames(dialect, new Set([...plainNames, "pg_temp", "quintile_customers"])),
    quoteLiteral: (value) => visible(value) ?? dialect.quoteLiteral(value),
  };
  const text = (statement: Sql): string => compileInLines(statement, plain);
  return {
    ...plain,
    fit: "sorting",
    qualifiers: ["schema"],
    ignoresCase: false,
    scriptCommand: 'psql "$DATABASE_URL" --set ON_ERROR_STOP=1 --quiet --file customer_rfm.sql',
    typeOf: (kind) => TYPES[kind],
    replaceCustomers: (names, idType, query) => {
      const table = identifier(...names);
      const columns = customerColumns(idType).map(
        ([name, type], index) => sql`${identifier(name)} ${keyword(type)}${keyword(index === 0 ? " PRIMARY KEY" : "")}`,
      );
      return script([
        "BEGIN",
        "SET LOCAL TimeZone = 'UTC'",
        ["The table, where it is not there yet.", text(sql`CREATE TABLE IF NOT EXISTS ${table} (${join(columns)})`)],
        [
          "One writer at a time. Readers see the old rows until the end.",
          text(sql`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`),
        ],
        [
          "The scored customers of this moment, aside.",
          `CREATE TEMPORARY TABLE quintile_customers ON COMMIT DROP AS\n${query}`,
        ],
        [
          "Nobody to score is a mistake, and changes nothing.",
          `DO $$\nBEGIN\n  IF NOT EXISTS (SELECT FROM ${text(STAGED)}) THEN\n    RAISE EXCEPTION '${NOBODY}';\n  END IF;\nEND\n$$`,
        ],
        [
          "A policy that hides rows must stop this, rather than keep old rows among the new.",
          "SET LOCAL row_security = off",
        ],
        ["Only rows that differ are touched.", ...replaceChanged(table, STAGED).map(text)],
        "COMMIT",
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
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (character) => {
      const code = (character.codePointAt(0) as number).toString(16);
      return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
    });
  return `E'${escaped}'`;
}
