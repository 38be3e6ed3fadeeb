import type { Dialect } from "../../sql/dialect.js";
import { literal, type Sql, sql } from "../../sql/fragment.js";

/** Where a spreadsheet may begin a cell: a semicolon separates cells in many countries. */
const BREAKS = [";", "\t", "\n", "\r"] as const;
const BREAK = String.raw`[;\t\n\x0B\f\r]`;
/** What a spreadsheet may skip before a formula: control characters, blanks of all kinds, and characters without a width. */
const SKIPPED = `${String.raw`[\x01-\x20\x7F;`}\u0080-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]*`;
/** What begins a formula; the wide forms of East Asian text are taken for the same. */
const SIGN = "[=+@\uFF1D\uFF0B\uFF0D\uFF20-]";
const FORMULA = `${BREAK}${SKIPPED}${SIGN}|;${BREAK}`;

/**
 * Text as it is, or, where a spreadsheet would run a part of it as a formula or take its beginning for the end of a cell, with an
 * apostrophe before it and behind each character that may begin a cell.
 */
export function withoutFormula(text: Sql, dialect: Dialect): Sql {
  const cells = sql`(';' || ${text})`; // so that the beginning of the text is the beginning of a cell like any other
  const defused = BREAKS.reduce(
    (sofar, each) => sql`replace(${sofar}, ${literal(each)}, ${literal(`${each}'`)})`,
    text,
  );
  return sql`CASE WHEN ${dialect.replaced(cells, FORMULA, "")} <> ${cells} THEN '''' || ${defused} ELSE ${text} END`;
}
