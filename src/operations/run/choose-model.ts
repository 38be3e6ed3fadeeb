import { QuintileError } from "../../errors.js";
import { fiveSegment } from "../../model/five-segment.js";
import type { Rule, SegmentModel } from "../../model/segment-model.js";
import { findModel, SEGMENT_MODELS } from "../../model/segment-models.js";
import { readNamedFile } from "./read-named-file.js";

/** A segment model by name or file, or itself; five-segment by default. Raises `NO_SUCH_MODEL` or `BAD_MODEL`. */
export async function chooseModel(name: string | SegmentModel = fiveSegment.name): Promise<SegmentModel> {
  if (typeof name === "object") return checkGivenModel(name);
  const known = findModel(name);
  if (known !== undefined) return known;
  const text = readNamedFile(
    name,
    "model",
    SEGMENT_MODELS.map((each) => each.name),
  );
  const { parseModel } = await import("../../model/parse-model.js");
  return parseModel(text, name);
}

/** A model that is an object is held to the same rules as a file. */
async function checkGivenModel(model: SegmentModel): Promise<SegmentModel> {
  const [{ renderModel }, { parseModel }] = await Promise.all([
    import("../../model/render-model.js"),
    import("../../model/parse-model.js"),
  ]);
  let text: string;
  try {
    text = renderModel(model);
  } catch (cause) {
    throw new QuintileError("BAD_MODEL", "The object is no segment model.", {
      hint: "It needs a name, segments, rules and a fallback, as fiveSegment has them; parseModel makes one of YAML.",
      cause,
    });
  }
  const { name, segments, rules, fallback } = parseModel(text);
  return { name, segments, rules: rules.map(withoutLine), fallback: fallback.map(withoutLine) };
}

/** The line numbers are those of a text that the user has not seen. */
function withoutLine({ segment, when }: Rule): Rule {
  return { segment, when };
}
