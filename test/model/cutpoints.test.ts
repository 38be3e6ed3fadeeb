import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Cutpoints,
  cutpointsFrom,
  fitCutpoints,
  percentileBounds,
  scoreValue,
} from "../../src/model/cutpoints.js";

const cases = { numRuns: 2000 };
const wholeAmounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
const fewDistinct = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 60 });
const anyValues = fc.oneof(wholeAmounts, fewDistinct);
function scoresOf(values: readonly number[]): readonly number[] {
  const cutpoints = fitCutpoints(values);
  return values.map((value) => scoreValue(value, cutpoints));
}

const usage = expect.objectContaining({ name: "QuintileError", code: "USAGE" });

describe("fitCutpoints", () => {
  test("takes the lower order statistics of ten values", () => {
    // (10-1)·k/5 = 1.8, 3.6, 5.4, 7.2, so the ranks 1, 3, 5, 7.
    expect(fitCutpoints([100, 90, 80, 70, 60, 50, 40, 30, 20, 10])).toEqual([20, 40, 60, 80]);
  });

  test("takes the values themselves where the positions are whole numbers", () => {
    expect(fitCutpoints([10, 20, 30, 40, 50, 60])).toEqual([20, 30, 40, 50]);
  });

  test.each([
    [[7], [7, 7, 7, 7]],
    [
      [9, 3],
      [3, 3, 3, 3],
    ],
    [
      [1, 2, 3],
      [1, 1, 2, 2],
    ],
    [
      [1, 2, 3, 4],
      [1, 2, 2, 3],
    ],
    [
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4],
    ],
  ])("fits few values: %j", (given, expected) => {
    expect(fitCutpoints(given)).toEqual(expected);
  });

  test("sorts numbers as numbers, negative and infinite ones too", () => {
    expect(fitCutpoints([Infinity, 100, 9, -5, -Infinity, 20])).toEqual([-5, 9, 20, 100]);
  });

  test("leaves its input as it is", () => {
    const given = [3, 1, 2];
    fitCutpoints(given);
    expect(given).toEqual([3, 1, 2]);
  });

  test("refuses no values and NaN", () => {
    expect(() => fitCutpoints([])).toThrow(usage);
    expect(() => fitCutpoints([1, NaN, 3])).toThrow(usage);
  });

  test("gives equal values equal scores, and higher values no lower score", () => {
    fc.assert(
      fc.property(anyValues, (given) => {
        const cutpoints = fitCutpoints(given);
        const scored = given.map((value) => ({ value, score: scoreValue(value, cutpoints) }));
        for (const a of scored) {
          for (const b of scored) {
            if (a.value === b.value) expect(a.score).toBe(b.score);
            if (a.value < b.value) expect(a.score).toBeLessThanOrEqual(b.score);
          }
        }
      }),
      cases,
    );
  });

  test("gives the same cutpoints in any order", () => {
    const shuffled = anyValues.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length })),
    );
    fc.assert(
      fc.property(shuffled, ([given, other]) => {
        expect(fitCutpoints(other)).toEqual(fitCutpoints(given));
      }),
      cases,
    );
  });

  test("changes no score when all values are multiplied by 100", () => {
    fc.assert(
      fc.property(anyValues, (given) => {
        const large = given.map((value) => value * 100);
        expect(scoresOf(large)).toEqual(scoresOf(given));
      }),
      cases,
    );
  });

  test("puts a fifth of distinct values in each score, but for rounding", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 5, maxLength: 80 }), (given) => {
        const cutpoints = fitCutpoints(given);
        for (const score of [1, 2, 3, 4, 5]) {
          const size = given.filter((value) => scoreValue(value, cutpoints) === score).length;
          expect(Math.abs(size - given.length / 5)).toBeLessThanOrEqual(1);
        }
      }),
      cases,
    );
  });
});

describe("cutpointsFrom", () => {
  test("asks only for the ranks it needs, of any number of values", () => {
    const asked: number[] = [];
    const cutpoints = cutpointsFrom(1_000_000_000, (rank) => {
      asked.push(rank);
      return BigInt(rank);
    });
    expect(asked).toEqual([199_999_999, 399_999_999, 599_999_999, 799_999_999]);
    expect(cutpoints).toEqual([199_999_999n, 399_999_999n, 599_999_999n, 799_999_999n]);
  });

  test("refuses a number of values that is none", () => {
    expect(() => cutpointsFrom(0, () => 1)).toThrow(usage);
    expect(() => cutpointsFrom(2.5, () => 1)).toThrow(usage);
  });
});

describe("scoreValue", () => {
  const cutpoints: Cutpoints = [10, 20, 30, 40];

  test.each([
    [9, 1],
    [10, 1],
    [10.01, 2],
    [20, 2],
    [21, 3],
    [30, 3],
    [31, 4],
    [40, 4],
    [41, 5],
    [Infinity, 5],
    [-Infinity, 1],
  ])("above its cutpoint, %d scores %d", (value, score) => {
    expect(scoreValue(value, cutpoints)).toBe(score);
  });

  test.each([
    [9.99, 1],
    [10, 2],
    [20, 3],
    [30, 4],
    [39.99, 4],
    [40, 5],
  ])("on reaching its cutpoint, %d scores %d", (value, score) => {
    expect(scoreValue(value, cutpoints, { bounds: "reached" })).toBe(score);
  });

  test.each([
    [0, 5],
    [10, 5],
    [11, 4],
    [20, 4],
    [30, 3],
    [40, 2],
    [41, 1],
  ])("where low is best, %d scores %d", (value, score) => {
    expect(scoreValue(value, cutpoints, { best: "low" })).toBe(score);
  });

  test("leaves the scores between equal cutpoints unused", () => {
    expect([1, 2, 3].map((value) => scoreValue(value, [1, 1, 1, 2]))).toEqual([1, 4, 5]);
  });

  test("scores exact units", () => {
    expect(scoreValue(20n, [10n, 20n, 30n, 40n])).toBe(2);
    expect(scoreValue(20n, [10n, 20n, 30n, 40n], { bounds: "reached" })).toBe(3);
  });

  test("holds numbers against whole units, and reaches them", () => {
    expect(scoreValue<number | bigint>(20, [10n, 20n, 30n, 40n], { bounds: "reached" })).toBe(3);
  });

  test("refuses NaN", () => {
    expect(() => scoreValue(NaN, cutpoints)).toThrow(usage);
    expect(() => scoreValue(1, [1, 2, NaN, 4])).toThrow(usage);
  });
});

describe("percentileBounds", () => {
  test("interpolates in exact fifths", () => {
    // Amounts 1, 2, 4, 8: positions 0.6, 1.2, 1.8, 2.4.
    const amounts = [100_000n, 200_000n, 400_000n, 800_000n];
    expect(percentileBounds(4, (rank) => amounts[rank] as bigint)).toEqual([160_000n, 240_000n, 360_000n, 560_000n]);
  });

  test("takes the values themselves where the positions are whole numbers", () => {
    const amounts = [5n, 10n, 15n, 20n, 25n, 30n];
    expect(percentileBounds(6, (rank) => amounts[rank] as bigint)).toEqual([10n, 15n, 20n, 25n]);
  });

  test("is right below zero", () => {
    const amounts = [-10n, 5n];
    expect(percentileBounds(2, (rank) => amounts[rank] as bigint)).toEqual([-7n, -4n, -1n, 2n]);
  });

  test("refuses units that are too coarse to be exact", () => {
    const amounts = [1n, 2n];
    expect(() => percentileBounds(2, (rank) => amounts[rank] as bigint)).toThrow(usage);
  });
});
