import { storeInputs } from "../inputs/store-inputs.js";
import { defineOperation } from "../operation.js";

/** Lists what was run on a store, newest first. */
export const runsOperation = defineOperation({
  name: "runs",
  summary: "List the runs of a store",
  description:
    "Lists the runs of a store, newest first: when, from which source, with which counts, scoring and model.",
  inputs: storeInputs,
  effect: "reads",
  route: { path: "/runs", takes: [], problems: [404] },
  render: async () => (await import("../../outputs/render-runs.js")).renderRuns,
  load: async () => (await import("./runs.js")).readRuns,
});
