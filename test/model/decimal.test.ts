import fc from "fast-check";
import { expect, test } from "vitest";
import { DECIMAL_PLACES, fromUnits, toUnits } from "../../src/model/decimal.js";

test("exact decimals have five places", () => {
  expect(DECIMAL_PLACES).toBe(5);
});

test.each([
  ["1506.0700", 150_607_000n],
  ["0.00002", 2n],
  ["-0.5", -50_000n],
  ["-12", -1_200_000n],
  ["0", 0n],
  ["-0.0000", 0n],
  ["007.10", 710_000n],
  ["1.2500000000", 125_000n],
  ["99999999999999.9999", 9_999_999_999_999_999_990n],
])("%s is %d units", (text, units) => {
  expect(toUnits(text)).toBe(units);
});

test.each(["", "-", ".5", "5.", "+1", "1e3", "1,5", " 1", "1 ", "1.000001", "NaN", "Infinity", "0x1", "--1", "1.2.3"])(
  "%j is no exact decimal",
  (text) => {
    expect(() => toUnits(text)).toThrow(expect.objectContaining({ name: "QuintileError", code: "USAGE" }));
  },
);

test.each([
  [150_607_000n, 4, "1506.0700"],
  [150_607_000n, 2, "1506.07"],
  [150_607_000n, 0, "1506.07"],
  [150_600_000n, 0, "1506"],
  [2n, 4, "0.00002"],
  [20n, 2, "0.0002"],
  [-50_000n, 2, "-0.50"],
  [-50_000n, 5, "-0.50000"],
  [0n, 2, "0.00"],
  [-1n, 0, "-0.00001"],
])("%d units with at least %d places are %s", (units, places, text) => {
  expect(fromUnits(units, places)).toBe(text);
});

test("four places are shown by default", () => {
  expect(fromUnits(100_000n)).toBe("1.0000");
});

test("units survive being written and read", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 5 }), (units, places) => {
      expect(toUnits(fromUnits(units, places))).toBe(units);
    }),
    { numRuns: 2000 },
  );
});
