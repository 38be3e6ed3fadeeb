import { literal, type Sql, sql } from "../../../sql/fragment.js";

/** True where text fits a pattern from start to end; digits and spaces are those of ASCII, which a cast can read. */
export function matches(text: Sql, pattern: string): Sql {
  return sql`regexp_like(${text}, ${literal(whole(pattern))})`;
}

/** A pattern that has to fit all of a text. An end marked by `$` would let a line break stand behind it. */
export function whole(pattern: string): string {
  const known = pattern.replaceAll(String.raw`\d`, "[0-9]").replaceAll(String.raw`\s`, String.raw`[ \t\n\x0B\f\r]`);
  return String.raw`\A(?:${known})\z`;
}
