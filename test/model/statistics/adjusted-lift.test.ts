import { expect, test } from "vitest";
import { adjustedLift } from "../../../src/model/statistics/adjusted-lift.js";
import type { ValueCounts } from "../../../src/model/statistics/value-counts.js";

const strata = (...rows: readonly (readonly [customers: number, top: number, support: number, count: number])[]) =>
  rows.map(([customers, top, support, count]): ValueCounts => ({ customers, top, support, count }));

// The ratio of risks by StratifiedTable.riskratio_pooled of statsmodels 0.14 (1.5469 … 4.2743 around 2.5714 in the second table), its
// interval and the lift from formulas written anew in NumPy.
test.each([
  [
    "a confounded value",
    strata([200, 120, 156, 89], [1800, 180, 220, 22]),
    0.9602076124567475,
    0.877375742522147,
    1.0405542456941326,
  ],
  [
    "two strata",
    strata([100, 30, 40, 20], [200, 20, 50, 8]),
    1.6470588235294117,
    1.2978895792533471,
    1.9891347267117903,
  ],
  [
    "four strata",
    strata([50, 10, 20, 7], [80, 12, 30, 6], [40, 4, 5, 1], [120, 36, 60, 25]),
    1.4444444444444444,
    1.1969181561265922,
    1.659955300282245,
  ],
  ["no strata", strata([1000, 200, 100, 60]), 3, 2.5575301019141548, 3.4831934310771726],
])("the adjusted lift of %s is that of another program", (_, tables, lift, low, high) => {
  const adjusted = adjustedLift(tables);
  expect(adjusted?.lift).toBeCloseTo(lift, 12);
  expect(adjusted?.interval?.low).toBeCloseTo(low, 12);
  expect(adjusted?.interval?.high).toBeCloseTo(high, 12);
});

test("strata in which all or none have the value say nothing, and without others there is no interval", () => {
  const alone = strata([100, 30, 40, 20], [200, 20, 50, 8]);
  const empty = strata([70, 20, 0, 0], [0, 0, 0, 0]);
  expect(adjustedLift([...alone, ...empty])).toEqual(adjustedLift(alone));
  expect(adjustedLift(strata([50, 20, 50, 20], [90, 10, 0, 0]))).toEqual({ lift: 1, interval: null });
  expect(adjustedLift(strata([50, 0, 20, 0]))).toBeNull();
});

test("counts that cannot be are refused", () => {
  expect(() => adjustedLift(strata([10, 2, 3, 4]))).toThrow(/that cannot be/);
});
