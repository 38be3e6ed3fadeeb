import type { Sql } from "../../sql/fragment.js";
import type { MAPPED_NAMES } from "./mapping.js";

/** A part of a sale that may be an expression, or the condition. */
export type ExpressionRole = keyof typeof MAPPED_NAMES | "where";

/** A column of text that expressions see as numbers, too. */
export interface NumberColumn {
  /** The column. */
  readonly of: string;
  /** What the numbers are called, beside the text. */
  readonly name: string;
  /** The exact decimal of a row; null where the text is no number. */
  readonly number: Sql;
}

/**
 * What people's SQL means over columns of text: each mention of a column is the text in some places, and a number in others. Without
 * any, SQL means what it says.
 */
export interface TypedExpressions {
  readonly numbers: readonly NumberColumn[];
  /** The SQL with the names of numbers where it means numbers, by what it is written for. Others stand as they are written. */
  readonly texts: Readonly<Partial<Record<ExpressionRole, string>>>;
}

/** The expressions of a source whose columns have types. */
export const AS_WRITTEN: TypedExpressions = { numbers: [], texts: {} };
