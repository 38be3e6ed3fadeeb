import { describe, expect, test } from "vitest";
import { fiveSegment } from "../../../src/model/five-segment.js";
import { frozenShares } from "../../../src/model/movement/frozen-shares.js";
import type { MovementCount, State } from "../../../src/model/movement/movement-count.js";
import { movementFlows } from "../../../src/model/movement/movement-flows.js";
import { movementMatrix } from "../../../src/model/movement/movement-matrix.js";
import { reasonOf } from "../../../src/model/movement/reason.js";
import { segmentMovements } from "../../../src/model/movement/segment-movements.js";

function way(
  [before, frozen, after]: readonly [State, State, State],
  bought: boolean,
  customers: number,
  revenue = "0.0000",
): MovementCount {
  return { before, frozen, after, bought, customers, revenue, monetary: "100.0000" };
}

// 555 is a champion, 255 loyal, 233 at risk, 111 another, 511 a potential loyalist.
const COUNTS = [
  way(["555", "555", "555"], true, 10, "250.5000"),
  way(["555", "233", "233"], false, 5),
  way(["555", "544", "233"], false, 2),
  way(["555", "244", "233"], true, 1, "-3.2500"),
  way(["233", "555", "544"], true, 3, "99.9900"),
  way([null, "511", "511"], true, 4, "40.0000"),
];

test("a move has one reason: the yardstick where the old one would have changed nothing, else what was bought, else silence", () => {
  expect(reasonOf({ from: "Champions", frozen: "Champions", bought: true })).toBe("yardstick");
  expect(reasonOf({ from: "Champions", frozen: "At Risk", bought: true })).toBe("behaviour");
  expect(reasonOf({ from: "Champions", frozen: "At Risk", bought: false })).toBe("silence");
  expect(reasonOf({ from: null, frozen: "Others", bought: true })).toBe("behaviour");
});

test("flows add up customers, revenue and reasons, the largest first", () => {
  expect(movementFlows(fiveSegment, COUNTS)).toEqual([
    {
      from_segment: "Champions",
      to_segment: "At Risk",
      customers: 8,
      revenue: -3.25,
      behaviour: 1,
      silence: 5,
      yardstick: 2,
    },
    {
      from_segment: null,
      to_segment: "Potential Loyalists",
      customers: 4,
      revenue: 40,
      behaviour: 4,
      silence: 0,
      yardstick: 0,
    },
    {
      from_segment: "At Risk",
      to_segment: "Champions",
      customers: 3,
      revenue: 99.99,
      behaviour: 3,
      silence: 0,
      yardstick: 0,
    },
  ]);
});

test("a segment is what stayed and what left before, and what stayed and what entered after", () => {
  const [champions, loyal, potential, atRisk, others] = segmentMovements(fiveSegment, COUNTS);
  expect(champions).toEqual({
    segment: "Champions",
    before: 18,
    after: 13,
    stayed: 10,
    entered: 3,
    left: 8,
    new: 0,
    lost: 0,
    revenue: { stayed: 250.5, entered: 99.99, left: -3.25, new: 0, lost: 0 },
  });
  expect(loyal).toMatchObject({ before: 0, after: 0, stayed: 0, entered: 0, left: 0 });
  expect(potential).toMatchObject({ before: 0, after: 4, entered: 4, new: 4, revenue: { new: 40 } });
  expect(atRisk).toMatchObject({ before: 3, after: 8, stayed: 0, entered: 8, left: 3 });
  expect(others).toMatchObject({ before: 0, after: 0 });
});

test("the matrix has a row and a column for absent customers, and its sums are the sizes", () => {
  expect(movementMatrix(fiveSegment, COUNTS)).toEqual({
    segments: ["Champions", "Loyal Customers", "Potential Loyalists", "At Risk", "Others", null],
    customers: [
      [10, 0, 0, 8, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [3, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 4, 0, 0, 0],
    ],
    before: [18, 0, 0, 3, 0, 4],
    after: [13, 0, 4, 8, 0, 0],
  });
});

describe("shares of frozen flows", () => {
  test("leave out the yardstick and new customers, and have a Wilson interval", () => {
    const shares = frozenShares(fiveSegment, COUNTS);
    expect(
      shares.map(({ from_segment, to_segment, customers, support }) => [from_segment, to_segment, customers, support]),
    ).toEqual([
      ["Champions", "Champions", 12, 18],
      ["Champions", "Loyal Customers", 1, 18],
      ["Champions", "At Risk", 5, 18],
      ["At Risk", "Champions", 3, 3],
    ]);
    // (12 + z²/2) / (18 + z²) ± …, with z = 1.96: 0.4375 and 0.8372, as R's prop.test(12, 18, correct = FALSE) gives.
    expect(shares[0]?.interval.low).toBeCloseTo(0.4375, 4);
    expect(shares[0]?.interval.high).toBeCloseTo(0.8372, 4);
    expect(shares[3]?.interval).toEqual({ low: expect.closeTo(0.4385, 4), high: 1 });
  });
});
