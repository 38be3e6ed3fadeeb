import { identifier, join, literal, sql } from "../../sql/fragment.js";
import type { DecimalMark } from "../../sql/dialect.js";
import { CURRENCY_WORDS, isCurrencyWord } from "../../sql/numbers/currencies.js";
import type { NumberColumn } from "./number-column.js";

/** What values look like, and how many look so. */
export interface ShapeCount {
  /** Digits as 9, letters as A, but for the words of currencies: `9.999,99 EUR`. */
  readonly shape: string;
  readonly count: number;
}

/** No more of a value is shown than this. */
const LONGEST = 40;

/** More shapes than that say nothing more. */
export const MOST_SHAPES = 3;

/** What a value looks like: its digits as 9, its letters as A, but for the words of currencies. */
export function shapeOf(value: string): string {
  const shape = value
    .trim()
    .replaceAll(/\p{N}/gu, "9")
    .replaceAll(/\p{L}+/gu, (word) => (isCurrencyWord(word) ? word : "A".repeat(word.length)))
    .replaceAll(/[\p{C}\p{Z}]/gu, " ");
  return shape.length > LONGEST ? `${shape.slice(0, LONGEST)}…` : shape;
}

/** What the commonest values look like that have a digit and are no number with any of some decimal marks. */
export async function countShapes(
  { values, database }: Pick<NumberColumn, "values" | "database">,
  marks: readonly DecimalMark[],
): Promise<ShapeCount[]> {
  const { dialect } = database;
  const value = identifier("value");
  const isUnread = join(
    marks.map((decimal) => sql`${dialect.numberText(value, { decimal, currencies: CURRENCY_WORDS })} IS NULL`),
    " AND ",
  );
  const hasDigit = dialect.matches(value, String.raw`[^0-9]*[0-9](?:.|\s)*`);
  const shape = dialect.replaced(dialect.replaced(value, "[0-9]", "9"), String.raw`\p{L}`, "A");
  const rows = await database.query(sql`SELECT min(value) AS example, count(*) AS count FROM (
    SELECT value, ${shape} AS shape FROM (${values}) AS texts WHERE ${hasDigit} AND ${isUnread}) AS shapes
    GROUP BY shape ORDER BY count(*) DESC, shape LIMIT ${literal(MOST_SHAPES)}`);
  return rows.map((row) => ({ shape: shapeOf(String(row["example"])), count: Number(row["count"]) }));
}

/** Shapes for a sentence: `9.999,99 EUR (12), 9/99 (3)`. */
export function listShapes(shapes: readonly ShapeCount[]): string {
  return shapes.map(({ shape, count }) => `${shape} (${count})`).join(", ");
}
