import { storeInputs } from "../store/open-store.js";
import type { Inputs, ValuesOf } from "../operation.js";

/** What `icp` can be told. The names are part of the public interface. */
export const icpInputs = {
  attributes: {
    type: "text",
    placeholder: "FILE|TABLE",
    required: true,
    description: "Attributes of customers: a CSV, Parquet or JSON lines file, or a table of the store's database",
  },
  key: {
    type: "text",
    placeholder: "COLUMN",
    default: "customer_id",
    description: "Column of the attributes that holds the customer id",
  },
  dimensions: {
    type: "texts",
    placeholder: "A,B,C",
    description:
      "Attributes to compare. Default: industry, employee_count, company_revenue and region (from state_region); where none of them is there, all that can be compared",
  },
  bands: {
    type: "texts",
    placeholder: "NAME=1,11,51",
    description:
      "Where the bands of a numeric attribute begin; repeatable. Default: five bands of about as many customers",
  },
  minTotal: {
    type: "count",
    placeholder: "N",
    default: "11",
    description: "Top performers are in a segment of the group top, or have at least this sum of scores",
  },
  top: {
    type: "texts",
    placeholder: "SEGMENT",
    listed: true,
    description:
      "Segments of top performers, in place of the group top; a sum of scores then counts only with --min-total",
  },
  holdout: {
    type: "text",
    placeholder: "DATE",
    description:
      "Find patterns in the scores as of this day, and check them on the customers who became top performers after it",
  },
  source: {
    type: "text",
    placeholder: "SOURCE",
    description: "Sales for --holdout. Default: those of the store's last run",
  },
  ...storeInputs,
} as const satisfies Inputs;

/** Options of an ICP; see `icpInputs` for what each means. */
export type IcpOptions = ValuesOf<typeof icpInputs>;
