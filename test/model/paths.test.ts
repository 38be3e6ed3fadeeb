import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cutpoints } from "../../src/model/cutpoints.js";
import { elevenSegment } from "../../src/model/eleven-segment.js";
import { fiveSegment } from "../../src/model/five-segment.js";
import { type PathsInput, shortestPaths } from "../../src/model/paths.js";
import type { Scoring } from "../../src/model/scoring.js";
import { casesOf } from "../support/thoroughness.js";

const quintiles: Scoring = {
  name: "quintiles",
  recency: { method: "quintiles" },
  frequency: { method: "quintiles" },
  monetary: { method: "quintiles" },
};
const percentiles: Scoring = { ...quintiles, monetary: { method: "percentiles" } };
const thresholds: Scoring = { ...quintiles, monetary: { method: "thresholds", bounds: [200, 150, 100, 50] } };

function input(over: Partial<PathsInput> & { monetary?: string; frequency?: number; recency?: number }): PathsInput {
  const { monetary = "161.8000", frequency = 2, recency = 25, ...rest } = over;
  return {
    model: fiveSegment,
    metrics: { recency, frequency, monetary },
    cutpoints: {
      recency: [10, 20, 30, 40],
      frequency: [1n, 2n, 3n, 5n],
      monetary: [5_000_000n, 10_000_000n, 15_000_000n, 20_000_000n],
    },
    scoring: quintiles,
    recencyOfASaleNow: 1,
    ...rest,
  };
}

const texts = (given: PathsInput) => shortestPaths(given).map(({ segment, text }) => `${segment}: ${text}`);

/** The revenue that champions need, where 4 in monetary is given from `four` units. */
function revenueToChampions(scoring: Scoring, monetary: string, four: bigint): string | undefined {
  const amounts: Cutpoints<bigint> = [1000n, 2000n, four, 20_000_000n];
  const cutpoints = { ...input({}).cutpoints, monetary: amounts };
  return shortestPaths(input({ scoring, monetary, cutpoints }))[0]?.ways[0]?.revenue;
}

function ascending(max: number): fc.Arbitrary<[number, number, number, number]> {
  const four = fc.tuple(...[0, 1, 2, 3].map(() => fc.integer({ min: 1, max })));
  return four.map((list) => list.toSorted((a, b) => a - b) as [number, number, number, number]);
}

function passed(value: number, cutpoints: readonly number[], reached: boolean): number {
  return cutpoints.filter((cutpoint) => cutpoint < value || (reached && cutpoint === value)).length;
}

