import { inputName, QuintileError } from "../../errors.js";
import { type Dimension, DIMENSIONS } from "../../model/score.js";
import type { Scoring } from "../../model/scoring.js";
import type { TieRules } from "../../scoring/tie-rules.js";

/** Reads `share`, `first` or `frequency=first`, also several of them; later ones win. Raises `USAGE`. */
export function parseTies(rules: readonly string[] | undefined): TieRules {
  const ties: Record<Dimension, "share" | "first"> = { recency: "share", frequency: "share", monetary: "share" };
  for (const rule of (rules ?? []).flatMap((each) => each.split(","))) {
    const [, dimension, way] = /^(?:(\w+)=)?(share|first)$/.exec(rule.trim()) ?? [];
    const dimensions = dimension === undefined ? DIMENSIONS : DIMENSIONS.filter((each) => each === dimension);
    if (way === undefined || dimensions.length === 0) {
      throw new QuintileError("USAGE", `${inputName("ties")} ${rule} is not a tie rule.`, {
        hint: "Use share, first, or one dimension: recency=first, frequency=first, monetary=first.",
      });
    }
    for (const each of dimensions) ties[each] = way as "share" | "first";
  }
  return ties;
}

/** Says for which metrics a tie rule was given that has no effect; undefined where there is nothing to say. */
export function noteOnTies(given: readonly string[] | undefined, scoring: Scoring, ties: TieRules): string | undefined {
  const idle = given === undefined ? [] : tiesWithoutEffect(scoring, ties);
  if (idle.length === 0) return undefined;
  return `${inputName("ties")} has no effect on ${idle.join(", ")}: ${scoring.name} scores by fixed bounds.`;
}

/** The metrics whose ties are asked to be broken although their scores come from fixed bounds, where there are none. */
function tiesWithoutEffect(scoring: Scoring, ties: TieRules): readonly Dimension[] {
  return DIMENSIONS.filter((dimension) => ties[dimension] === "first" && scoring[dimension].method !== "quintiles");
}
