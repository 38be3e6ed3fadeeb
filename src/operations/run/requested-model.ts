import { parseModel } from "../../model/parse-model.js";
import { renderModel } from "../../model/render-model.js";
import type { SegmentModel } from "../../model/segment-model.js";

/** A segment model that a request brings as YAML, where no file can be named. Raises `BAD_MODEL`. */
export function requestedModel(yaml: string): SegmentModel {
  return parseModel(yaml, "the model");
}

/** The YAML of a model, which {@link requestedModel} takes. */
export function modelAsYaml(model: SegmentModel): string {
  return renderModel(model);
}