describe("shortestPaths", () => {
  test("of an occasional buyer with a high spend", () => {
    expect(shortestPaths(input({}))).toEqual([
      { segment: "Champions", ways: [{ sales: 2, revenue: "0.00" }], text: "2 more sales" },
      { segment: "Loyal Customers", ways: [], text: "out of reach by buying more alone" },
      { segment: "Potential Loyalists", ways: [{ sales: 1, revenue: "0.00" }], text: "1 more sale" },
      { segment: "At Risk", ways: [], text: "out of reach by buying more alone" },
    ]);
  });

  test("of an occasional buyer with a low spend", () => {
    expect(texts(input({ monetary: "61.8" }))).toEqual([
      "Champions: 2 more sales with 88.21 more revenue",
      "Loyal Customers: 2 more sales",
      "Potential Loyalists: 1 more sale",
      "At Risk: out of reach by buying more alone",
    ]);
  });

  test("offers either a sale or revenue where either is enough", () => {
    // 4-4-4 has a total of 12; a sale makes it 5-4-4, revenue 4-4-5, and champions need 13.
    const given = input({ model: elevenSegment, scoring: percentiles, frequency: 4, recency: 20 });
    expect(texts(given)).toEqual(["Champions: 1 more sale, or 38.20 more revenue"]);
    expect(shortestPaths(given)[0]?.ways).toEqual([
      { sales: 1, revenue: "0.00" },
      { sales: 0, revenue: "38.20" },
    ]);
  });

  test("has nothing to offer to the first segment", () => {
    expect(shortestPaths(input({ frequency: 9, recency: 3 }))).toEqual([]);
  });

  test("goes beyond a fitted amount, and only up to a given one", () => {
    const [fitted] = shortestPaths(input({ scoring: quintiles, monetary: "100.00" }));
    const [given] = shortestPaths(input({ scoring: thresholds, monetary: "100.00" }));
    expect(fitted?.text).toBe("2 more sales with 50.01 more revenue");
    expect(given?.text).toBe("2 more sales with 50.00 more revenue");
  });

  test("rounds up to cents, unless amounts are finer themselves", () => {
    expect(revenueToChampions(percentiles, "100.00", 15_000_200n)).toBe("50.01");
    expect(revenueToChampions(percentiles, "100.0001", 15_000_200n)).toBe("50.0019");
    expect(revenueToChampions(percentiles, "100.00", 15_000_002n)).toBe("50.0001");
    expect(revenueToChampions(quintiles, "100.00", 15_000_500n)).toBe("50.0051");
    expect(revenueToChampions(thresholds, "100.00", 15_000_500n)).toBe("50.01");
  });

  test("starts from a debt where refunds outweigh the sales", () => {
    expect(shortestPaths(input({ monetary: "-10.00" }))[0]?.text).toBe("2 more sales with 160.01 more revenue");
  });

  test("finds what trying every way finds", () => {
    const customer = fc.record({
      recency: fc.integer({ min: 1, max: 12 }),
      frequency: fc.integer({ min: 1, max: 6 }),
      cents: fc.integer({ min: -5, max: 22 }),
      recencyCutpoints: ascending(12),
      frequencyCutpoints: ascending(6),
      centCutpoints: ascending(20),
      reached: fc.boolean(),
    });
    fc.assert(
      fc.property(customer, fc.constantFrom(fiveSegment, elevenSegment), (given, model) => {
        const segmentOf = (sales: number, cents: number): string => {
          const R = 5 - passed(sales > 0 ? 1 : given.recency, given.recencyCutpoints, false);
          const F = 1 + passed(given.frequency + sales, given.frequencyCutpoints, given.reached);
          const M = 1 + passed(given.cents + cents, given.centCutpoints, given.reached);
          const met = [...model.rules, ...model.fallback].find(
            ({ when }) =>
              (when.R ?? [R]).some((score) => score === R) &&
              (when.F ?? [F]).some((score) => score === F) &&
              (when.M ?? [M]).some((score) => score === M) &&
              (when.total ?? [R + F + M]).includes(R + F + M),
          );
          return met?.segment ?? "";
        };
        const reachedBy = Array.from({ length: 8 * 28 }, (_, place) => {
          const [sales, cents] = [place % 8, Math.floor(place / 8)];
          return { sales, cents, segment: segmentOf(sales, cents) };
        });
        const expected = (segment: string) => {
          const into = reachedBy.filter((way) => way.segment === segment);
          return into
            .filter((a) => !into.some((b) => b !== a && b.sales <= a.sales && b.cents <= a.cents))
            .toSorted((a, b) => b.sales - a.sales)
            .map(({ sales, cents }) => ({ sales, revenue: (cents / 100).toFixed(2) }));
        };
        const method = given.reached ? "percentiles" : "quintiles";
        const paths = shortestPaths({
          model,
          metrics: {
            recency: given.recency,
            frequency: given.frequency,
            monetary: (given.cents / 100).toFixed(4),
          },
          cutpoints: {
            recency: given.recencyCutpoints,
            frequency: given.frequencyCutpoints,
            monetary: given.centCutpoints.map((cents) => BigInt(cents) * 1000n) as unknown as Cutpoints<bigint>,
          },
          scoring: { name: "x", recency: { method: "quintiles" }, frequency: { method }, monetary: { method } },
          recencyOfASaleNow: 1,
        });
        const names = model.segments.map(({ name }) => name);
        expect(paths.map(({ segment }) => segment)).toEqual(names.slice(0, names.indexOf(segmentOf(0, 0))));
        for (const { segment, ways } of paths) expect(ways).toEqual(expected(segment));
      }),
      { numRuns: casesOf(1500) },
    );
  });
});
