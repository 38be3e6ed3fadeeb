import { type Sql, sql } from "../fragment.js";
import type { DecimalMark, NumberNotation } from "./notation.js";
import { besideDigits, dashes, NEGATIVE, ONE_SIGN, written } from "./patterns.js";

/** What a dialect can do with text and a regular expression. */
export interface TextFunctions {
  /** True where text fits a pattern from start to end. */
  matches(text: Sql, pattern: string): Sql;
  /** Text with plain characters, or nothing, in the place of whatever fits a pattern. */
  replaced(text: Sql, pattern: string, by: string): Sql;
}

/** A way in which people write numbers: whether text is one, and its sign, digits and a point for a cast to read. */
interface WrittenNumber {
  readonly isOne: Sql;
  readonly digits: Sql;
}

/** Numbers as people write them in a notation: with places or none, and with dashes instead of places. */
export function writtenNumbers(
  text: Sql,
  { decimal, currencies }: Exclude<NumberNotation, "whole">,
  functions: TextFunctions,
): readonly [usual: WrittenNumber, dashed: WrittenNumber] {
  const { matches, replaced } = functions;
  const usual = written(decimal, currencies);
  const dashed = written(decimal, currencies, dashes(decimal));
  const withoutDashes = replaced(text, dashes(decimal), "");
  return [
    {
      isOne: sql`(${matches(text, usual)} AND ${matches(text, ONE_SIGN)})`,
      digits: digitsOf(text, decimal, functions),
    },
    {
      isOne: sql`(${matches(text, dashed)} AND ${matches(withoutDashes, ONE_SIGN)})`,
      digits: digitsOf(withoutDashes, decimal, functions),
    },
  ];
}

function digitsOf(text: Sql, decimal: DecimalMark, { matches, replaced }: TextFunctions): Sql {
  const bare = replaced(text, besideDigits(decimal), "");
  const digits = decimal === "," ? sql`replace(${bare}, ',', '.')` : bare;
  return sql`CASE WHEN ${matches(text, NEGATIVE)} THEN '-' ELSE '' END || ${digits}`;
}
