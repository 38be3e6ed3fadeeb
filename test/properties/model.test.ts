import fc from "fast-check";
import { expect, test } from "vitest";
import { cutpointsFrom, percentileBounds, scoreValue } from "../../src/model/cutpoints.js";
import { fromUnits, toUnits } from "../../src/model/decimal.js";
import { elevenSegment as elevenModel } from "../../src/model/eleven-segment.js";
import { fiveSegment as fiveModel } from "../../src/model/five-segment.js";
import { isCollapsedSorted, quantileRanks } from "../../src/model/quantile-ranks.js";
import { classify } from "../../src/model/segment-map.js";
import { hasEqualEdges, lowerOrderStatistics, scoreAll } from "../oracle/scores.js";
import { elevenSegment, fiveSegment } from "../oracle/segments.js";
import "./seed.js";

const RUNS = { numRuns: 1000 };

const value = fc.oneof(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }));
const values = fc.array(value, { minLength: 1, maxLength: 120 });
const best = fc.constantFrom("low" as const, "high" as const);

const ascending = (all: readonly bigint[]): bigint[] => all.toSorted((a, b) => Number(a > b) - Number(a < b));

/** Scores by the model: fitted to these values, or to their percentiles. */
function modelScores(all: readonly bigint[], end: "low" | "high"): number[] {
  const sorted = ascending(all);
  const cutpoints = cutpointsFrom(all.length, (rank) => sorted[rank] as bigint);
  return all.map((each) => scoreValue(each, cutpoints, { best: end }));
}

test("quintile scores of the model are the oracle's", () => {
  fc.assert(
    fc.property(values, best, (all, end) => {
      expect(modelScores(all, end)).toEqual(scoreAll(all, end, { kind: "quintiles" }));
      expect(isCollapsedSorted(ascending(all))).toBe(hasEqualEdges(all));
    }),
    RUNS,
  );
});

test("percentile scores of the model are the oracle's", () => {
  fc.assert(
    fc.property(values, (all) => {
      const sorted = ascending(all);
      const bounds = percentileBounds(all.length, (rank) => (sorted[rank] as bigint) * 5n);
      const scores = all.map((each) => scoreValue(each * 5n, bounds, { bounds: "reached" }));
      expect(scores).toEqual(scoreAll(all, "high", { kind: "percentiles" }));
    }),
    RUNS,
  );
});

test("a fit looks only at ranks that it has named", () => {
  fc.assert(
    fc.property(values, (all) => {
      const sorted = ascending(all);
      const named = new Map(quantileRanks(all.length).map((rank) => [rank, sorted[rank] as bigint]));
      expect([...cutpointsFrom(all.length, (rank) => named.get(rank) as bigint)]).toEqual(lowerOrderStatistics(all));
      expect(named.size).toBeLessThanOrEqual(10);
    }),
    RUNS,
  );
});

test("a higher value never scores lower, and raising one never lowers its score", () => {
  fc.assert(
    fc.property(values, fc.nat(), fc.bigInt({ min: 0n, max: 1000n }), (all, pick, raise) => {
      const chosen = pick % all.length;
      const before = modelScores(all, "high");
      const raised = modelScores(
        all.map((each, index) => (index === chosen ? each + raise : each)),
        "high",
      );
      expect(raised[chosen]).toBeGreaterThanOrEqual(before[chosen] as number);
      const inOrder = all.map((each, index) => ({ each, score: before[index] as number }));
      inOrder.sort((a, b) => Number(a.each > b.each) - Number(a.each < b.each));
      const scores = inOrder.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    }),
    RUNS,
  );
});

test("decimals survive as whole units", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (units) => {
      expect(toUnits(fromUnits(units))).toBe(units);
    }),
    RUNS,
  );
});

test("every one of the 125 cells is in the segment that the rules say", () => {
  const scores = [1, 2, 3, 4, 5] as const;
  for (const r of scores) {
    for (const f of scores) {
      for (const m of scores) {
        expect(classify(fiveModel, r, f, m), `five ${r}${f}${m}`).toBe(fiveSegment(r, f, m));
        expect(classify(elevenModel, r, f, m), `eleven ${r}${f}${m}`).toBe(elevenSegment(r, f, m));
      }
    }
  }
});
