import { inputName, type Try } from "../../errors.js";
import { identifier, literal, sql } from "../../sql/fragment.js";
import { otherAmounts } from "./other-amounts.js";
import type { SaleColumn } from "./sale-column.js";
import { listShapes, type ShapeCount } from "./shapes.js";

const SAMPLE_ROWS = 1000;

/** What to try when many amounts could not be read: what those look like that hold a digit, or else that they are none. */
export async function amountDoubt(
  amounts: SaleColumn,
  shapes: readonly ShapeCount[],
): Promise<{ hint: string; tries?: readonly Try[] }> {
  const { name, kind } = amounts;
  if (kind !== "text") return { hint: `Check the column named with ${inputName("revenue")}.` };
  const other = otherAmounts(amounts, await firstFilled(amounts));
  if (other !== undefined) return other;
  if (shapes.length === 0) {
    const column = /^[a-z_]\w*$/i.test(name) ? name : "COLUMN";
    return {
      hint: `Many rows have no amount, or one without a digit: name another column with ${inputName("revenue")}, or leave those rows out: ${inputName("where")} '"${column}" IS NOT NULL'.`,
    };
  }
  return {
    hint: `Amounts that could not be read look like ${listShapes(shapes)}: name another column or an expression with ${inputName("revenue")}.`,
  };
}

/** Some amounts that are not blank. */
async function firstFilled({ all, database }: SaleColumn): Promise<string[]> {
  const isBlank = database.dialect.isBlank(identifier("revenue"));
  const rows = await database.query(
    sql`SELECT revenue FROM (${all}) AS mapped WHERE NOT ${isBlank} LIMIT ${literal(SAMPLE_ROWS)}`,
  );
  return rows.map((row) => String(row["revenue"]));
}

/** Whether the first amounts are all digits, points and minus signs. */
export async function arePlain({ start, database }: SaleColumn): Promise<boolean> {
  const rows = sql`${start} LIMIT ${literal(SAMPLE_ROWS)}`;
  const plain = database.dialect.matches(identifier("revenue"), String.raw`-?[0-9]+(\.[0-9]*)?`);
  const [row = {}] = await database.query(sql`SELECT count(*) AS others FROM (${rows}) AS sample WHERE NOT ${plain}`);
  return Number(row["others"]) === 0;
}
