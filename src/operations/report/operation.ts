import { displayInputs } from "../inputs/display-inputs.js";
import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `report` can be told. */
export const reportInputs = {
  ...storeInputs,
  to: {
    type: "text",
    placeholder: "FILE",
    default: "report.html",
    holds: "path",
    description: "File to write; - is standard output",
  },
  title: { type: "text", placeholder: "TEXT", default: "Customer segments", description: "Title of the page" },
  withoutMovement: {
    type: "flag",
    description: "Leave out who moved, for which the sales of the last run are read again",
  },
  ...displayInputs,
} as const satisfies Inputs;

/** Writes a store's last run as one page. */
export const reportOperation = defineOperation({
  name: "report",
  summary: "Write the segments of a store as one HTML page to mail or print",
  description:
    "Writes what a store holds as one HTML page that needs no network: headline figures, treemaps of the segments, the grid of recency and frequency, who moved in the last month and the sizes of the segments over twelve, distributions with their cutpoints, what to do, what sets top performers apart (where quintile icp was run), and how it was computed. It holds totals only, no customer.",
  inputs: reportInputs,
  effect: "writes a file",
  render: async () => (await import("../../outputs/render-written.js")).renderWrittenReport,
  load: async () => (await import("./report.js")).writeReport,
});
