import { storeInputs } from "../inputs/store-inputs.js";
import { defineOperation } from "../operation.js";

/** Shows the patterns that a store keeps. */
export const icpShowOperation = defineOperation({
  name: "icp show",
  summary: "Show the patterns that were found last",
  description:
    "Shows what quintile icp found last in a store, without looking at the customers again: the patterns that quintile qualify goes by.",
  inputs: storeInputs,
  effect: "reads",
  route: { path: "/icp", takes: [], problems: [404] },
  render: async () => (await import("../../outputs/render-icp.js")).renderIcp,
  load: async () => (await import("./icp-show.js")).showIcp,
});
