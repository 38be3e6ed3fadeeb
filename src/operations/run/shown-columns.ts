import type { Mapping } from "../../analysis/sales/mapping.js";
import type { Reading, ReadingPart } from "../../results/reading.js";
import type { RunResult } from "../../results/run.js";
import { columnsOf } from "../../scoring/reading-of.js";

/** Where each part of a sale came from, and whether that was guessed. */
export function shownColumns({ customer, date, revenue, order }: Reading["columns"]): RunResult["columns"] {
  return {
    customer: shownPart(customer),
    date: shownPart(date),
    revenue: shownPart(revenue),
    order: order === null ? null : shownPart(order),
  };
}

/** The same in one line, which is known before any row is read. */
export function describeColumns(mapping: Mapping): string {
  return Object.entries(columnsOf(mapping))
    .flatMap(([role, part]) => (part === null ? [] : [`${role} = ${part.from}${part.guessed ? " (guessed)" : ""}`]))
    .join(", ");
}

function shownPart({ from, guessed }: ReadingPart): { from: string; guessed: boolean } {
  return { from, guessed };
}
