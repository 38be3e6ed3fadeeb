import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `demo` can be told. */
export const demoInputs = {
  folder: {
    type: "text",
    placeholder: "FOLDER",
    default: "demo",
    holds: "path",
    description: "Where the shop is written",
  },
} as const satisfies Inputs;

/** Makes a demo shop, scores it, finds what sets its best customers apart, and writes a report. */
export const demoOperation = defineOperation({
  name: "demo",
  summary: "Make a demo shop, score it and show its segments",
  description:
    "Writes the star schema of a made-up shop (fact_sales, dim_customers, dim_products; the same every time) to a folder, scores it, finds what sets its best customers apart, and writes a report.",
  inputs: demoInputs,
  configurable: false,
  effect: "publishes",
  render: async () => (await import("../../outputs/render-demo.js")).renderDemo,
  load: async () => (await import("./demo.js")).makeDemo,
});
