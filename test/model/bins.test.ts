import fc from "fast-check";
import { expect, test } from "vitest";
import { binsOf, type CountedPositions, DAY_STEPS, DECIMAL_STEPS } from "../../src/model/bins.js";

/** Values that are their own positions. */
function counted(values: readonly number[], change: Partial<CountedPositions> = {}): CountedPositions {
  const positions = [...new Set(values)].toSorted((a, b) => a - b);
  return {
    counts: positions.map((position) => ({ position, customers: values.filter((value) => value === position).length })),
    valueAt: (position) => position,
    origin: 0,
    steps: DECIMAL_STEPS,
    smallest: positions[0] ?? 0,
    largest: positions.at(-1) ?? 0,
    first: -Infinity,
    last: Infinity,
    marks: [],
    ...change,
  };
}

test("there are at most 60 bins, gapless, and every value is counted in its own", () => {
  const values = fc.array(fc.oneof(fc.integer({ min: -50, max: 90 }), fc.integer({ min: -1e6, max: 1e7 })), {
    minLength: 1,
  });
  const steps = fc.constantFrom(DECIMAL_STEPS, DAY_STEPS);
  fc.assert(
    fc.property(values, steps, fc.integer({ min: -3, max: 3 }), fc.array(fc.integer()), (all, some, origin, marks) => {
      const bins = binsOf(counted(all, { steps: some, origin, marks }));
      expect(bins.length).toBeLessThanOrEqual(60);
      expect(bins.slice(1).map(({ from }) => from)).toEqual(bins.slice(0, -1).map(({ to }) => to));
      bins.forEach(({ from, to, customers }, index) => {
        expect(from).toBeLessThan(to);
        const isLast = index === bins.length - 1;
        expect(customers).toBe(all.filter((value) => value >= from && (value < to || (isLast && value === to))).length);
      });
    }),
  );
});

test("a long tail is one bin, and the others have one round width", () => {
  const most = Array.from({ length: 990 }, (_, index) => index % 99);
  const bins = binsOf(counted([...most, ...Array.from({ length: 10 }, (_, index) => 100_000 + index)]));
  expect(bins.slice(0, 2)).toEqual([
    { from: 0, to: 2, customers: 20 },
    { from: 2, to: 4, customers: 20 },
  ]);
  expect(bins.slice(-2)).toEqual([
    { from: 94, to: 96, customers: 20 },
    { from: 96, to: 100_009, customers: 40 },
  ]);
});

test("cutpoints are shown where they are near, and left out where they would squeeze everything together", () => {
  const values = Array.from({ length: 21 }, (_, index) => index);
  expect(binsOf(counted(values, { marks: [40] })).at(-1)).toEqual({ from: 40, to: 41, customers: 0 });
  expect(binsOf(counted(values, { marks: [4000] })).at(-1)).toEqual({ from: 20, to: 21, customers: 1 });
});

test("what was counted beyond the known positions is in a tail, whatever its share", () => {
  const bins = binsOf(counted([-1, -1, -1, 0, 5, 10], { first: 0, last: 9, smallest: -700, largest: 900 }));
  expect(bins[0]).toEqual({ from: -700, to: 0, customers: 3 });
  expect(bins.at(-1)).toEqual({ from: 10, to: 900, customers: 1 });
});

test("nobody has no bins, and customers who are all alike have one", () => {
  expect(binsOf(counted([]))).toEqual([]);
  expect(binsOf(counted([7, 7]))).toEqual([{ from: 7, to: 8, customers: 2 }]);
});
