import { expect, test } from "vitest";
import { roundHalfEven } from "../../../src/model/statistics/round-half-even.js";
import { roundExactly } from "../../oracle/round-half-even.js";
import { random } from "../../support/random.js";

// Written down from Python 3.
const BY_PYTHON: readonly (readonly [number, number, number])[] = [
  [6.25, 1, 6.2],
  [1.125, 2, 1.12],
  [2.675, 2, 2.67],
  [0.5, 0, 0],
  [1.5, 0, 2],
  [2.5, 0, 2],
  [-1.5, 0, -2],
  [-2.5, 0, -2],
  [9.5, 0, 10],
  [10.5, 0, 10],
  [0.15, 1, 0.1],
  [0.25, 1, 0.2],
  [0.35, 1, 0.3],
  [0.45, 1, 0.5],
  [0.75, 1, 0.8],
  [-6.25, 1, -6.2],
  [-1.125, 2, -1.12],
  [-2.675, 2, -2.67],
  [1.005, 2, 1],
  [1.995, 2, 2],
  [0.125, 2, 0.12],
  [0.375, 2, 0.38],
  [33.35, 1, 33.4],
  [66.65, 1, 66.7],
  [99.95, 1, 100],
  [12.5, 1, 12.5],
  [0.05, 1, 0.1],
  [0.04, 1, 0],
  [1e21, 2, 1e21],
  [1e-7, 2, 0],
  [5e-324, 3, 0],
  [0.3125, 3, 0.312],
  [0.0625, 3, 0.062],
  [0.49999999999999994, 0, 0],
  [2.5000000000000004, 0, 3],
  [1.4999, 1, 1.5],
  [1.945, 2, 1.95],
  [8.345, 2, 8.35],
  [56.294999999999995, 2, 56.29],
  [9.5367431640625e-7, 19, 9.536743164062e-7],
  [123456789.125, 2, 123456789.12],
  [123456789.375, 2, 123456789.38],
];

test.each(BY_PYTHON)("%d with %d places is %d, as in Python", (value, places, rounded) => {
  expect(roundHalfEven(value, places)).toBe(rounded);
  expect(roundExactly(value, places)).toBe(rounded);
});

test("what rounds to nothing keeps its sign, as in Python", () => {
  expect(roundHalfEven(-0.5, 0)).toBe(-0);
  expect(roundHalfEven(-0.04, 1)).toBe(-0);
  expect(roundHalfEven(-0, 1)).toBe(-0);
});

test("values without places are given back as they are", () => {
  for (const value of [Infinity, -Infinity, NaN, 0, 7, -(2 ** 60), 1e300]) expect(roundHalfEven(value, 2)).toBe(value);
});

test.each([-1, 21, 1.5, NaN])("%d places are refused", (places) => {
  expect(() => roundHalfEven(1.5, places)).toThrow(expect.objectContaining({ name: "QuintileError", code: "USAGE" }));
});

test("percentages, ratios, ties and their neighbours are rounded as exact arithmetic has it", () => {
  const draw = random(6_25);
  const whole = (below: number): number => Math.floor(draw() * below);
  const kinds = [
    () => (100 * whole(2000)) / (1 + whole(2000)),
    () => (2 * whole(100_000) + 1) / 2 ** (1 + whole(6)),
    () => -(2 * whole(1000) + 1) / 2 ** (1 + whole(6)),
    () => ((2 * whole(100_000) + 1) / 2 ** (1 + whole(6))) * (1 + 2 ** -52),
    () => (whole(100_000) * 10 + 5) / 10 ** (1 + whole(4)),
    () => (draw() - 0.5) * 10 ** (whole(40) - 20),
  ];
  const wrong = Array.from({ length: 12_000 }, (_, index) => {
    const value = (kinds[index % kinds.length] as () => number)();
    return { value, places: whole(6) };
  }).filter(({ value, places }) => !Object.is(roundHalfEven(value, places), roundExactly(value, places)));
  expect(wrong).toEqual([]);
});
