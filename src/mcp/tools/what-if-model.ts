import { findingsOf } from "../../display/model-findings.js";
import { assessModel } from "../../model/assess-model.js";
import { modelMoves } from "../../model/model-moves.js";
import { parseModel } from "../../model/parse-model.js";
import { overviewOperation } from "../../operations/overview/operation.js";
import { defineTool } from "../tool.js";

/** What a model would make of the published scores. */
export const whatIfModelTool = defineTool({
  name: "what_if_model",
  title: "Try a segment model",
  description:
    "What a segment model would make of the customers as they are scored: the size and revenue of each segment, and how many would move from which published segment to which. The model is YAML; take the one that is published (resource quintile://model) and change it. Nothing is published.",
  inputs: {},
  structures: {
    model: {
      type: "string",
      minLength: 1,
      maxLength: 50_000,
      description:
        "A segment model in YAML: name, segments (name, description, action, group) and rules, the first match wins",
    },
  },
  requiredStructures: ["model"],
  answers: "modelEffect",
  answer: async ({ model: text }, { display }, context) => {
    const model = parseModel(String(text), "the model");
    const published = await overviewOperation.run(display, context);
    const assessment = assessModel(model, published.cube, published.run.scoring);
    const sizes = new Map(published.segments.map(({ segment, customers }) => [segment, customers]));
    return {
      answer: {
        model: model.name,
        segments: assessment.segments.map((each) => ({ ...each, published: sizes.get(each.segment) ?? null })),
        moves: modelMoves(published.model, model, published.cube),
        findings: findingsOf(assessment).map(({ text: finding }) => finding),
      },
      askNext: ["what_if_model with other rules, until the sizes are as wanted"],
    };
  },
});
