import type { Delimiters } from "../../model/icp/several-values.js";
import type { Sql } from "../../sql/fragment.js";
import type { CountsByAttribute } from "./count-values.js";

/** How the customers were counted. */
export interface Counted {
  /** What stands after FROM to read them with their counted values, each attribute's in its place. */
  readonly from: Sql;
  /** Customers by the text of cells, which may hold several values. */
  readonly cells: CountsByAttribute;
  readonly multiple: Delimiters;
}
