import type { BoundSales } from "../analysis/sales/bound-sales.js";
import { isFloatId } from "../analysis/sales/customer-ids.js";
import type { Tally } from "../analysis/sales/tally.js";
import type { Source } from "../engines/engine.js";
import { identifier, literal, sql } from "../sql/fragment.js";

/** Below so many rows, a second pass costs less than a look. */
const MANY_ROWS = 1_000_000;

/** A look reads so many rows. */
const LOOK_ROWS = 1000;

/** Whether ids at the start of a large file are whole numbers with `.0` behind them; all rows decide whether that says nothing. */
export async function beginsWithFloatIds(bound: BoundSales<Source>): Promise<boolean> {
  const { source, kinds } = bound;
  if (kinds.customer !== "text" || !source.relation.untyped || (source.estimatedRows ?? 0) < MANY_ROWS) return false;
  const start = sql`(SELECT customer FROM (${bound.mapped(source.start)}) AS mapped LIMIT ${literal(LOOK_ROWS)}) AS start`;
  const [row = {}] = await source.query(
    sql`SELECT count(*) AS floats FROM ${start} WHERE ${isFloatId(identifier("customer"), source.dialect)}`,
  );
  return Number(row["floats"]) > 0;
}

/** Whether `.0` behind ids says nothing, by all rows: where any other id is no whole number, all ids stand as they are. */
export function areFloatIds(wereRead: boolean, { areFloats, areWhole }: Tally): boolean {
  return areFloats || (wereRead && areWhole);
}
