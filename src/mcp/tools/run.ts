import type { RunValues } from "../../operations/run/inputs.js";
import { type RequestedRun, requestedRun, requestedRunInputs } from "../../operations/run/requested-run.js";
import { runOperation } from "../../operations/run/operation.js";
import { defineTool } from "../tool.js";

/** Scores the configured sales, and publishes. */
export const runTool = defineTool({
  name: "run",
  title: "Score the sales and publish",
  description:
    "Scores the configured sales and publishes the result, which replaces the last one in the store. Ask the person before you call it.",
  inputs: requestedRunInputs,
  answers: "run",
  needsSales: true,
  publishes: true,
  answer: async (values, { configuredRun, kept }, { signal, progress, spelling }) => {
    const options = await requestedRun(configuredRun as RunValues, values as RequestedRun);
    return {
      answer: await kept.duringRun(() => runOperation.run(options, { signal, progress, spelling })),
      askNext: ["overview, for the segments as they are now", "movement, for who moved"],
    };
  },
});
