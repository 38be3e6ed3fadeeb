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

/** The same in one line. */
export function describeColumns(mapping: Mapping): string {
  return describe(partsOf(mapping));
}

/** In one line, what is known before any row is read: all but guesses that the rows have to bear out. */
export function describeKnownColumns(mapping: Mapping): string {
  return describe(partsOf(mapping).filter((part) => !isOpen(part)));
}

/** In one line, the guesses that the rows have borne out; empty where there are none. */
export function describeProvenColumns(mapping: Mapping): string {
  return describe(partsOf(mapping).filter(isOpen));
}

type NamedPart = readonly [role: string, part: ReadingPart];

function partsOf(mapping: Mapping): NamedPart[] {
  return Object.entries(columnsOf(mapping)).flatMap(([role, part]): NamedPart[] =>
    part === null ? [] : [[role, part]],
  );
}

/** A guess of what a column means beside the customer, the date and the amount, which the pass over the rows decides. */
function isOpen([role, { guessed }]: NamedPart): boolean {
  return guessed && !["customer", "date", "revenue"].includes(role);
}

function describe(parts: readonly NamedPart[]): string {
  return parts.map(([role, { from, guessed }]) => `${role} = ${from}${guessed ? " (guessed)" : ""}`).join(", ");
}

function shownPart({ from, guessed }: ReadingPart): { from: string; guessed: boolean } {
  return { from, guessed };
}
