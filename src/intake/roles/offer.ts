import type { Column } from "../../sql/relation.js";
import type { KnownExport } from "../exports/known-export.js";
import type { GivenSale } from "./given-sale.js";
import type { Candidates } from "./guess-columns.js";

/** What the headers of a source offer. */
export interface Offer {
  readonly columns: readonly Column[];
  readonly candidates: Candidates;
  /** Columns that may be an order id, best first. */
  readonly orders: readonly Column[];
  readonly given: GivenSale;
  readonly known: KnownExport | undefined;
}
