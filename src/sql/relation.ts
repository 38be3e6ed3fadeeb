import type { Sql } from "./fragment.js";
import type { DecimalMark } from "./numbers/notation.js";

/**
 * What a column's values are, whatever an engine calls the type. `decimal` has the same number of places in every row,
 * `number` is as exact and may have other places in each; `float` is a binary number of 64 bits and `real` one of 32;
 * `instant` is a timestamp with a time zone.
 */
export type ValueKind =
  "text" | "uuid" | "integer" | "decimal" | "number" | "float" | "real" | "date" | "timestamp" | "instant" | "other";

/** True for numbers that may have places behind the point, whatever their type, or be no number at all (NaN). */
export function mayHavePlaces(kind: ValueKind): boolean {
  return kind === "decimal" || kind === "number" || kind === "float" || kind === "real";
}

/** True for numbers of every kind. */
export function isNumeric(kind: ValueKind): boolean {
  return kind === "integer" || mayHavePlaces(kind);
}

/** A column of a relation. */
export interface Column {
  readonly name: string;
  /** What the file calls it, where an engine cannot: another column there has the same name, maybe in another case. */
  readonly header?: string;
  readonly kind: ValueKind;
  /** The engine's own name of the type. */
  readonly type: string;
  /** The decimal mark of its numbers, where the text of the source prescribes one, as JSON does. */
  readonly decimal?: DecimalMark;
  /** True for objects whose values are columns of their own, too. */
  readonly opened?: true;
  /** True where every value is a number that is written without a point. */
  readonly whole?: true;
}

/** Rows that an engine can read: what stands after `FROM`, and the columns it offers. */
export interface Relation {
  readonly from: Sql;
  readonly columns: readonly Column[];
  /** True for text files, whose columns carry no types: everything is text until it has been read as something. */
  readonly untyped: boolean;
}
