import { QuintileError } from "../../errors.js";
import { DIMENSIONS } from "../../model/score.js";
import type { DimensionScoring, Scoring } from "../../model/scoring.js";
import { findScoring, SCORING_PRESETS } from "../../model/scoring-presets.js";
import { readNamedFile } from "./read-named-file.js";

/** A scoring by name or file, or itself; quintiles by default. Raises `NO_SUCH_SCORING` or `BAD_SCORING`. */
export async function chooseScoring(name: string | Scoring = "quintiles"): Promise<Scoring> {
  if (typeof name === "object") return checkScoring(name);
  const preset = findScoring(name);
  if (preset !== undefined) return preset;
  const text = readNamedFile(
    name,
    "scoring",
    SCORING_PRESETS.map((each) => each.name),
  );
  const { parseScoring } = await import("../../model/parse-scoring.js");
  return parseScoring(text, name);
}

/** A scoring that is an object is held to the same rules as a file. */
async function checkScoring(scoring: Scoring): Promise<Scoring> {
  const { parseScoring } = await import("../../model/parse-scoring.js");
  const dimensions = DIMENSIONS.map((each) => [each, asWritten(scoring[each] as DimensionScoring | undefined)]);
  return parseScoring(JSON.stringify({ name: scoring.name, ...Object.fromEntries(dimensions) }));
}

function asWritten(scoring: DimensionScoring | undefined): unknown {
  if (scoring === undefined) return undefined;
  if (typeof scoring !== "object") throw new QuintileError("BAD_SCORING", "A dimension of the scoring is no object.");
  return scoring.method === "thresholds" ? scoring.bounds : scoring.method;
}
