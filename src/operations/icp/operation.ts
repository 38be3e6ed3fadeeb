import { defineOperation } from "../operation.js";
import { icpInputs } from "./inputs.js";

/** Finds what sets top performers apart. */
export const icpOperation = defineOperation({
  name: "icp",
  summary: "Say what sets the best customers apart",
  description:
    "Compares the attributes of top performers with those of all customers: how much more often each value occurs (lift), with an interval and tests that hold on small bases. Recommends tiers for prospects, and keeps both in the store for quintile qualify and reports.",
  inputs: icpInputs,
  effect: "publishes",
  render: async () => (await import("../../outputs/render-icp.js")).renderIcp,
  load: async () => (await import("./icp.js")).findIcp,
});
