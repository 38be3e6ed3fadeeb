import { QuintileError } from "../../errors.js";
import { type Dimension, DIMENSIONS } from "../../model/score.js";
import type { Scoring } from "../../model/scoring.js";

/** How equal values are scored, per dimension. */
export type Ties = Readonly<Record<Dimension, "share" | "first">>;

/** Reads `share`, `first` or `frequency=first`, also several of them; later ones win. Raises `USAGE`. */
export function parseTies(rules: readonly string[] | undefined): Ties {
  const ties: Record<Dimension, "share" | "first"> = { recency: "share", frequency: "share", monetary: "share" };
  for (const rule of (rules ?? []).flatMap((each) => each.split(","))) {
    const [, dimension, way] = /^(?:(\w+)=)?(share|first)$/.exec(rule.trim()) ?? [];
    const dimensions = dimension === undefined ? DIMENSIONS : DIMENSIONS.filter((each) => each === dimension);
    if (way === undefined || dimensions.length === 0) {
      throw new QuintileError("USAGE", `--ties ${rule} is not a tie rule.`, {
        hint: "Use share, first, or one dimension: recency=first, frequency=first, monetary=first.",
      });
    }
    for (const each of dimensions) ties[each] = way as "share" | "first";
  }
  return ties;
}

/** The metrics whose ties are asked to be broken although their scores come from fixed bounds, where there are none. */
export function tiesWithoutEffect(scoring: Scoring, ties: Ties): readonly Dimension[] {
  return DIMENSIONS.filter((dimension) => ties[dimension] === "first" && scoring[dimension].method !== "quintiles");
}
