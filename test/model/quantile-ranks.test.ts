import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCollapsed, isCollapsedSorted, quantileRanks } from "../../src/model/quantile-ranks.js";

/** Edges times five, interpolated in whole numbers, as numpy would with exact arithmetic. */
function hasEqualEdges(sorted: readonly number[]): boolean {
  const edges = [0, 1, 2, 3, 4, 5].map((k) => {
    const position = (sorted.length - 1) * k;
    const low = sorted[Math.floor(position / 5)] as number;
    const high = sorted[Math.ceil(position / 5)] as number;
    return low * 5 + (high - low) * (position % 5);
  });
  return new Set(edges).size < edges.length;
}

describe("quantileRanks", () => {
  test.each([
    [1, [0]],
    [2, [0, 1]],
    [6, [0, 1, 2, 3, 4, 5]],
    [10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [101, [0, 20, 40, 60, 80, 100]],
    [1000, [0, 199, 200, 399, 400, 599, 600, 799, 800, 999]],
  ])("lists the ranks around each fifth of %d values", (n, ranks) => {
    expect(quantileRanks(n)).toEqual(ranks);
  });

  test("is exact for more values than anybody has", () => {
    expect(quantileRanks(1_000_000_000_000_004)).toEqual([
      0, 200_000_000_000_000, 200_000_000_000_001, 400_000_000_000_001, 400_000_000_000_002, 600_000_000_000_001,
      600_000_000_000_002, 800_000_000_000_002, 800_000_000_000_003, 1_000_000_000_000_003,
    ]);
  });

  test("refuses no values", () => {
    expect(() => quantileRanks(0)).toThrow(expect.objectContaining({ code: "USAGE" }));
  });
});

describe("isCollapsed", () => {
  test.each([
    [[5], true],
    [[1, 2], false],
    [[1, 1], true],
    [[1, 1, 2], true],
    [[1, 2, 3], false],
    [[1, 1, 2, 3], true],
    [[1, 1, 1, 1, 1, 2, 3, 4, 5], true],
    [[1, 2, 3, 4, 5, 5, 5], true],
    [[1, 2, 3, 4, 4, 5, 6], false],
  ])("of %j is %s", (sorted, collapsed) => {
    expect(isCollapsedSorted(sorted)).toBe(collapsed);
  });

  test("is true exactly where two interpolated edges are equal", () => {
    const sorted = fc
      .array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 30 })
      .map((given) => given.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(sorted, (given) => {
        expect(isCollapsedSorted(given)).toBe(hasEqualEdges(given));
      }),
      { numRuns: 5000 },
    );
  });

  test("asks only for listed ranks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (n) => {
        const ranks = new Set(quantileRanks(n));
        isCollapsed(n, (rank) => {
          expect(ranks.has(rank)).toBe(true);
          return rank;
        });
      }),
      { numRuns: 1000 },
    );
  });
});
