import { SORTS } from "../../analysis/customers/customer-pages.js";
import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs, ValuesOf } from "../inputs/input.js";

/** Which customers, and in which order. */
export const chosenCustomers = {
  segment: {
    type: "texts",
    placeholder: "NAME",
    listed: true,
    description: "Segment to list; repeatable. Default: all segments",
  },
  cells: {
    type: "text",
    placeholder: "CODES",
    description: "Cells to list by their codes, such as 555,554. Default: all cells",
  },
  entered: {
    type: "text",
    placeholder: "SEGMENT",
    excludes: { inputs: ["left"], because: "lists those who came, not those who went" },
    description:
      "Only customers who moved into this segment: as of the movement that the store keeps, or else of its last run",
  },
  left: {
    type: "text",
    placeholder: "SEGMENT",
    description: "Only customers who moved out of this segment and are still customers; see entered",
  },
  search: { type: "text", placeholder: "ID", description: "A customer id, or its beginning" },
  sort: {
    type: "choice",
    choices: SORTS,
    default: "monetary",
    description: "Column to sort by; equal values are in the order of their ids, ascending",
  },
  order: { type: "choice", choices: ["desc", "asc"], default: "desc", description: "Falling or rising" },
} as const satisfies Inputs;

/** The inputs of a page of customers. */
export const customersInputs = {
  ...chosenCustomers,
  limit: { type: "count", placeholder: "N", most: 500, default: 50, description: "Customers on a page" },
  cursor: { type: "text", placeholder: "CURSOR", description: "Where the page before ended: its `next`" },
  ...storeInputs,
} as const satisfies Inputs;

/** Values of {@link chosenCustomers}. */
export type ChosenCustomers = ValuesOf<typeof chosenCustomers>;
