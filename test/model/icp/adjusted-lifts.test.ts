import { expect, test } from "vitest";
import { adjustedValues, type StratifiedValue } from "../../../src/model/icp/adjusted-lifts.js";

type Counts = readonly [customers: number, top: number, support: number, count: number];

const held = (attribute: string, value: string, within: string, ...strata: readonly Counts[]): StratifiedValue => ({
  attribute,
  value,
  within,
  strata: strata.map(([customers, top, support, count]) => ({ customers, top, support, count })),
});

const findings = (...values: readonly StratifiedValue[]) => adjustedValues(values).map(({ finding }) => finding);

// Software is common among large companies, and large companies are top performers.
test("a value that has its lift from another attribute is explained by it", () => {
  expect(adjustedValues([held("industry", "Software", "size", [200, 120, 156, 89], [1800, 180, 220, 22])])).toEqual([
    {
      dimension: "industry",
      value: "Software",
      within: "size",
      lift: 1.97,
      adjusted_lift: 0.96,
      adjusted_low: 0.88,
      adjusted_high: 1.04,
      finding: "explained",
    },
  ]);
});

test("a value whose lift is there in each stratum stands, above 1 and below it", () => {
  expect(findings(held("plan", "pro", "size", [100, 30, 40, 20], [200, 20, 50, 8]))).toEqual(["stands"]);
  expect(findings(held("plan", "free", "size", [400, 120, 200, 30], [400, 40, 200, 10]))).toEqual(["stands"]);
});

test("a lift that turns around within the strata is reversed", () => {
  expect(findings(held("plan", "pro", "size", [1000, 700, 800, 520], [1000, 50, 10, 0]))).toEqual(["reversed"]);
});

test("a lift that stays, with an interval that includes 1, has too few customers to tell", () => {
  expect(findings(held("plan", "pro", "size", [20, 6, 8, 3], [20, 4, 4, 1]))).toEqual(["too few to tell"]);
});

test("two values that always go together cannot be told apart", () => {
  const industry = held("industry", "Software", "size", [100, 60, 100, 60], [400, 40, 0, 0]);
  const size = held("size", "large", "industry", [100, 60, 100, 60], [400, 40, 0, 0]);
  expect(findings(industry, size)).toEqual(["cannot be told apart", "cannot be told apart"]);
  expect(adjustedValues([industry])[0]).toMatchObject({ adjusted_lift: 1, adjusted_low: null, finding: "explained" });
});

test("a value is explained where the other attribute stands within this one", () => {
  const industry = held("industry", "Software", "size", [200, 120, 156, 89], [1800, 180, 220, 22]);
  const size = held("size", "large", "industry", [376, 111, 156, 89], [1624, 189, 44, 31]);
  expect(findings(industry, size)).toEqual(["explained", "stands"]);
});
