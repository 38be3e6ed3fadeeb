import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `segments check` can be told. */
export const segmentsCheckInputs = {
  model: {
    type: "text",
    object: "model",
    placeholder: "FILE",
    positional: true,
    required: true,
    holds: "path",
    description: "A model file, or the name of a model",
  },
  scoring: {
    type: "text",
    object: "scoring",
    placeholder: "NAME|FILE",
    holds: "path",
    description: "Also find segments that this scoring can never give",
  },
  store: {
    type: "text",
    placeholder: "FILE|URL",
    holds: "address",
    description:
      "Also find segments without customers in this store: a .duckdb file, or a postgres:// or trino:// address",
  },
  schema: storeInputs.schema,
} as const satisfies Inputs;

/** Checks a segment model on its 125 cells. */
export const segmentsCheckOperation = defineOperation({
  name: "segments check",
  summary: "Check a segment model on its 125 cells",
  description:
    "Finds rules that can never match, cells that only the fallback catches, segments without a rule, and segments that no customer can reach: under a scoring, or among the customers of a store.",
  inputs: segmentsCheckInputs,
  configurable: false,
  effect: "reads",
  render: async () => (await import("../../outputs/render-model.js")).renderCheck,
  load: async () => (await import("./segments-check.js")).checkSegments,
});
