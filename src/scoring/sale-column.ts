import type { BoundSales } from "../analysis/sales/bound-sales.js";
import type { Source } from "../engines/engine.js";
import type { SaleColumn } from "../intake/notations/sale-column.js";

/** The dates or the amounts of a source, for a look at how they are written. */
export function saleColumn(bound: BoundSales<Source>, role: "date" | "revenue"): SaleColumn {
  const { source, mapping, kinds } = bound;
  const part = mapping[role];
  return {
    name: part.kind === "column" ? part.column.name : part.text,
    label: source.label,
    condition: part.kind === "column" ? { column: part.column.name, where: mapping.where } : undefined,
    kind: kinds[role],
    decimal: part.kind === "column" ? part.column.decimal : undefined,
    all: bound.mapped(),
    start: bound.mapped(source.start),
    database: source,
  };
}
