import type { SegmentModel } from "../segment-model.js";
import type { MovementCount } from "./movement-count.js";
import { segmentOfState } from "./segment-of-state.js";

/** Customers by where they were and where they are. */
export interface MovementMatrix {
  /** The segments of rows and columns, in the listing order of the model; the last is absent (null). */
  readonly segments: readonly (string | null)[];
  /** A row for each segment before, with a number for each segment after. */
  readonly customers: readonly (readonly number[])[];
  /** Sums of the rows: the sizes of the segments before. */
  readonly before: readonly number[];
  /** Sums of the columns: the sizes of the segments after. */
  readonly after: readonly number[];
}

/** The matrix of all customers of two moments. */
export function movementMatrix(model: SegmentModel, counts: readonly MovementCount[]): MovementMatrix {
  const segments = [...model.segments.map(({ name }) => name), null];
  const customers = segments.map(() => segments.map(() => 0));
  for (const { before, after, customers: count } of counts) {
    const row = customers[segments.indexOf(segmentOfState(model, before))] as number[];
    const column = segments.indexOf(segmentOfState(model, after));
    row[column] = (row[column] as number) + count;
  }
  return {
    segments,
    customers,
    before: customers.map((row) => row.reduce((sum, each) => sum + each, 0)),
    after: segments.map((_, column) => customers.reduce((sum, row) => sum + (row[column] as number), 0)),
  };
}
