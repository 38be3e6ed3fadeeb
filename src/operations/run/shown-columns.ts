import type { Mapping } from "../../analysis/sales/mapping.js";
import type { RunResult } from "../../results/run.js";

/** Where each part of a sale comes from, and whether that was guessed. */
export function shownColumns(mapping: Mapping): RunResult["columns"] {
  return {
    customer: shownRole(mapping.customer),
    date: shownRole(mapping.date),
    revenue: shownRole(mapping.revenue),
    order: shownRole(mapping.order),
  };
}

/** The same in one line. */
export function describeColumns(mapping: Mapping): string {
  return Object.entries(shownColumns(mapping))
    .flatMap(([role, part]) => (part === null ? [] : [`${role} = ${part.from}${part.guessed ? " (guessed)" : ""}`]))
    .join(", ");
}

function shownRole(role: Mapping["order"]): { from: string; guessed: boolean } | null {
  return role === undefined
    ? null
    : { from: role.kind === "column" ? role.column.name : role.text, guessed: role.guessed };
}
