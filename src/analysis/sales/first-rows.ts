import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";

/**
 * The first rows of a source as text, whatever the types of its columns: `column 0`, `column 1` and so on.
 *
 * @param from what stands after FROM to read the source.
 */
export function firstRows(from: Sql, columns: readonly Column[], count: number): Sql {
  const texts = columns.map(({ name }, index) => {
    return sql`CAST(${identifier(name)} AS VARCHAR) AS ${identifier(`column ${index}`)}`;
  });
  return sql`SELECT ${join(texts)} FROM ${from} AS source LIMIT ${literal(count)}`;
}
