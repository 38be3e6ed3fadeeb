import type { Dialect } from "../../sql/dialect.js";
import { identifier, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import { type Column, isNumeric, mayHavePlaces } from "../../sql/relation.js";

/** The engine's type for average tickets and the bounds of bands. */
export const NUMBER = keyword("DECIMAL(18, 4)");

/** The name under which the n-th attribute, counted from 0, stands in every relation of attributes. */
export function attributeName(position: number): string {
  return `attribute_${position}`;
}

/** The same for the number in it, of attributes that are numeric. */
export function numberName(position: number): string {
  return `number_${position}`;
}

/** Any column as text. Floats and decimals that are whole numbers are written as such: 42.0 is the id 42. */
export function asText({ name, kind }: Column, dialect: Dialect): Sql {
  const column = identifier(name);
  const text = sql`CAST(${column} AS VARCHAR)`;
  if (!mayHavePlaces(kind)) return text;
  return sql`CASE WHEN ${dialect.isWhole(column)} THEN CAST(${dialect.toInteger(column)} AS VARCHAR) ELSE ${text} END`;
}

/** Text in the form in which it is grouped fastest, where its values are known. */
export function asCategory(text: Sql, values: readonly string[] | undefined, dialect: Dialect): Sql {
  return values === undefined || values.length === 0 ? text : (dialect.asCategory?.(text, values) ?? text);
}

/** Text, or null where it is blank. */
export function filled(text: Sql, dialect: Dialect): Sql {
  return sql`CASE WHEN NOT ${dialect.isBlank(text)} THEN ${text} END`;
}

/** The number in a column; null where it is none, or beyond ±10^14. */
export function toNumber({ name, kind }: Column, dialect: Dialect): Sql {
  if (kind !== "text" && !isNumeric(kind)) return sql`CAST(NULL AS ${NUMBER})`;
  const value = identifier(name);
  const amount = dialect.toAmount(value, kind, { decimal: ".", currencies: [] }, "narrow");
  return sql`CASE WHEN ${dialect.isAmount(value, amount, kind)} THEN CAST(${amount} AS ${NUMBER}) END`;
}

export function exactNumber(text: string): Sql {
  return sql`CAST(${literal(text)} AS ${NUMBER})`;
}
