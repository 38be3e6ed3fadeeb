import { expect, test } from "vitest";
import { fiveSegment } from "../../../src/model/five-segment.js";
import type { MovementCount, State } from "../../../src/model/movement/movement-count.js";
import { pooledTransitions, segmentSeries } from "../../../src/model/movement/movement-series.js";

function way(before: State, after: State, customers: number, revenue = "0.0000"): MovementCount {
  return { before, frozen: after, after, bought: true, customers, revenue, monetary: "100.0000" };
}

// 555 is a champion, 233 at risk, 511 a potential loyalist.
const PERIODS = [
  [way("555", "555", 6, "60.2500"), way("555", "233", 2), way("233", "233", 4)],
  [way("555", "555", 3, "30.0000"), way("555", "233", 3), way("233", "233", 6), way(null, "511", 5, "7.5000")],
];

test("a series has sizes at each moment, revenue of each period, and half-lives over all of them", () => {
  const [champions, loyal, potential, atRisk] = segmentSeries(fiveSegment, PERIODS);
  expect(champions).toEqual({
    segment: "Champions",
    customers: [8, 6, 3],
    revenue: [60.25, 30],
    present: 14,
    stayed: 9,
    // ln 0.5 / ln (9 / 14)
    half_life: expect.closeTo(1.5688, 4),
  });
  expect(loyal).toMatchObject({ customers: [0, 0, 0], present: 0, half_life: null });
  expect(potential).toMatchObject({ customers: [0, 0, 5], revenue: [0, 7.5], present: 0, half_life: null });
  // Nobody was seen to leave.
  expect(atRisk).toMatchObject({ customers: [4, 6, 9], present: 10, stayed: 10, half_life: null });
});

test("the transitions of all periods together leave new customers out", () => {
  const { segments, support, shares } = pooledTransitions(fiveSegment, PERIODS);
  expect(segments.at(-1)).toBeNull();
  expect(support).toEqual([14, 0, 0, 10, 0]);
  expect(shares[0]).toEqual([9 / 14, 0, 0, 5 / 14, 0, 0]);
  expect(shares[1]).toBeNull();
  expect(shares[3]).toEqual([0, 0, 0, 1, 0, 0]);
});
