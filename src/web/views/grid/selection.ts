import { type Score, SCORES } from "../../../model/score.js";

/** The choice that the address bar holds: a square of the grid, some segments or neither, and one monetary score or all. */
export interface Selection {
  readonly monetary: Score | undefined;
  /** Scores of recency and frequency of a square; undefined where none is chosen. */
  readonly square: { readonly R: Score; readonly F: Score } | undefined;
  /** Each once, in the order of the address; none stands for all. */
  readonly segments: readonly string[];
}

/** Reads a selection from the query of an address; what is no score counts as not given. */
export function selectionOf(query: URLSearchParams): Selection {
  const square = /^([1-5])([1-5])$/.exec(query.get("cell") ?? "");
  return {
    monetary: scoreOf(query.get("m")),
    square: square === null ? undefined : { R: Number(square[1]) as Score, F: Number(square[2]) as Score },
    segments: [...new Set(query.getAll("segment").filter((name) => name !== ""))],
  };
}

/** A selection in words: `Champions, At Risk · M 5`. */
export function titleOf({ monetary, square, segments }: Selection): string {
  const parts = [
    segments.join(", "),
    square === undefined ? "" : `R ${square.R} · F ${square.F}`,
    monetary === undefined ? "" : `M ${monetary}`,
  ];
  return parts.filter((part) => part !== "").join(" · ") || "All customers";
}

/** The chosen segments with one more, or without it where it was among them; in the order of the model. */
export function toggleSegment(chosen: readonly string[], name: string, model: readonly string[]): readonly string[] {
  return model.filter((each) => chosen.includes(each) !== (each === name));
}

/** The cells that a selection stands for, as codes; none where it asks for all customers or a segment alone. */
export function cellsOf({ monetary, square }: Selection): readonly string[] {
  if (square === undefined && monetary === undefined) return [];
  return oneOrAll(square?.R).flatMap((R) =>
    oneOrAll(square?.F).flatMap((F) => oneOrAll(monetary).map((M) => `${R}${F}${M}`)),
  );
}

function oneOrAll(score: Score | undefined): readonly Score[] {
  return score === undefined ? SCORES : [score];
}

function scoreOf(text: string | null): Score | undefined {
  return SCORES.find((score) => String(score) === text);
}
