import { expect, test } from "vitest";
import type { IcpPatterns, Pattern } from "../../../src/model/icp/patterns.js";
import { tierRecommendations } from "../../../src/model/icp/tiers.js";

const pattern = (primary: readonly string[], negative: readonly string[] = []): Pattern => {
  return { distribution: [], absent_distribution: [], primary, secondary: ["second"], negative, absent: ["absent"] };
};

test("the criteria of the default attributes are industry, size and revenue, but not the region", () => {
  const tiers = tierRecommendations({
    industry: pattern(["Software"], ["Retail"]),
    employee_count: pattern(["201-500"]),
    company_revenue: pattern(["10M"], ["1M", "2M", "3M", "4M"]),
    region: pattern(["Ohio"], ["Maine"]),
  });
  const criteria = { industry: ["Software"], size: ["201-500"], revenue: ["10M"] };
  expect(tiers).toEqual({
    tier_1: { priority: "HIGHEST", matches: 3, criteria },
    tier_2: { priority: "HIGH", matches: 2, criteria },
    tier_3: { priority: "SELECTIVE", matches: 1, criteria },
    tier_4: {
      priority: "AVOID",
      matches: 0,
      criteria,
      anti_patterns: { industry: ["Retail"], size: [], revenue: ["1M", "2M", "3M", "4M"] },
    },
  });
});

test("the first three primary values count, after Unknown is left out", () => {
  const tiers = tierRecommendations({
    plan: pattern(["a", "Unknown", "b", "c", "d"], ["Unknown", "e"]),
    colour: pattern(["Unknown"]),
  });
  expect(tiers.tier_1.criteria).toEqual({ plan: ["a", "b", "c"], colour: [] });
  expect(tiers.tier_4.anti_patterns).toEqual({ plan: ["e"], colour: [] });
});

test.each([
  [1, [1, 1, 1, 0]],
  [2, [2, 2, 1, 0]],
  [3, [3, 2, 1, 0]],
  [4, [4, 3, 1, 0]],
  [5, [5, 4, 1, 0]],
  [6, [6, 4, 1, 0]],
  [0, [0, 0, 0, 0]],
])("of %d criteria the tiers match at least %j", (criteria, matches) => {
  const names = ["a", "b", "c", "d", "e", "f"].slice(0, criteria);
  const patterns: IcpPatterns = Object.fromEntries(names.map((name) => [name, pattern([name])]));
  const tiers = tierRecommendations(patterns);
  expect(Object.keys(tiers.tier_1.criteria)).toEqual(names);
  expect(Object.values(tiers).map((tier: { matches: number }) => tier.matches)).toEqual(matches);
});

test("with one of the default attributes missing, every attribute is a criterion under its own name", () => {
  const tiers = tierRecommendations({
    industry: pattern([]),
    employee_count: pattern(["5"]),
    region: pattern(["Ohio"]),
  });
  expect(tiers.tier_1.criteria).toEqual({ industry: [], employee_count: ["5"], region: ["Ohio"] });
});
