import type { SaleColumn } from "./sale-column.js";

/** The SQL that stands for a part of a sale within an expression: a quoted column, or the expression for it in parentheses. */
export function asOperand({ name, condition }: Pick<SaleColumn, "name" | "condition">): string {
  return condition === undefined ? `(${name})` : `"${condition.column.replaceAll('"', '""')}"`;
}
