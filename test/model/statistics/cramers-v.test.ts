import { expect, test } from "vitest";
import { cramersV } from "../../../src/model/statistics/cramers-v.js";
import { random } from "../../support/random.js";

test("an attribute carries all of its own information", () => {
  expect(
    cramersV([
      [7, 0],
      [0, 5],
    ]),
  ).toBeCloseTo(1, 12);
  expect(
    cramersV([
      [0, 40, 0],
      [13, 0, 0],
      [0, 0, 2],
    ]),
  ).toBeCloseTo(1, 12);
});

test("independent attributes share none", () => {
  expect(
    cramersV([
      [10, 20, 30],
      [20, 40, 60],
    ]),
  ).toBe(0);
  expect(
    cramersV([
      [25, 25],
      [25, 25],
    ]),
  ).toBe(0);
});

test("a hand-computed table", () => {
  // chi-squared = 36, 100 customers: φ² = 0.36 less 1/99, over 1 less 1/99.
  expect(
    cramersV([
      [40, 10],
      [10, 40],
    ]),
  ).toBeCloseTo(Math.sqrt((0.36 - 1 / 99) / (1 - 1 / 99)), 14);
  // chi-squared = 60 · (8/20)², 2 × 3: φ² = 2/3 less 2/59; rows 1 less 1/59, columns 2 less 4/59.
  expect(
    cramersV([
      [20, 10, 0],
      [0, 10, 20],
    ]),
  ).toBeCloseTo(Math.sqrt((2 / 3 - 2 / 59) / (1 - 1 / 59)), 14);
});

test("a class of the values of another attribute carries nearly all that it can", () => {
  const countries = [
    [90, 0, 0],
    [0, 40, 0],
    [0, 70, 0],
    [0, 0, 30],
    [0, 0, 20],
    [50, 0, 0],
  ];
  // φ² = 2 less 5 · 2 / 299, over 2 less 4 / 299.
  expect(cramersV(countries)).toBeCloseTo(Math.sqrt((2 - 10 / 299) / (2 - 4 / 299)), 14);
  expect(cramersV(countries)).toBeGreaterThan(0.99);
});

test("it does not matter which attribute stands in the rows, or in what order its values are", () => {
  const table = [
    [12, 3, 8],
    [5, 9, 1],
  ];
  const turned = [
    [12, 5],
    [3, 9],
    [8, 1],
  ];
  const reordered = [
    [1, 5, 9],
    [8, 12, 3],
  ];
  expect(cramersV(turned)).toBeCloseTo(cramersV(table), 14);
  expect(cramersV(reordered)).toBeCloseTo(cramersV(table), 14);
  expect(cramersV(table)).toBeGreaterThan(0.3);
});

test("rows and columns without customers are left out", () => {
  const table = [
    [12, 0, 3, 8],
    [0, 0, 0, 0],
    [5, 0, 9, 1],
  ];
  expect(cramersV(table)).toBe(
    cramersV([
      [12, 3, 8],
      [5, 9, 1],
    ]),
  );
});

test.each([
  ["nothing", []],
  ["rows without columns", [[], []]],
  [
    "no customers",
    [
      [0, 0],
      [0, 0],
    ],
  ],
  ["one row", [[3, 4, 5]]],
  ["one column", [[3], [4]]],
  [
    "one column with customers",
    [
      [3, 0],
      [4, 0],
    ],
  ],
  ["one customer", [[1]]],
  [
    "customers who are each alone",
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
])("%s has nothing to share", (_, table) => {
  expect(cramersV(table)).toBe(0);
});

test("chance alone gives small tables nothing on average, where the plain V would", () => {
  const draw = random(2013);
  const values = Array.from({ length: 300 }, () => {
    const table = Array.from({ length: 6 }, () => [0, 0, 0, 0, 0]);
    for (let customer = 0; customer < 60; customer += 1) {
      const row = table[Math.floor(draw() * 6)] as number[];
      const column = Math.floor(draw() * 5);
      row[column] = (row[column] as number) + 1;
    }
    return cramersV(table);
  });
  // The plain V is about √(20 / 60 / 4) = 0.29 here.
  expect(values.reduce((total, value) => total + value, 0) / values.length).toBeLessThan(0.1);
});

test.each([[[[1, 2], [3]]], [[[1, -1]]], [[[1, 0.5]]], [[[1, NaN]]]])("%j is no table of counts", (table) => {
  expect(() => cramersV(table)).toThrow(expect.objectContaining({ name: "QuintileError", code: "USAGE" }));
});
