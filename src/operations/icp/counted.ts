import type { Bands } from "../../model/icp/bands.js";
import type { Delimiters } from "../../model/icp/several-values.js";
import type { CountsByAttribute } from "./count-values.js";

/** How the customers were counted. */
export interface Counted {
  readonly bands: readonly (Bands | undefined)[];
  /** Customers by the text of cells, which may hold several values. */
  readonly cells: CountsByAttribute;
  readonly multiple: Delimiters;
}
