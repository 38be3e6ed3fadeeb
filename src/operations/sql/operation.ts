import { defineOperation } from "../operation.js";
import { sqlInputs } from "./inputs.js";

/** Prints the whole way from sales to segments as SQL that needs no Quintile. */
export const sqlOperation = defineOperation({
  name: "sql",
  summary: "Print a run as SQL for dbt or cron",
  description:
    "Prints what a run computes as one SELECT in named steps, which runs without Quintile and stays right when sales are added: for a dbt model, a view, or, with --into, a script for cron. Nothing is published.",
  inputs: sqlInputs,
  effect: "writes a file",
  isText: true,
  render: async () => (await import("../../outputs/render-written.js")).renderSql,
  load: async () => (await import("./sql.js")).printSql,
});
