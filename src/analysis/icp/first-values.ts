import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { asText, attributeName, filled, toNumber } from "./attribute-columns.js";

/** How many rows are looked at first. */
const SAMPLE = 2_000;

/** A day at the start of a value, in any usual notation: 2024-03-01, 01.03.2024, 3/1/24. */
const DATE_PATTERN = String.raw`\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2}))([ T].*)?`;

/** A letter that no number has: 1e5 is one. */
const WORD_PATTERN = "[^A-DF-Za-df-z]*[A-DF-Za-df-z].*";

/** What the first values of some columns look like: how many there are, how many different, how many dates, and how many with letters. */
export function countFirstValues(from: Sql, columns: readonly Column[], dialect: Dialect): Sql {
  const counts = columns.flatMap((_, index) => {
    const text = identifier(attributeName(index));
    const distinct = dialect.groupingKey(text, "text");
    return [
      sql`count(${text}) AS ${identifier(`filled ${index}`)}`,
      sql`count(DISTINCT ${distinct}) AS ${identifier(`different ${index}`)}`,
      sql`count(*) FILTER (WHERE ${dialect.matches(text, WORD_PATTERN)}) AS ${identifier(`words ${index}`)}`,
      sql`count(*) FILTER (WHERE ${dialect.matches(text, DATE_PATTERN)}) AS ${identifier(`dates ${index}`)}`,
    ];
  });
  const values = columns.map(
    (column, index) => sql`${filled(asText(column, dialect), dialect)} AS ${identifier(attributeName(index))}`,
  );
  return sql`SELECT ${join(counts)} FROM (SELECT ${join(values)} FROM ${firstRows(from)}) AS sample`;
}

/** How many of the first values of columns are numbers, by their places. */
export function countFirstNumbers(from: Sql, columns: ReadonlyMap<number, Column>, dialect: Dialect): Sql {
  const counts = [...columns].map(
    ([place, column]) => sql`count(${toNumber(column, dialect)}) AS ${identifier(`numbers ${place}`)}`,
  );
  return sql`SELECT ${join(counts)} FROM ${firstRows(from)}`;
}

function firstRows(from: Sql): Sql {
  return sql`(SELECT * FROM ${from} LIMIT ${literal(SAMPLE)}) AS first_rows`;
}
