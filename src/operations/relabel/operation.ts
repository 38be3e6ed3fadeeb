import type { Inputs } from "../inputs/input.js";
import { storeInputs } from "../inputs/store-inputs.js";
import { defineOperation } from "../operation.js";
import { runInputs } from "../run/inputs.js";

/** What `relabel` can be told. */
export const relabelInputs = {
  model: {
    type: "text",
    object: "model",
    placeholder: "NAME|FILE",
    holds: "path",
    description: "Segment model to publish: five-segment, eleven-segment, or a model file",
  },
  modelOf: {
    type: "count",
    placeholder: "RUN",
    excludes: { inputs: ["model"], because: "brings the model of an earlier run" },
    description: "Publish the model of an earlier run of the store instead, by its number: takes a change back",
  },
  ...storeInputs,
  changesFor: {
    type: "count",
    placeholder: "DAYS",
    least: 0,
    description:
      "For how many days rfm_changes keeps whose segment changed; 0: it keeps none. Default: as the run before",
  },
  lockTimeout: runInputs.lockTimeout,
} as const satisfies Inputs;

/** Publishes the customers of a store under another segment model. */
export const relabelOperation = defineOperation({
  name: "relabel",
  summary: "Publish another segment model, without reading the sales",
  description:
    "Gives the published customers the segments of another model, from the scores that are in the store: a run of its own in its history, published in one step. Scores, cutpoints and the sales stay as the run before has them.",
  inputs: relabelInputs,
  effect: "publishes",
  render: async () => (await import("../../outputs/render-relabel.js")).renderRelabel,
  load: async () => (await import("./relabel.js")).relabel,
});
