import type { PlainRow } from "./duckdb.js";

/** A row of customer_rfm as one line, exactly as the columns stand: the shape in which results are compared. */
export function customerLine(row: PlainRow): string {
  return Object.values(row).join("|");
}
