import { defineOperation } from "../operation.js";
import { runInputs } from "./inputs.js";

/** Scores sales and publishes the result: the whole way from a source to `customer_rfm`. */
export const runOperation = defineOperation({
  name: "run",
  summary: "Score sales and publish customer_rfm",
  description:
    "Reads sales, computes recency, frequency and monetary value per customer, scores each from 1 to 5, puts every customer in a segment, and publishes the result to a store and to files.",
  inputs: runInputs,
  effect: "publishes",
  render: async () => (await import("../../outputs/render-run.js")).renderRun,
  load: async () => (await import("./run.js")).run,
});
