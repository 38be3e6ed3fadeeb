import { EVIDENCE } from "../../model/icp/evidence.js";
import { listInputs } from "../inputs/list-inputs.js";
import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs, ValuesOf } from "../inputs/input.js";

/** What `icp` can be told. The names are part of the public interface. */
export const icpInputs = {
  attributes: {
    type: "text",
    placeholder: "FILE|TABLE",
    required: true,
    holds: "address",
    description: "Attributes of customers: a CSV, JSON or Parquet file, a workbook, or a table of the store's database",
  },
  key: {
    type: "text",
    placeholder: "COLUMN",
    description:
      "Column of the attributes that holds the customer id. Default: customer_id, or else the one that looks like it",
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
  multiple: {
    type: "texts",
    placeholder: "NAME[=;]",
    description:
      "Attribute with several values in one cell, and what parts them; each value counts. Repeatable. Default of what parts them: found",
  },
  minTotal: {
    type: "count",
    placeholder: "N",
    least: 3,
    most: 15,
    description:
      "Top performers are in a segment of the group top, or have at least this sum of scores. Default: 11; none where segments of top performers are named",
  },
  top: {
    type: "texts",
    placeholder: "SEGMENT",
    listed: true,
    description:
      "Segments of top performers, in place of the group top; a sum of scores then counts only where one is named",
  },
  sumOnly: {
    type: "flag",
    excludes: { inputs: ["top"], because: "leaves the sum of scores alone to decide" },
    description: "Top performers are those who reach the sum of scores, whatever their segment",
  },
  evidence: {
    type: "choice",
    choices: EVIDENCE,
    default: "supported",
    description:
      "supported: values become criteria of tiers only where the figures carry them (q below 0.05, five customers, not circular). none: by their lift alone",
  },
  circular: {
    type: "texts",
    placeholder: "A,B",
    description: "Attributes that follow from what customers bought, so that none of their values becomes a criterion",
  },
  notCircular: {
    type: "texts",
    placeholder: "A,B",
    description: "Attributes that do not, whatever their association with recency, frequency or monetary",
  },
  holdout: {
    type: "text",
    object: "moment",
    placeholder: "DATE",
    description:
      "Find patterns in the scores as of this day, and check them by what the same customers bought after it",
  },
  knownSince: {
    type: "text",
    placeholder: "COLUMN",
    description:
      "Column of the attributes with the day since when a row is known; the holdout leaves out what was known only later",
  },
  source: {
    type: "text",
    placeholder: "SOURCE",
    holds: "address",
    description: "Sales for the holdout. Default: those of the store's last run",
  },
  ...listInputs,
  ...storeInputs,
} as const satisfies Inputs;

/** What `icp` works with: its inputs, with the defaults where nothing was said. */
export type IcpValues = ValuesOf<typeof icpInputs>;
