import { modelEffect } from "../../outputs/agent/model-effect.js";
import { requestedModel } from "../../operations/run/requested-model.js";
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
    const published = await overviewOperation.run(display, context);
    return {
      answer: modelEffect(requestedModel(String(text)), published),
      askNext: ["what_if_model with other rules, until the sizes are as wanted"],
    };
  },
});
