import { CONFIG_FILE } from "../inputs/config-file.js";
import { defineOperation, type Inputs } from "../operation.js";
import { runInputs } from "../run/inputs.js";

/** What `init` can be told. */
export const initInputs = {
  source: runInputs.source,
  table: runInputs.table,
  encoding: runInputs.encoding,
  sheet: runInputs.sheet,
  customer: runInputs.customer,
  date: runInputs.date,
  revenue: runInputs.revenue,
  order: runInputs.order,
  to: { type: "text", placeholder: "FILE", default: CONFIG_FILE, holds: "path", description: "File to write" },
  force: { type: "flag", description: "Write over an existing file" },
} as const satisfies Inputs;

/** Writes a configuration from what was guessed. */
export const initOperation = defineOperation({
  name: "init",
  summary: "Write a commented quintile.yaml from what a source looks like",
  description:
    "Looks at a source, guesses which columns are the customer, the date and the amount, and writes a commented quintile.yaml that a later run finds by itself.",
  inputs: initInputs,
  configurable: false,
  effect: "writes a file",
  render: async () => (await import("../../outputs/render-written.js")).renderInit,
  load: async () => (await import("./init.js")).writeConfig,
});
