import type { Column } from "../../sql/relation.js";
import type { StatusFlag } from "./mapping.js";

/** What one amount is the total or the price of. */
export type AmountMeaning = "order total" | "line total" | "unit price" | "unknown";

/** A column that was found by its header, or named. */
export interface FoundColumn {
  readonly column: Column;
  readonly guessed: boolean;
}

/** What is known of the words in an export, because its vendor always writes it alike. */
export interface ExportWords {
  /** Who makes the export, and of what: `Shopify orders`. */
  readonly name: string;
  /** Values of the status column, in any case, that say that something was sold. */
  readonly sold: readonly string[];
  /** Values of the status column, in any case, that say that nothing was sold. */
  readonly notSold: readonly string[];
  /** True where `sold` lists all statuses of a sale, so that every other one says that nothing was sold. */
  readonly onlySold: boolean;
  /** Sentences for readers of the numbers. */
  readonly notes: readonly string[];
}

/** What headers say of a sale beside who bought, when, and for how much. It is known before any row is read. */
export interface SaleMeanings {
  /** Columns whose values may say which rows are lines of one purchase, best first. Empty where an order was given, or `none`. */
  readonly orders: readonly Column[];
  /** The column that says how far a sale has come; undefined where there is none, or `none` was given. */
  readonly status: FoundColumn | undefined;
  /** Further columns that say of sales that they were none. */
  readonly flags: readonly StatusFlag[];
  /** The column that holds the currency of the amount; undefined where there is none. */
  readonly currency: FoundColumn | undefined;
  /** The column with the money that was given back; undefined where there is none, or `none` was given. */
  readonly refunded: FoundColumn | undefined;
  /** What the revenue column holds, guessed or named; `unknown` for an expression. */
  readonly amountIs: AmountMeaning;
  /** Undefined where the headers are those of no export that is known. */
  readonly knownExport: ExportWords | undefined;
  /** Why columns that the headers offer first were not taken, in sentences. */
  readonly notes: readonly string[];
}

/** The meanings of sales of which nothing is known but their columns. */
export const NO_MEANINGS: SaleMeanings = {
  orders: [],
  status: undefined,
  flags: [],
  currency: undefined,
  refunded: undefined,
  amountIs: "unknown",
  knownExport: undefined,
  notes: [],
};
