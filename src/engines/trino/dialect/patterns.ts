import { literal, type Sql, sql } from "../../../sql/fragment.js";

/** True where text fits a pattern from start to end; digits and spaces are those of ASCII, which a cast can read. */
export function matches(text: Sql, pattern: string): Sql {
  return sql`regexp_like(${text}, ${literal(whole(pattern))})`;
}

/** A pattern that has to fit all of a text. An end marked by `$` would let a line break stand behind it. */
export function whole(pattern: string): string {
  return String.raw`\A(?:${known(pattern)})\z`;
}

/** Text with plain characters, or nothing, in the place of whatever fits a pattern. */
export function replaced(text: Sql, pattern: string, by: string): Sql {
  return sql`regexp_replace(${text}, ${literal(known(pattern))}, ${literal(by)})`;
}

function known(pattern: string): string {
  return pattern.replaceAll(String.raw`\d`, "[0-9]").replaceAll(String.raw`\s`, String.raw`[ \t\n\x0B\f\r]`);
}
