import { findColumn, unknownColumn } from "../../sql/find-column.js";
import { columnOfAttribute, DEFAULT_ATTRIBUTES } from "../../model/icp/attributes.js";
import type { Column } from "../../sql/relation.js";

/** A column that may be compared, under the name of its attribute. */
export interface Candidate {
  readonly attribute: string;
  readonly column: Column;
}

/** The columns to compare, and the default attributes that are missing. */
export interface ChosenColumns {
  readonly candidates: readonly Candidate[];
  /** True where the user named just these: then one that cannot be compared is an error, and not left out. */
  readonly named: boolean;
  readonly missing: readonly string[];
  /** Columns that could be compared too, were they named. */
  readonly others: readonly string[];
}

/** Names as people list them, with commas or one by one; each once. */
export function namesIn(lists: readonly string[] = []): string[] {
  const names = lists.flatMap((each) => each.split(",")).map((each) => each.trim());
  return [...new Set(names)].filter((name) => name !== "");
}

/** The columns as named, or the default attributes, or, where none of those is there, every column but the key. */
export function chooseColumns(
  columns: readonly Column[],
  key: Column,
  named: readonly string[] | undefined,
  source: string,
): ChosenColumns {
  const beside = columns.filter((column) => column !== key);
  const names = new Set(beside.map(({ name }) => name.toLowerCase()));
  const find = (attribute: string): Column | undefined => findColumn(beside, columnOfAttribute(attribute, names));
  if (named !== undefined) {
    const candidates = namesIn(named).map((attribute) => {
      const column = find(attribute);
      if (column === undefined) throw unknownColumn(beside, attribute, source);
      return { attribute, column };
    });
    return { candidates, named: true, missing: [], others: [] };
  }
  const defaults = DEFAULT_ATTRIBUTES.flatMap((attribute) => {
    const column = find(attribute);
    return column === undefined ? [] : [{ attribute: attribute as string, column }];
  });
  if (defaults.length > 0) {
    const found = defaults.map(({ attribute }) => attribute);
    return {
      candidates: defaults,
      named: false,
      missing: DEFAULT_ATTRIBUTES.filter((each) => !found.includes(each)),
      others: beside.filter((column) => !defaults.some((each) => each.column === column)).map(({ name }) => name),
    };
  }
  return {
    candidates: beside.map((column) => ({ attribute: column.name, column })),
    named: false,
    missing: [],
    others: [],
  };
}
