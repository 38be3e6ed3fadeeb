import { PRINTED_NAMES } from "../../engines/printed-dialects.js";
import type { Inputs, ValuesOf } from "../inputs/input.js";
import { runInputs } from "../run/inputs.js";

/** The options of a run that say what comes out of it. */
export const sharedInputs = {
  source: runInputs.source,
  table: runInputs.table,
  encoding: runInputs.encoding,
  sheet: runInputs.sheet,
  customer: runInputs.customer,
  date: runInputs.date,
  revenue: runInputs.revenue,
  order: runInputs.order,
  frequency: runInputs.frequency,
  status: runInputs.status,
  sold: runInputs.sold,
  refunded: runInputs.refunded,
  currency: runInputs.currency,
  rates: runInputs.rates,
  amountOf: runInputs.amountOf,
  where: runInputs.where,
  asOf: runInputs.asOf,
  since: runInputs.since,
  refunds: runInputs.refunds,
  ties: runInputs.ties,
  scoring: runInputs.scoring,
  model: runInputs.model,
  dateFormat: runInputs.dateFormat,
  timezone: runInputs.timezone,
  decimal: runInputs.decimal,
} as const satisfies Inputs;

/** The inputs of `sql`. */
export const sqlInputs = {
  ...sharedInputs,
  dialect: {
    type: "choice",
    choices: PRINTED_NAMES,
    description:
      "SQL of this engine. Default: that of the source. Another one reads a table (--table) with the same columns",
  },
  into: {
    type: "text",
    placeholder: "TABLE",
    description: "Print a script that replaces the rows of this table in one step; views on it survive",
  },
  to: {
    type: "text",
    placeholder: "FILE",
    holds: "path",
    description: "File to write; - for standard output. Default: the SQL is the answer",
  },
} as const satisfies Inputs;

/** Values of those inputs, with their defaults. */
export type SqlValues = ValuesOf<typeof sqlInputs>;
