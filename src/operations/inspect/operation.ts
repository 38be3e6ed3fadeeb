import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";
import { salesInputs } from "../inputs/sales-inputs.js";

/** What `inspect` can be told: all that says how a run reads sales. */
export const inspectInputs = {
  ...salesInputs,
  rows: {
    type: "count",
    placeholder: "N",
    least: 0,
    most: 100,
    description: "First rows to show. Default: 5 on a terminal; none elsewhere, since values stay private",
  },
} as const satisfies Inputs;

/** Shows what a source looks like, without scoring it. */
export const inspectOperation = defineOperation({
  name: "inspect",
  summary: "Show the columns of a source, and what a run would make of them",
  description:
    "Looks at a source and shows its columns, which of them are the customer, the date, the amount and the order, how dates are read, and what a run would ask. Nothing is scored or written.",
  inputs: inspectInputs,
  effect: "reads",
  render: async () => (await import("../../outputs/render-inspection.js")).renderInspection,
  load: async () => (await import("./inspect.js")).inspectSource,
});
