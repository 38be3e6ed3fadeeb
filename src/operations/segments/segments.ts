import { fiveSegment } from "../../model/five-segment.js";
import { renderCondition } from "../../model/render-condition.js";
import { SEGMENT_MODELS } from "../../model/segment-models.js";
import { defineOperation } from "../operation.js";
import { chooseModel } from "../run/choose-scoring.js";
import type { SegmentsResult } from "../../results/segments.js";

/** Shows a segment model. */
export const segmentsOperation = defineOperation({
  name: "segments",
  summary: "Show a segment model; segments check FILE checks one",
  description: "Shows the segments of a model, what each means, what to do about it, and the rules in matching order.",
  inputs: {
    model: {
      type: "text",
      placeholder: "MODEL",
      positional: true,
      default: fiveSegment.name,
      holds: "path",
      setting: true,
      description: "five-segment, eleven-segment, or a model file",
    },
  },
  run: async ({ model: name }): Promise<SegmentsResult> => {
    const model = await chooseModel(name);
    const shown = (fallback: boolean) => (rule: (typeof model.rules)[number]) => ({
      segment: rule.segment,
      condition: renderCondition(rule.when),
      fallback,
    });
    return {
      model: model.name,
      segments: model.segments,
      rules: [...model.rules.map(shown(false)), ...model.fallback.map(shown(true))],
      known: SEGMENT_MODELS.map((each) => each.name),
    };
  },
});
