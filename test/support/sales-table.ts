import type { Field } from "./csv.js";

/** What a column of sales is where an engine has types; in a text file everything is text. */
export type ColumnType =
  "VARCHAR" | "BIGINT" | "DOUBLE" | "REAL" | "DECIMAL(18,4)" | "DATE" | "TIMESTAMP" | "TIMESTAMPTZ";

/** Sales to be put in front of an engine. Values are text, however they end up being stored. */
export interface SalesTable {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rows: readonly (readonly Field[])[];
}

/** Sales under the default column names. */
export function salesTable(
  rows: readonly (readonly Field[])[],
  types: { readonly customer?: ColumnType; readonly date?: ColumnType; readonly revenue?: ColumnType } = {},
): SalesTable {
  return {
    columns: [
      { name: "customer_id", type: types.customer ?? "VARCHAR" },
      { name: "sale_date", type: types.date ?? "DATE" },
      { name: "revenue", type: types.revenue ?? "DECIMAL(18,4)" },
      { name: "order_id", type: "VARCHAR" as const },
    ].slice(0, Math.max(3, ...rows.map((row) => row.length))),
    rows,
  };
}
