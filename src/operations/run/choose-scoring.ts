import { existsSync, readFileSync } from "node:fs";
import { QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";
import { fiveSegment } from "../../model/five-segment.js";
import type { Scoring } from "../../model/scoring.js";
import { findScoring, SCORING_PRESETS } from "../../model/scoring-presets.js";
import { findModel, SEGMENT_MODELS } from "../../model/segment-models.js";
import type { SegmentModel } from "../../model/segment-model.js";

/** A scoring by name or file; quintiles by default. Raises `NO_SUCH_SCORING` or `BAD_SCORING`. */
export async function chooseScoring(name = "quintiles"): Promise<Scoring> {
  const preset = findScoring(name);
  if (preset !== undefined) return preset;
  const text = readTextFile(
    name,
    "scoring",
    SCORING_PRESETS.map((each) => each.name),
  );
  const { parseScoring } = await import("../../model/parse-scoring.js");
  return parseScoring(text, name);
}

/** A segment model by name or file; five-segment by default. Raises `NO_SUCH_MODEL` or `BAD_MODEL`. */
export async function chooseModel(name = fiveSegment.name): Promise<SegmentModel> {
  const known = findModel(name);
  if (known !== undefined) return known;
  const text = readTextFile(
    name,
    "model",
    SEGMENT_MODELS.map((each) => each.name),
  );
  const { parseModel } = await import("../../model/parse-model.js");
  return parseModel(text, name);
}

function readTextFile(name: string, what: "scoring" | "model", known: readonly string[]): string {
  if (existsSync(name)) {
    try {
      return readFileSync(name, "utf8");
    } catch (cause) {
      throw new QuintileError("BAD_FILE", `${name} cannot be read.`, {
        hint: "It must be a text file in YAML or JSON.",
        cause,
      });
    }
  }
  const closest = closestName(name, known);
  throw new QuintileError(
    what === "model" ? "NO_SUCH_MODEL" : "NO_SUCH_SCORING",
    `There is no ${what} ${name}: it is neither a known name nor a file.`,
    {
      hint: `${closest === undefined ? "" : `Did you mean ${closest}? `}Known names: ${known.join(", ")}.`,
    },
  );
}
