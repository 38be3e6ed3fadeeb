import { compileWhole } from "../../../sql/compile.js";
import type { Row } from "../../../sql/database.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { CUSTOMER_COLUMNS } from "../../../sql/published-tables.js";
import type { Column } from "../../../sql/relation.js";
import { trinoDialect } from "../dialect/dialect.js";

/** Characters of a statement that adds rows; Trino takes a million by default. */
const LONGEST_STATEMENT = 400_000;

/** Types of the embedded engine and their equals in Trino; the first match counts. */
const TO_TRINO: readonly (readonly [RegExp, string])[] = [
  [/^(TINYINT|SMALLINT|UTINYINT|INTEGER|USMALLINT)$/, "INTEGER"],
  [/^(BIGINT|UINTEGER)$/, "BIGINT"],
  [/^(U?HUGEINT|UBIGINT)$/, "DECIMAL(38,0)"],
  [/^FLOAT$/, "REAL"],
  [/^DOUBLE$/, "DOUBLE"],
  [/^BOOLEAN$/, "BOOLEAN"],
  [/^DATE$/, "DATE"],
  [/^TIMESTAMP/, "TIMESTAMP(6)"],
];

/** Names of segments as text of any length: the longest of today is not the longest of all. */
export function withFreeText(scored: Sql): Sql {
  const columns = CUSTOMER_COLUMNS.map((name) => {
    const column = identifier(name);
    return name === "segment" ? sql`CAST(${column} AS ${keyword("VARCHAR")}) AS ${column}` : column;
  });
  return sql`SELECT ${join(columns)} FROM (${scored}) AS scored`;
}

/** Columns of the embedded engine as a table of Trino declares them. */
export function definitionsOf(columns: readonly Column[]): Sql {
  return join(columns.map((column) => sql`${identifier(column.name)} ${keyword(trinoType(column))}`));
}

/** Statements that add rows, as many to each as it can hold: Trino has no other way in for them. */
export async function* insertions(
  target: Sql,
  columns: readonly Column[],
  chunks: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Sql> {
  const names = join(columns.map(({ name }) => identifier(name)));
  const statement = (rows: readonly string[]): Sql =>
    sql`INSERT INTO ${target} (${names}) VALUES ${keyword(rows.join(", "))}`;
  let rows: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    for (const row of chunk) {
      const values = columns.map(
        (column) => sql`CAST(${literal(textOf(row[column.name]))} AS ${keyword(trinoType(column))})`,
      );
      const text = compileWhole(sql`(${join(values)})`, trinoDialect);
      if (length + text.length > LONGEST_STATEMENT && rows.length > 0) {
        yield statement(rows);
        [rows, length] = [[], 0];
      }
      rows.push(text);
      length += text.length;
    }
  }
  if (rows.length > 0) yield statement(rows);
}

function trinoType({ type }: Column): string {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  if (decimal !== null) return `DECIMAL(${decimal[1]},${decimal[2]})`;
  return TO_TRINO.find(([pattern]) => pattern.test(type))?.[1] ?? "VARCHAR";
}

function textOf(value: Row[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
