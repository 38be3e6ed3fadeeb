import { displayInputs } from "../inputs/display-inputs.js";
import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `overview` can be told. */
export const overviewInputs = { ...storeInputs, ...displayInputs } as const satisfies Inputs;

/** Shows what a store holds. */
export const overviewOperation = defineOperation({
  name: "overview",
  summary: "Show the segments of a store, and the numbers behind them",
  description:
    "Reads what a store holds at a glance: its last run, the segments and the cells of the model, and how the customers spread over recency, frequency and monetary value.",
  inputs: overviewInputs,
  effect: "reads",
  route: { path: "/overview", takes: [], problems: [404] },
  render: async () => (await import("../../outputs/render-overview.js")).renderOverview,
  load: async () => (await import("./overview.js")).showOverview,
});
