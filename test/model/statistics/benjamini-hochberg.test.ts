import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg } from "../../../src/model/statistics/benjamini-hochberg.js";
import "../../properties/seed.js";

const qOf = (...p: readonly number[]): number[] => benjaminiHochberg(p.map(Math.log10)).map(({ q }) => q);

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 14);
}

test("each p is multiplied by the number of tests over its rank", () => {
  expectClose(qOf(0.01, 0.04, 0.12, 0.5), [0.04, 0.08, 0.16, 0.5]);
});

test("a larger p with a smaller product lends it to those before", () => {
  // 5 tests: 0.01 · 5/1 = 0.05, 0.02 · 5/2 = 0.05, 0.03 · 5/3 = 0.05, 0.04 · 5/4 = 0.05, 0.05 · 5/5 = 0.05.
  expectClose(qOf(0.05, 0.03, 0.01, 0.04, 0.02), [0.05, 0.05, 0.05, 0.05, 0.05]);
  // 0.03 · 4/1 = 0.12, 0.031 · 4/2 = 0.062, 0.06 · 4/3 = 0.08, 0.9 · 4/4 = 0.9.
  expectClose(qOf(0.9, 0.031, 0.03, 0.06), [0.9, 0.062, 0.062, 0.08]);
});

test("the fifteen p values of the paper's own example give four discoveries at 0.05", () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  const q = qOf(...p);
  expect(q.filter((value) => value <= 0.05)).toHaveLength(4);
  expectClose(q.slice(0, 6), [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.447 / 7]);
  expectClose(q.slice(6, 9), [0.447 / 7, 0.0645, 0.0765]);
});

test("equal p have equal q, the one of the last rank", () => {
  expectClose(qOf(0.02, 0.5, 0.02, 0.02), [0.08 / 3, 0.5, 0.08 / 3, 0.08 / 3]);
});

test("one test keeps its p, and no test has no q", () => {
  expectClose(qOf(0.2), [0.2]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test("q is never above 1", () => {
  expect(qOf(1, 1, 1)).toEqual([1, 1, 1]);
  expect(benjaminiHochberg([0, 0])).toEqual([
    { q: 1, log10Q: 0 },
    { q: 1, log10Q: 0 },
  ]);
});

test("what is too small for a double is kept as a logarithm", () => {
  const [smallest, small] = benjaminiHochberg([-5000, -4000, -1, -1]);
  expect(smallest?.q).toBe(0);
  expect(smallest?.log10Q).toBeCloseTo(-5000 + 0.6020599913279624, 9);
  expect(small?.log10Q).toBeCloseTo(-4000 + 0.3010299956639812, 9);
});

test.each([NaN, 0.001, Infinity])("%d is no logarithm of a p value", (value) => {
  expect(() => benjaminiHochberg([-1, value])).toThrow(
    expect.objectContaining({ name: "QuintileError", code: "USAGE" }),
  );
});

const logarithm = fc.oneof(fc.double({ min: -3, max: 0, noNaN: true }), fc.constantFrom(-0.5, -1, -2, 0, -4000));

test("q rises with p, is never below it, and the order of the tests does not matter", () => {
  const lists = fc
    .array(logarithm, { maxLength: 30 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list.keys()], { minLength: list.length })));
  fc.assert(
    fc.property(lists, ([list, order]) => {
      const q = benjaminiHochberg(list);
      const tests = list.map((log10P, index) => ({
        log10P,
        log10Q: q[index]?.log10Q as number,
        q: q[index]?.q as number,
      }));
      for (const each of tests) {
        expect(each.log10Q).toBeGreaterThanOrEqual(each.log10P);
        expect(each.log10Q).toBeLessThanOrEqual(0);
        expect(each.q).toBe(10 ** each.log10Q);
      }
      const ascending = tests.toSorted((a, b) => a.log10P - b.log10P);
      for (const [index, { log10P, log10Q }] of ascending.entries()) {
        const before = ascending[index - 1];
        if (before === undefined) continue;
        expect(log10Q).toBeGreaterThanOrEqual(before.log10Q);
        if (log10P === before.log10P) expect(log10Q).toBe(before.log10Q);
      }
      expect(benjaminiHochberg(order.map((index) => list[index] as number))).toEqual(order.map((index) => q[index]));
    }),
    { numRuns: 500 },
  );
});

test("the discoveries at any rate are those of the step-up procedure", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }), (thousandths) => {
      const ascending = thousandths.toSorted((a, b) => a - b);
      for (const rate of [0.0503, 0.1007, 0.5003]) {
        const within = (p: number, index: number): boolean => p / 1000 <= (rate * (index + 1)) / ascending.length;
        const discoveries = ascending.findLastIndex(within) + 1;
        const q = qOf(...thousandths.map((each) => each / 1000));
        expect(q.filter((each) => each <= rate)).toHaveLength(discoveries);
      }
    }),
    { numRuns: 500 },
  );
});
