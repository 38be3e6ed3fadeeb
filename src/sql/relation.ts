import type { Sql } from "./fragment.js";

/**
 * What a column's values are, whatever an engine calls the type. `decimal` has the same number of places in every row,
 * `number` is as exact and may have other places in each; `instant` is a timestamp with a time zone.
 */
export type ValueKind =
  "text" | "uuid" | "integer" | "decimal" | "number" | "float" | "date" | "timestamp" | "instant" | "other";

/** A column of a relation. */
export interface Column {
  readonly name: string;
  readonly kind: ValueKind;
  /** The engine's own name of the type. */
  readonly type: string;
}

/** Rows that an engine can read: what stands after `FROM`, and the columns it offers. */
export interface Relation {
  readonly from: Sql;
  readonly columns: readonly Column[];
  /** True for text files, whose columns carry no types: everything is text until it has been read as something. */
  readonly untyped: boolean;
}
