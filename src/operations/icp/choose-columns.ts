import { findColumn, unknownColumn } from "../../sql/find-column.js";
import { columnOfAttribute, DEFAULT_ATTRIBUTES } from "../../model/icp/attributes.js";
import type { Column } from "../../sql/relation.js";

/** A column that may be compared, under the name of its dimension. */
export interface Candidate {
  readonly dimension: string;
  readonly column: Column;
}

/** The columns to compare, and the default dimensions that are missing. */
export interface ChosenColumns {
  readonly candidates: readonly Candidate[];
  /** Somebody asked for just these, so that one which cannot be compared is an error and not left out. */
  readonly named: boolean;
  readonly missing: readonly string[];
  /** Columns that could be compared too, were they named. */
  readonly others: readonly string[];
}

/** The columns as named, or the default dimensions, or, where none of those is there, every column but the key. */
export function chooseColumns(
  columns: readonly Column[],
  key: Column,
  named: readonly string[] | undefined,
  source: string,
): ChosenColumns {
  const attributes = columns.filter((column) => column !== key);
  const names = new Set(attributes.map(({ name }) => name.toLowerCase()));
  const find = (dimension: string): Column | undefined => findColumn(attributes, columnOfAttribute(dimension, names));
  if (named !== undefined) {
    const dimensions = [...new Set(named.flatMap((each) => each.split(",")).map((each) => each.trim()))];
    const candidates = dimensions
      .filter((dimension) => dimension !== "")
      .map((dimension) => {
        const column = find(dimension);
        if (column === undefined) throw unknownColumn(attributes, dimension, source);
        return { dimension, column };
      });
    return { candidates, named: true, missing: [], others: [] };
  }
  const defaults = DEFAULT_ATTRIBUTES.flatMap((dimension) => {
    const column = find(dimension);
    return column === undefined ? [] : [{ dimension: dimension as string, column }];
  });
  if (defaults.length > 0) {
    const found = defaults.map(({ dimension }) => dimension);
    return {
      candidates: defaults,
      named: false,
      missing: DEFAULT_ATTRIBUTES.filter((each) => !found.includes(each)),
      others: attributes.filter((column) => !defaults.some((each) => each.column === column)).map(({ name }) => name),
    };
  }
  return {
    candidates: attributes.map((column) => ({ dimension: column.name, column })),
    named: false,
    missing: [],
    others: [],
  };
}
