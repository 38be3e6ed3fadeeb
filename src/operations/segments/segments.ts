import type { segmentsInputs } from "./operation.js";
import { renderCondition } from "../../model/render-condition.js";
import { SEGMENT_MODELS } from "../../model/segment-models.js";
import type { ValuesOf } from "../inputs/input.js";
import { chooseModel } from "../run/choose-model.js";
import type { SegmentsResult } from "../../results/segments.js";

/** Shows a segment model. */
export async function showSegments({ model: name }: ValuesOf<typeof segmentsInputs>): Promise<SegmentsResult> {
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
}
