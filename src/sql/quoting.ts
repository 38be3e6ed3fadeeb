import type { SqlValue } from "./fragment.js";

/** A name in double quotes, as standard SQL has it. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A value as standard SQL writes it: text in single quotes, in which nothing but a quote is special. */
export function quoteLiteral(value: SqlValue): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  return String(value);
}
