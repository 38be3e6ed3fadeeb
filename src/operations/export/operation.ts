import { storeInputs } from "../inputs/store-inputs.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `export` can be told. */
export const exportInputs = {
  segment: {
    type: "texts",
    placeholder: "NAME",
    listed: true,
    description: "Segment to take; repeatable. Default: all segments",
  },
  to: {
    type: "text",
    placeholder: "FILE",
    required: true,
    holds: "path",
    description: "File to write: .csv, .tsv, .xlsx, .parquet, .json or .jsonl; - for standard output, as CSV",
  },
  ...storeInputs,
} as const satisfies Inputs;

/** Streams the customers of chosen segments into a file that campaign tools read. */
export const exportOperation = defineOperation({
  name: "export",
  summary: "Write the customers of some segments to a file",
  description:
    "Streams the published customers of one or more segments into a file. In CSV and TSV, text that a spreadsheet would run as a formula is neutralised with an apostrophe; numbers stay numbers.",
  inputs: exportInputs,
  effect: "writes a file",
  function: "exportCustomers",
  render: async () => (await import("../../outputs/render-written.js")).renderExport,
  load: async () => (await import("./export.js")).exportCustomers,
});
