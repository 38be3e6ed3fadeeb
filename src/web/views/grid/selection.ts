import { type Score, SCORES } from "../../../model/score.js";

/** What the address bar chooses: a square of the grid, a segment or neither, and one monetary score or all. */
export interface Selection {
  readonly monetary: Score | undefined;
  /** Scores of recency and frequency of a square; undefined where none is chosen. */
  readonly square: { readonly R: Score; readonly F: Score } | undefined;
  readonly segment: string | undefined;
}

/** Reads a selection from the query of an address; what is no score counts as not given. */
export function selectionOf(query: URLSearchParams): Selection {
  const square = /^([1-5])([1-5])$/.exec(query.get("cell") ?? "");
  return {
    monetary: scoreOf(query.get("m")),
    square: square === null ? undefined : { R: Number(square[1]) as Score, F: Number(square[2]) as Score },
    segment: query.get("segment") ?? undefined,
  };
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
