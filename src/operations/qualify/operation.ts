import { listInputs } from "../inputs/list-inputs.js";
import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `qualify` can be told. */
export const qualifyInputs = {
  prospects: {
    type: "text",
    placeholder: "PROSPECTS",
    positional: true,
    required: true,
    holds: "path",
    description:
      "Prospects: a CSV, JSON or Parquet file or a workbook, with the attributes as columns, or - for standard input",
  },
  to: {
    type: "text",
    placeholder: "FILE",
    holds: "path",
    description: "File to write the prospects to, with their tiers: .csv, .tsv, .xlsx, .parquet, .json or .jsonl",
  },
  ...listInputs,
  ...storeInputs,
} as const satisfies Inputs;

/** Says which prospects look like the top performers. */
export const qualifyOperation = defineOperation({
  name: "qualify",
  summary: "Say which prospects look like the best customers",
  description:
    "Holds each prospect of a list against the tiers that quintile icp found last: its tier, the criteria it matches and misses, its anti-patterns, and the reason in words. Values are compared exactly, but for case and blanks around them.",
  inputs: qualifyInputs,
  effect: "writes a file",
  function: "qualifyProspects",
  render: async () => (await import("../../outputs/render-qualified.js")).renderQualified,
  load: async () => (await import("./qualify.js")).qualifyProspects,
});
