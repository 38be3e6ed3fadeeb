/** Where lifts lie on a line from 0 to 100: equal steps for equal factors, with 1 (as often as among all) in the middle. */
export interface LiftScale {
  /** The place of a lift, 0 to 100; what lies beyond stands at the edge. */
  place(lift: number): number;
  /** Lifts to be marked, ascending. */
  readonly ticks: readonly number[];
}

/** The factors that a scale may reach, and the lifts marked on each. */
const SCALES = [
  { reach: 2, ticks: [0.5, 1, 2] },
  { reach: 4, ticks: [0.25, 0.5, 1, 2, 4] },
  { reach: 16, ticks: [1 / 16, 0.25, 1, 4, 16] },
] as const;

/** A scale that holds the given lifts, as far as a factor of 16. */
export function liftScale(lifts: readonly number[]): LiftScale {
  const factors = lifts.filter((lift) => lift > 0).map((lift) => Math.max(lift, 1 / lift));
  const { reach, ticks } = SCALES.find((scale) => factors.every((each) => each <= scale.reach)) ?? SCALES[2];
  const place = (lift: number): number => {
    if (lift <= 0) return 0;
    return Math.max(0, Math.min(100, 50 + (50 * Math.log(lift)) / Math.log(reach)));
  };
  return { place, ticks };
}
