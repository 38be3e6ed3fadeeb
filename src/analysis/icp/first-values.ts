import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { attributeName, numberName, asText, filled, toNumber } from "./attribute-columns.js";

/** How many rows are looked at first. */
const SAMPLE = 2_000;

/** A day at the start of a value, in any usual notation: 2024-03-01, 01.03.2024, 3/1/24. */
const DATE_PATTERN = String.raw`\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))([ T].*)?`;

/** What the first values of some columns look like: how many there are, how many different, how many numbers and dates. */
export function countFirstValues(from: Sql, columns: readonly Column[], dialect: Dialect): Sql {
  const counts = columns.flatMap((_, index) => {
    const text = identifier(attributeName(index));
    const distinct = dialect.groupingKey(text, "text");
    return [
      sql`count(${text}) AS ${identifier(`filled ${index}`)}`,
      sql`count(DISTINCT ${distinct}) AS ${identifier(`different ${index}`)}`,
      sql`count(${identifier(numberName(index))}) AS ${identifier(`numbers ${index}`)}`,
      sql`count(*) FILTER (WHERE ${dialect.matches(text, DATE_PATTERN)}) AS ${identifier(`dates ${index}`)}`,
    ];
  });
  const values = columns.flatMap((column, index) => [
    sql`${filled(asText(column, dialect), dialect)} AS ${identifier(attributeName(index))}`,
    sql`${toNumber(column, dialect)} AS ${identifier(numberName(index))}`,
  ]);
  const start = sql`(SELECT * FROM ${from} LIMIT ${literal(SAMPLE)}) AS first_rows`;
  return sql`SELECT ${join(counts)} FROM (SELECT ${join(values)} FROM ${start}) AS sample`;
}
