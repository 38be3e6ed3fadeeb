import { expect, test } from "vitest";
import { fiveSegment } from "../../src/model/five-segment.js";
import { frozenShares } from "../../src/model/movement/frozen-shares.js";
import type { MovementCount } from "../../src/model/movement/movement-count.js";
import { movementFlows } from "../../src/model/movement/movement-flows.js";
import { movementMatrix } from "../../src/model/movement/movement-matrix.js";
import { segmentMovements } from "../../src/model/movement/segment-movements.js";
import { movesInWords } from "../../src/display/flow-in-words.js";
import { COUNTS } from "../../src/outputs/format.js";
import { renderMovement } from "../../src/outputs/render-movement.js";
import { styleFor } from "../../src/outputs/style.js";
import type { Movement } from "../../src/results/movement.js";

const way = (
  before: string | null,
  frozen: string,
  after: string,
  bought: boolean,
  customers: number,
): MovementCount => ({
  before,
  frozen,
  after,
  bought,
  customers,
  revenue: "10.0000",
  monetary: "100.0000",
});

// 555 is a champion, 133 at risk, 511 a potential loyalist.
const counts = [
  way("555", "555", "555", true, 1200),
  way("555", "133", "133", false, 58),
  way("555", "555", "133", true, 3),
  way("133", "555", "555", true, 1),
  way(null, "511", "511", true, 7),
];

const movement: Movement = {
  run: 1,
  source: "sales.csv",
  kept: null,
  from: "2025-11-30",
  to: "2025-12-31",
  model: "five-segment",
  moments: [
    { snapshot: "2025-11-30", customers: 1262, cutpoints: null },
    { snapshot: "2025-12-31", customers: 1269, cutpoints: null },
  ],
  flows: movementFlows(fiveSegment, counts),
  segments: segmentMovements(fiveSegment, counts),
  matrix: movementMatrix(fiveSegment, counts),
  frozen: frozenShares(fiveSegment, counts),
  timings: { total: 1 },
};

test("flows are told in sentences with their reasons, and all customers in a matrix", () => {
  expect(renderMovement(movement, styleFor({})).split("\n")).toEqual([
    "Movement from 2025-11-30 to 2025-12-31",
    "1,262 customers before, 1,269 after; model five-segment",
    "",
    "61 customers left Champions for At Risk: 58 did not buy, 3 by the yardstick",
    "7 new customers entered Potential Loyalists",
    "1 customer left At Risk for Champions: 1 bought or gave back",
    "",
    "Segment              Before  Stayed  Left  Entered  of them new  After  Revenue",
    "Champions             1,261   1,200    61        1            0  1,201    20.00",
    "Loyal Customers           0       0     0        0            0      0     0.00",
    "Potential Loyalists       0       0     0        7            7      7    10.00",
    "At Risk                   1       0     1       61            0     61    20.00",
    "Others                    0       0     0        0            0      0     0.00",
    "",
    "Customers by segment before (rows) and after (columns)",
    "                           1  2  3   4  5",
    "1 Champions            1,200  –  –  61  –",
    "2 Loyal Customers          –  –  –   –  –",
    "3 Potential Loyalists      –  –  –   –  –",
    "4 At Risk                  1  –  –   –  –",
    "5 Others                   –  –  –   –  –",
    "(absent)                   –  –  7   –  –",
  ]);
});

test("the largest flows of customers who had bought before are what is repeated", () => {
  expect(movesInWords(movement.flows, 1, COUNTS)).toEqual([
    "61 customers left Champions for At Risk: 58 did not buy, 3 by the yardstick",
  ]);
});
