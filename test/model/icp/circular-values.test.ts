import { expect, test } from "vitest";
import { type Bins, circularValues, RESTATED } from "../../../src/model/icp/circular-values.js";

const even = (bins: number, customers: number): number[] => Array.from({ length: bins }, () => customers);
const binsOf = (of: readonly number[], others: readonly number[], restated = "monetary"): Bins =>
  Object.fromEntries(RESTATED.map((each) => [each, each === restated ? of : others])) as Record<
    (typeof RESTATED)[number],
    readonly number[]
  >;

const ALL = binsOf(even(50, 20), even(50, 20));

/** A value of the customers in the highest bins, with so many in each bin of the other numbers. */
const flagged = (value: string, highest: readonly number[], restated?: string) => ({
  attribute: "flag",
  value,
  bins: binsOf([...even(50 - highest.length, 0), ...highest], even(50, highest.length / 2.5), restated),
});

test("a flag for the top tenth by money restates monetary, which five bins do not tell", () => {
  expect(circularValues([flagged("yes", [20, 20, 20, 20, 20])], ALL)).toEqual([
    // Two values and 50 bins of 1,000 customers: the root of (1 - 49/999) / (1 - 1/999).
    { dimension: "flag", value: "yes", restates: "monetary", association: 0.98 },
  ]);
});

test("what is restated most is named, and each value is judged alone", () => {
  const part = { attribute: "flag", value: "part", bins: binsOf([...even(40, 2), ...even(10, 2)], even(50, 2)) };
  expect(circularValues([flagged("late", even(5, 20), "recency"), part], ALL)).toEqual([
    { dimension: "flag", value: "late", restates: "recency", association: 0.98 },
  ]);
});

// Of the customers in ten bins 18, and 17, of 20 have it. Phi² is 0.875, and 0.807; Bergsma takes off 49/999.
test("from an association of 0.85 on a value is circular", () => {
  expect(circularValues([flagged("most", even(10, 18))], ALL).map(({ association }) => association)).toEqual([0.91]);
  expect(circularValues([flagged("most", even(10, 16))], ALL)).toEqual([]);
});

test("bins of fewer than 15 customers are joined with their neighbours, so that chance makes nothing circular", () => {
  const all = binsOf(even(50, 2), [100]);
  // Six bins of 16 to 20 customers are left.
  const seven = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
  const chance = { attribute: "plan", value: "x", bins: binsOf([...seven, ...even(29, 0)], [7]) };
  expect(circularValues([chance], all)).toEqual([]);
  const half = { attribute: "plan", value: "half", bins: binsOf([...even(24, 2), ...even(26, 0)], [48]) };
  expect(circularValues([half], all)).toEqual([
    { dimension: "plan", value: "half", restates: "monetary", association: 0.98 },
  ]);
});

test("no customers, and numbers that are all the same, make nothing circular", () => {
  expect(circularValues([], ALL)).toEqual([]);
  expect(circularValues([{ attribute: "a", value: "b", bins: binsOf([], []) }], binsOf([], []))).toEqual([]);
  expect(circularValues([{ attribute: "a", value: "b", bins: binsOf([9], [9]) }], binsOf([30], [30]))).toEqual([]);
});
