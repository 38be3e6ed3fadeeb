import type { Role } from "../../analysis/sales/mapping.js";

/** What is given where no column is to be taken for a part of a sale. */
export const NONE = "none";

/**
 * The parts of a sale that the user named, each a column or an SQL expression over the columns. A sale can do without an order, a
 * status and a refunded amount: `none` says that it does.
 */
export interface GivenSale extends Readonly<Partial<Record<Role, string | undefined>>> {
  readonly status?: string | undefined;
  readonly refunded?: string | undefined;
  /** The number of orders of each row, where a row is the sum of a customer's sales. */
  readonly frequency?: string | undefined;
}
