import { QuintileError } from "../errors.js";
import { closestName } from "../model/closest-name.js";
import type { Column } from "./relation.js";

/** A column by its name; where none is spelled exactly so, one that differs in case only. Undefined where several do alike. */
export function findColumn(columns: readonly Column[], name: string): Column | undefined {
  const [column, another] = columnsCalled(columns, name);
  return another === undefined ? column : undefined;
}

/** The columns that a name may stand for: those that the file calls so or, where there are none, in another case. */
export function columnsCalled(columns: readonly Column[], name: string): readonly Column[] {
  const ways: readonly ((column: Column) => boolean)[] = [
    (column) => headerOf(column) === name,
    (column) => column.name === name,
    (column) => headerOf(column).toLowerCase() === name.toLowerCase(),
    (column) => column.name.toLowerCase() === name.toLowerCase(),
  ];
  for (const isCalled of ways) {
    const found = columns.filter(isCalled);
    if (found.length > 0) return found;
  }
  return [];
}

/** What the file calls a column. */
export function headerOf({ name, header }: Column): string {
  return header ?? name;
}

/** What stands for a column alone: what the file calls it or, where it calls several so, what the engine does. */
export function uniqueName(column: Column, columns: readonly Column[]): string {
  const header = headerOf(column);
  return columns.some((other) => other !== column && headerOf(other) === header) ? column.name : header;
}

/** The error for a column that a source does not have, with the one that was most likely meant. */
export function unknownColumn(columns: readonly Column[], name: string, source: string): QuintileError {
  const several = columnsCalled(columns, name);
  if (several.length > 1) {
    return new QuintileError("AMBIGUOUS_COLUMN", `${source} has ${several.length} columns that "${name}" may mean.`, {
      hint: `Name one of them: ${several.map((column) => uniqueName(column, columns)).join(", ")}.`,
    });
  }
  const names = columns.map((column) => uniqueName(column, columns));
  const closest = closestName(name, names);
  const suggestion = closest === undefined ? "" : `Did you mean "${closest}"? `;
  return new QuintileError("UNKNOWN_COLUMN", `${source} has no column "${name}".`, {
    hint: `${suggestion}Columns: ${names.join(", ")}.`,
  });
}
