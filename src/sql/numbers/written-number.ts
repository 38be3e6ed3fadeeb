import { type Sql, sql } from "../fragment.js";
import type { NumberNotation } from "./notation.js";
import { besideDigits, NEGATIVE, ONE_SIGN, written } from "./patterns.js";

/** What a dialect can do with text and a regular expression. */
export interface TextFunctions {
  /** True where text fits a pattern from start to end. */
  matches(text: Sql, pattern: string): Sql;
  /** Text with plain characters, or nothing, in the place of whatever fits a pattern. */
  replaced(text: Sql, pattern: string, by: string): Sql;
}

/** A number as people write it: whether text is one in a notation, and its sign, digits and a point for a cast to read. */
export function writtenNumber(
  text: Sql,
  { decimal, currencies }: Exclude<NumberNotation, "whole">,
  { matches, replaced }: TextFunctions,
): { readonly isOne: Sql; readonly digits: Sql } {
  const bare = replaced(text, besideDigits(decimal), "");
  const digits = decimal === "," ? sql`replace(${bare}, ',', '.')` : bare;
  return {
    isOne: sql`(${matches(text, written(decimal, currencies))} AND ${matches(text, ONE_SIGN)})`,
    digits: sql`CASE WHEN ${matches(text, NEGATIVE)} THEN '-' ELSE '' END || ${digits}`,
  };
}
