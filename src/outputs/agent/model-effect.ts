import { findingsOf } from "../../display/model-findings.js";
import { assessModel } from "../../model/assess-model.js";
import { modelMoves } from "../../model/model-moves.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { ModelEffect } from "../../results/agent-answers.js";
import type { Overview } from "../../results/overview.js";

/** What a model would make of the published scores. */
export function modelEffect(model: SegmentModel, published: Overview): ModelEffect {
  const assessment = assessModel(model, published.cube, published.run.scoring);
  const sizes = new Map(published.segments.map(({ segment, customers }) => [segment, customers]));
  return {
    model: model.name,
    segments: assessment.segments.map((each) => ({ ...each, published: sizes.get(each.segment) ?? null })),
    moves: modelMoves(published.model, model, published.cube),
    findings: findingsOf(assessment).map(({ text }) => text),
  };
}
