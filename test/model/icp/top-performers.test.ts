import { expect, test } from "vitest";
import { elevenSegment } from "../../../src/model/eleven-segment.js";
import { fiveSegment } from "../../../src/model/five-segment.js";
import { topCells, topPerformers, type TopRule } from "../../../src/model/icp/top-performers.js";
import { CELLS } from "../../../src/model/cell.js";
import type { SegmentModel } from "../../../src/model/segment-model.js";
import { elevenSegment as segmentOfEleven, fiveSegment as segmentOfFive } from "../../oracle/segments.js";

const namesOf = (clients: readonly Record<string, unknown>[], rule?: TopRule): unknown[] =>
  topPerformers(clients, rule).map(({ name }) => name);

const SEGMENTS = [
  "Champions",
  "Loyal Customers",
  "Potential Loyalists",
  "New Customers",
  "Promising",
  "Need Attention",
  "About to Sleep",
  "At Risk",
  "Can't Lose Them",
  "Hibernating",
  "Lost",
  "Others",
  "champions",
  "",
];

test("customers in a segment of group top are top performers, whatever their total", () => {
  const clients = SEGMENTS.map((segment) => ({ name: segment, segment, rfm_total: 3 }));
  expect(namesOf(clients)).toEqual(["Champions", "Loyal Customers"]);
});

test("customers with a total of 11 or more are top performers, whatever their segment", () => {
  const clients = [3, 10, 11, 12, 15].map((rfm_total) => ({ name: rfm_total, segment: "At Risk", rfm_total }));
  expect(namesOf(clients)).toEqual([11, 12, 15]);
  expect(namesOf(clients, { minTotal: 12 })).toEqual([12, 15]);
  expect(namesOf(clients, { minTotal: 16 })).toEqual([]);
});

const scores = (R_score: unknown, F_score: unknown, M_score: unknown): Record<string, unknown> => {
  return { name: `${String(R_score)}${String(F_score)}${String(M_score)}`, R_score, F_score, M_score };
};

test("the total is that of the three scores where it is not given, and text counts as its number", () => {
  expect(namesOf([scores(4, 4, 3), scores(4, 4, 2), scores("5", "5", "1"), scores(5n, 5n, 5n)])).toEqual([
    "443",
    "551",
    "555",
  ]);
  expect(
    namesOf([
      { ...scores(5, 5, 5), rfm_total: 10 },
      { ...scores(1, 1, 1), rfm_total: "11" },
    ]),
  ).toEqual(["111"]);
});

test("a customer without total and without all scores is judged by the segment alone", () => {
  const clients = [
    { name: "a" },
    { name: "b", R_score: 5, F_score: 5 },
    { name: "c", rfm_total: "many" },
    { name: "d", segment: "Champions" },
    { name: "e", segment: null, rfm_total: NaN },
  ];
  expect(namesOf(clients)).toEqual(["d"]);
});

test("nobody among nobody, and the records themselves in their order", () => {
  expect(topPerformers([])).toEqual([]);
  const [one, other] = [{ segment: "Loyal Customers" }, { segment: "Champions" }];
  const found = topPerformers([one, other]);
  expect(found[0]).toBe(one);
  expect(found[1]).toBe(other);
});

const MODEL: SegmentModel = {
  name: "vip-first",
  segments: [
    { name: "VIP", description: "", action: "", group: "top" },
    { name: "Champions", description: "", action: "", group: "none" },
  ],
  rules: [{ segment: "VIP", when: { R: [5] } }],
  fallback: [{ segment: "Champions", when: {} }],
};

test("a model of one's own says which segments are of group top", () => {
  const clients = ["VIP", "Champions", "Loyal Customers"].map((segment) => ({ name: segment, segment }));
  expect(namesOf(clients, { model: MODEL })).toEqual(["VIP"]);
});

test("segments that are named count alone, unless a total is given too", () => {
  const clients = [
    { name: "a", segment: "Champions", rfm_total: 15 },
    { name: "b", segment: "Promising", rfm_total: 6 },
    { name: "c", segment: "Lost", rfm_total: 3 },
  ];
  expect(namesOf(clients, { segments: ["Promising"] })).toEqual(["b"]);
  expect(namesOf(clients, { segments: ["Promising"], minTotal: 15 })).toEqual(["a", "b"]);
  expect(namesOf(clients, { segments: [] })).toEqual([]);
});

test.each([
  [fiveSegment, segmentOfFive],
  [elevenSegment, segmentOfEleven],
])("the cells of top performers are those of the customers in them", (model, segmentOf) => {
  for (const rule of [{}, { minTotal: 13 }, { segments: ["At Risk"] }, { segments: ["At Risk"], minTotal: 9 }]) {
    const expected = CELLS.map(({ R, F, M }) => {
      return topPerformers([{ segment: segmentOf(R, F, M), rfm_total: R + F + M }], { ...rule, model }).length === 1;
    });
    expect(topCells(model, rule)).toEqual(expected);
  }
});

test("in the five segments 60 of 125 cells are those of top performers", () => {
  // Two fifths of the cells have F of 4 or 5: 50. Of the others, a total of 11 takes R + M of 8 with F = 3 (6 cells:
  // 35, 53, 44, 45, 54, 55), of 9 with F = 2 (3 cells), and of 10 with F = 1 (1 cell).
  expect(topCells(fiveSegment).filter(Boolean)).toHaveLength(60);
});

test("scores are seen under the names that a database gives them in lower case", () => {
  const clients = [
    { id: 1, r_score: 5, f_score: 5, m_score: 5 },
    { id: 2, r_score: 1, f_score: 1, m_score: 1 },
  ];
  expect(topPerformers(clients, { minTotal: 13 }).map(({ id }) => id)).toEqual([1]);
});
