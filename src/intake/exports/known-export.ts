import type { AmountMeaning } from "../../analysis/sales/sale-meanings.js";

/**
 * What is known of one export of a shop, a billing system or a CRM, or of one public data set. It is data alone: the page about
 * exports is made from it, and a file with these headers is read by it. Headers are compared without case, blanks and punctuation.
 */
export interface KnownExport {
  /** Who makes it, and of what: `Shopify orders`. */
  readonly name: string;
  /** How to take the file out, in one sentence. */
  readonly howTo: string;
  /** The vendor's page about the file. */
  readonly link: string;
  /** Headers that tell the file from all others: it has all of them, each in one of its spellings. More headers may stand beside them. */
  readonly knownBy: readonly (string | readonly string[])[];
  /** Columns that say who bought, best first. */
  readonly customer: readonly string[];
  /** Columns that say when, best first. */
  readonly date: readonly string[];
  /** Columns that say which rows are lines of one purchase, best first; none where each row is a purchase. */
  readonly orders: readonly string[];
  /** For how much, best first: what the customer was charged, else the totals of lines, else quantity times price. */
  readonly amounts: readonly ExportAmount[];
  /** The columns that say how far a sale has come; the first that the file has is taken. */
  readonly status?: readonly string[];
  /** Statuses of which the vendor says that something was sold. */
  readonly sold?: readonly string[];
  /** Statuses of which the vendor says that nothing was sold. */
  readonly notSold?: readonly string[];
  /** True where every status but those of `sold` says that nothing was sold. Default: false. */
  readonly onlySold?: boolean;
  readonly currency?: readonly string[];
  /** Columns with the money that was given back, as positive amounts beside the amount of the sale. */
  readonly refunded?: readonly string[];
  /** Columns whose sum is the number of a customer's orders, where the file has one row per customer. */
  readonly frequency?: readonly string[];
  /** What to do where the file has no column of customers, which some of these exports have not. */
  readonly lacks?: string;
  /** Columns that look like a part of a sale, and are none. */
  readonly ignored?: readonly string[];
  /** What is counted, in one sentence for the page. */
  readonly counted: string;
  /** What a reader of the numbers should know, told in every run. */
  readonly notes?: readonly string[];
}

/** An amount of an export: a column, the sum of several, or a number of pieces times the price of one. */
export type ExportAmount =
  | { readonly column: string; readonly is: AmountMeaning }
  | { readonly sum: readonly string[] }
  | { readonly quantity: string; readonly price: string };
