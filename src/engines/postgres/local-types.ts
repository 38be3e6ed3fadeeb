import type { Column } from "../../sql/relation.js";

/** Types of PostgreSQL and their equals in the embedded engine; the first match counts. */
const TO_LOCAL: readonly (readonly [RegExp, string])[] = [
  [/^smallint$/, "SMALLINT"],
  [/^integer$/, "INTEGER"],
  [/^bigint$/, "BIGINT"],
  [/^real$/, "FLOAT"],
  [/^double precision$/, "DOUBLE"],
  [/^boolean$/, "BOOLEAN"],
  [/^uuid$/, "UUID"],
  [/^date$/, "DATE"],
  [/^timestamp.* without time zone$/, "TIMESTAMP"],
  [/^timestamp.* with time zone$/, "TIMESTAMPTZ"],
];

const TO_POSTGRES: readonly (readonly [RegExp, string])[] = [
  [/^(TINYINT|SMALLINT|UTINYINT)$/, "smallint"],
  [/^(INTEGER|USMALLINT)$/, "integer"],
  [/^(BIGINT|UINTEGER)$/, "bigint"],
  [/^(U?HUGEINT|UBIGINT)$/, "numeric"],
  [/^DECIMAL\((\d+),(\d+)\)$/, "numeric($1,$2)"],
  [/^FLOAT$/, "real"],
  [/^DOUBLE$/, "double precision"],
  [/^BOOLEAN$/, "boolean"],
  [/^UUID$/, "uuid"],
  [/^DATE$/, "date"],
  [/^TIMESTAMP(_\w+)?$/, "timestamp without time zone"],
  [/^TIMESTAMP WITH TIME ZONE$/, "timestamp with time zone"],
];

/** The type in which the embedded engine holds a column of PostgreSQL; text where it has none. */
export function toLocalType({ type }: Column): string {
  const decimal = /^numeric\((\d+),(\d+)\)$/.exec(type);
  if (decimal !== null && Number(decimal[1]) <= 38) return `DECIMAL(${decimal[1]},${decimal[2]})`;
  return TO_LOCAL.find(([pattern]) => pattern.test(type))?.[1] ?? "VARCHAR";
}

/** The type in which PostgreSQL holds a column of the embedded engine; text where it has none. */
export function toPostgresType({ type }: Column): string {
  const found = TO_POSTGRES.find(([pattern]) => pattern.test(type));
  return found === undefined ? "text" : type.replace(...found);
}
