import type { Cube } from "./cube.js";
import { fromUnits, toUnits } from "./decimal.js";
import { classify } from "./segment-map.js";
import type { SegmentModel } from "./segment-model.js";

/** Customers whom another model puts in a segment of another name. */
export interface ModelMove {
  readonly from_segment: string;
  readonly to_segment: string;
  readonly customers: number;
  /** Sum of their monetary; the nearest number to the exact decimal. */
  readonly revenue: number;
}

/** Who would be in another segment under another model, the largest group first; among equals, in the listing order of the models. */
export function modelMoves(before: SegmentModel, after: SegmentModel, cube: Cube): ModelMove[] {
  const groups = before.segments.flatMap(({ name: from_segment }) =>
    after.segments.map(({ name: to_segment }) => {
      const cells = cube.filter(
        ({ R, F, M }) => classify(before, R, F, M) === from_segment && classify(after, R, F, M) === to_segment,
      );
      return {
        from_segment,
        to_segment,
        customers: cells.reduce((sum, { customers }) => sum + customers, 0),
        revenue: Number(fromUnits(cells.reduce((sum, { monetary }) => sum + toUnits(monetary), 0n))),
      };
    }),
  );
  return groups
    .filter(({ from_segment, to_segment, customers }) => from_segment !== to_segment && customers > 0)
    .toSorted((one, other) => other.customers - one.customers);
}
