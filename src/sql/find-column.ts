import { QuintileError } from "../errors.js";
import { closestName } from "../model/closest-name.js";
import type { Column } from "./relation.js";

/** A column by its name; where none is spelled exactly so, one that differs in case only. */
export function findColumn(columns: readonly Column[], name: string): Column | undefined {
  return (
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase())
  );
}

/** The error for a column that a source does not have, with the one that was most likely meant. */
export function unknownColumn(columns: readonly Column[], name: string, source: string): QuintileError {
  const names = columns.map((column) => column.name);
  const closest = closestName(name, names);
  const suggestion = closest === undefined ? "" : `Did you mean "${closest}"? `;
  return new QuintileError("UNKNOWN_COLUMN", `${source} has no column "${name}".`, {
    hint: `${suggestion}Columns: ${names.join(", ")}.`,
  });
}
