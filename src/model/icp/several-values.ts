import { attributeValue, UNKNOWN } from "./attribute-value.js";

/** What parts the values in a cell of an attribute that may have several, by attribute. */
export type Delimiters = Readonly<Record<string, string>>;

/** What parts values, where nobody says: the first of those that occur most. */
const DELIMITERS = [";", "|", ",", "/", "\n"] as const;

/** A list shows in a part that stands in several different cells. */
const SHARED = 2;

/** The delimiter of an attribute that may have several values; undefined where each cell holds one. */
export function delimiterOf(delimiters: Delimiters, attribute: string): string | undefined {
  return Object.hasOwn(delimiters, attribute) ? delimiters[attribute] : undefined;
}

/** The different values in a cell, without blanks around them, in order; `Unknown` where there are none. */
export function valuesIn(cell: string, delimiter: string | undefined): string[] {
  if (delimiter === undefined) return [cell];
  const parts = cell.split(delimiter).map((part) => attributeValue(part));
  const known = [...new Set(parts)].filter((part) => part !== UNKNOWN).toSorted();
  return known.length === 0 ? [UNKNOWN] : known;
}

/** The delimiter that most cells have, the earlier one of several; undefined where no cell has any. */
export function likelyDelimiter(cells: readonly string[]): string | undefined {
  const counts = DELIMITERS.map((delimiter) => ({
    delimiter,
    cells: cells.filter((cell) => cell.includes(delimiter)).length,
  }));
  const [most] = counts.toSorted((one, other) => other.cells - one.cells);
  return most === undefined || most.cells === 0 ? undefined : most.delimiter;
}

/**
 * The delimiter of cells that look like lists of a few values, such as `crm;erp` beside `crm` and `erp;shop`: at least half of the parts
 * stand in several different cells. Undefined where they do not: `Lyon, France` beside `Paris, France`.
 */
export function delimiterOfLists(cells: readonly string[]): string | undefined {
  const delimiter = likelyDelimiter(cells);
  if (delimiter === undefined) return undefined;
  const times = new Map<string, number>();
  for (const cell of new Set(cells)) {
    for (const part of valuesIn(cell, delimiter)) times.set(part, (times.get(part) ?? 0) + 1);
  }
  const listed = [...new Set(cells)].filter((cell) => valuesIn(cell, delimiter).length > 1);
  const parts = new Set(listed.flatMap((cell) => valuesIn(cell, delimiter)));
  const shared = [...parts].filter((part) => (times.get(part) ?? 0) >= SHARED);
  return listed.length >= SHARED && shared.length * 2 >= parts.size ? delimiter : undefined;
}
