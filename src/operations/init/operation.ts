import { CONFIG_FILE } from "../inputs/config-file.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";
import { salesInputs } from "../inputs/sales-inputs.js";

/** What `init` can be told. */
export const initInputs = {
  ...salesInputs,
  to: { type: "text", placeholder: "FILE", default: CONFIG_FILE, holds: "path", description: "File to write" },
  force: { type: "flag", description: "Write over an existing file" },
} as const satisfies Inputs;

/** Writes a configuration from what reading the sales shows. */
export const initOperation = defineOperation({
  name: "init",
  summary: "Write a commented quintile.yaml from what a source looks like",
  description:
    "Reads a source as a run would, and writes what was found out (the columns, how dates and amounts are written …) into a commented quintile.yaml that a later run finds by itself. What a run would ask is asked here.",
  inputs: initInputs,
  configurable: false,
  effect: "writes a file",
  render: async () => (await import("../../outputs/render-written.js")).renderInit,
  load: async () => (await import("./init.js")).writeConfig,
});
