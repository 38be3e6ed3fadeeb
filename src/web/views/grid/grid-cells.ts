import type { Cube } from "../../../model/cube.js";
import { type GridCell, recencyFrequencyGrid } from "../../../model/recency-frequency.js";
import { type Score, SCORES } from "../../../model/score.js";
import { classify } from "../../../model/segment-map.js";
import type { SegmentModel } from "../../../model/segment-model.js";

/** One square of the grid. */
export interface Square extends GridCell {
  /** The segments of its cells, in the order of M, each once. */
  readonly segments: readonly string[];
}

/**
 * The grid as it is drawn: R from 5 down to 1, each with F from 1 to 5.
 *
 * @param monetary the monetary score to look at; all of them where undefined.
 */
export function gridRows(model: SegmentModel, cube: Cube, monetary: Score | undefined): readonly (readonly Square[])[] {
  const scores = monetary === undefined ? SCORES : [monetary];
  const cells = recencyFrequencyGrid(cube.filter(({ M }) => scores.includes(M)));
  const squareOf = (cell: GridCell): Square => ({
    ...cell,
    segments: [...new Set(scores.map((M) => classify(model, cell.R, cell.F, M)))],
  });
  return SCORES.toReversed().map((R) => cells.filter((cell) => cell.R === R).map(squareOf));
}
