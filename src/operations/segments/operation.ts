import { fiveSegment } from "../../model/five-segment.js";
import type { Inputs } from "../inputs/input.js";
import { defineOperation } from "../operation.js";

/** What `segments` can be told. */
export const segmentsInputs = {
  model: {
    type: "text",
    object: "model",
    placeholder: "MODEL",
    positional: true,
    default: fiveSegment.name,
    holds: "path",
    setting: true,
    description: "five-segment, eleven-segment, or a model file",
  },
} as const satisfies Inputs;

/** Shows a segment model. */
export const segmentsOperation = defineOperation({
  name: "segments",
  summary: "Show a segment model; segments check FILE checks one",
  description: "Shows the segments of a model, what each means, what to do about it, and the rules in matching order.",
  inputs: segmentsInputs,
  effect: "reads",
  render: async () => (await import("../../outputs/render-model.js")).renderSegmentModel,
  load: async () => (await import("./segments.js")).showSegments,
});
