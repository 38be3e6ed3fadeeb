import { expect, test } from "vitest";
import { givenBands } from "../../../src/model/icp/bands.js";
import type { Pattern } from "../../../src/model/icp/patterns.js";
import { qualify } from "../../../src/model/icp/qualify.js";
import { tierRecommendations } from "../../../src/model/icp/tiers.js";

const pattern = (primary: readonly string[], negative: readonly string[] = []): Pattern => {
  return { distribution: [], absent_distribution: [], primary, secondary: [], negative, absent: [] };
};

const tiers = tierRecommendations({
  industry: pattern(["Software", "Weißwaren"], ["Retail"]),
  employee_count: pattern(["201-500"], ["1-10", "Unknown"]),
  company_revenue: pattern(["10M-50M", "Unknown"]),
});

test.each([
  [{ industry: "Software", employee_count: "201-500", company_revenue: "10M-50M" }, "tier_1", "HIGHEST"],
  [{ industry: "Software", employee_count: "201-500", company_revenue: "1M" }, "tier_2", "HIGH"],
  [{ industry: "Software", employee_count: "1-10", company_revenue: "10M-50M" }, "tier_2", "HIGH"],
  [{ industry: "Farming", employee_count: "11-50", company_revenue: "10M-50M" }, "tier_3", "SELECTIVE"],
  [{ industry: "Farming", employee_count: "11-50", company_revenue: "1M" }, "tier_4", "AVOID"],
  [{}, "unknown", "UNKNOWN"],
  [{ industry: " ", employee_count: null, state_region: "Ohio" }, "unknown", "UNKNOWN"],
])("%j belongs to %s, priority %s", (prospect, tier, priority) => {
  expect(qualify(prospect, tiers)).toMatchObject({ tier, priority });
});

test("what matched, what was missed, what speaks against, and all of it in words", () => {
  expect(qualify({ industry: "Software", employee_count: "1-10", company_revenue: null }, tiers)).toEqual({
    tier: "tier_3",
    priority: "SELECTIVE",
    matched: [{ criterion: "industry", value: "Software" }],
    missed: [
      { criterion: "size", value: "1-10" },
      { criterion: "revenue", value: "Unknown" },
    ],
    anti_patterns: [{ criterion: "size", value: "1-10" }],
    reason:
      "Matches 1 of 3: industry (Software); misses size (1-10) and revenue (not known). Rare among top performers: size (1-10).",
  });
});

test.each([
  [
    { industry: "Software", employee_count: "201-500", company_revenue: "10M-50M" },
    "Matches 3 of 3: industry (Software) and size (201-500) and revenue (10M-50M).",
  ],
  [
    { industry: "Retail" },
    "Matches no criterion; misses industry (Retail) and size (not known) and revenue (not known). Rare among top performers: industry (Retail).",
  ],
])("the reason for %j", (prospect, reason) => {
  expect(qualify(prospect, tiers).reason).toBe(reason);
});

test.each(["software", "SOFTWARE", "  Software\n", "sOfTwArE ", "Weisswaren", "WEISSWAREN", "weißwaren", "WEIẞWAREN"])(
  "%j is one of Software and Weißwaren: case and blanks around do not matter",
  (industry) => {
    expect(qualify({ industry }, tiers).matched).toEqual([{ criterion: "industry", value: industry.trim() }]);
  },
);

test.each(["Software Consulting", "Soft", "Soft ware", "software,", "Sóftware", "ѕoftware", "Weiswaren"])(
  "%j is neither: no parts of words, and no letters that only look the same",
  (industry) => {
    expect(qualify({ industry }, tiers).matched).toEqual([]);
  },
);

test("anti-patterns are held against a prospect in the same way", () => {
  expect(qualify({ industry: " RETAIL " }, tiers).anti_patterns).toEqual([{ criterion: "industry", value: "RETAIL" }]);
  expect(qualify({ industry: "Retail trade" }, tiers).anti_patterns).toEqual([]);
});

test.each([null, undefined, "", "   ", NaN, "Unknown"])(
  "%j is no value, so it neither matches nor speaks against",
  (value) => {
    const unknown = {
      ...tiers,
      tier_1: { ...tiers.tier_1, criteria: { industry: ["Unknown"], size: ["Unknown"], revenue: [] } },
      tier_4: { ...tiers.tier_4, anti_patterns: { industry: ["Unknown"] } },
    };
    expect(qualify({ industry: value, employee_count: value }, unknown)).toMatchObject({
      tier: "unknown",
      matched: [],
      anti_patterns: [],
    });
  },
);

test("size is read from employee_count and revenue from company_revenue, else from their own names", () => {
  const values = { industry: "Software", size: "201-500", revenue: "10M-50M" };
  expect(qualify(values, tiers).tier).toBe("tier_1");
  expect(qualify({ ...values, employee_count: "1-10", company_revenue: "" }, tiers)).toMatchObject({
    tier: "tier_3",
    missed: [
      { criterion: "size", value: "1-10" },
      { criterion: "revenue", value: "Unknown" },
    ],
  });
});

test("region is read from state_region, else from its own name", () => {
  const ofRegion = tierRecommendations({ region: pattern(["Ohio"]) });
  expect(qualify({ state_region: "ohio", region: "Midwest" }, ofRegion).tier).toBe("tier_1");
  expect(qualify({ region: "Ohio" }, ofRegion).tier).toBe("tier_1");
});

test("an attribute named size or revenue, among others, is read by its own name and with its own bands", () => {
  const own = tierRecommendations({ size: pattern(["L"]), revenue: pattern(["10-99"]) });
  const bands = { revenue: givenBands([10, 100]) };
  const prospect = { size: "l", employee_count: 7, revenue: 50, company_revenue: 7 };
  expect(qualify(prospect, own, { bands })).toMatchObject({
    tier: "tier_1",
    matched: [
      { criterion: "size", value: "l" },
      { criterion: "revenue", value: "10-99" },
    ],
  });
});

test("an attribute named size is read by its own name beside industry, revenue and employee_count", () => {
  const names = ["industry", "size", "revenue", "employee_count"];
  const own = tierRecommendations(Object.fromEntries(names.map((name) => [name, pattern([name])])));
  expect(qualify(Object.fromEntries(names.map((name) => [name, name])), own).tier).toBe("tier_1");
});

test("a prospect has no attribute that only every object has", () => {
  const own = tierRecommendations({ constructor: pattern(["a"]), toString: pattern(["b"]) } as never);
  expect(qualify({ toString: "B" } as never, own)).toMatchObject({
    matched: [{ criterion: "toString", value: "B" }],
    missed: [{ criterion: "constructor", value: "Unknown" }],
  });
});

test("numbers are held against bands where the attribute has some", () => {
  const bands = { employee_count: givenBands([1, 11, 51, 201, 501]) };
  for (const employee_count of [201, 500, "350", " 201 "]) {
    expect(qualify({ employee_count }, tiers, { bands }).matched).toEqual([{ criterion: "size", value: "201-500" }]);
  }
  for (const employee_count of [200, 501, 0]) {
    expect(qualify({ employee_count }, tiers, { bands }).matched).toEqual([]);
  }
  expect(qualify({ employee_count: 10 }, tiers, { bands }).anti_patterns).toHaveLength(1);
  expect(qualify({ employee_count: "201-500" }, tiers, { bands }).matched).toHaveLength(1);
  expect(qualify({ employee_count: 350 }, tiers).matched).toEqual([]);
});

test("numbers without bands are compared as they are", () => {
  const numbers = tierRecommendations({ floors: pattern(["2.5"]) });
  expect(qualify({ floors: 2.5 }, numbers).tier).toBe("tier_1");
  expect(qualify({ floors: "2.50" }, numbers).tier).toBe("tier_4");
});

test.each([
  [1, ["tier_4", "tier_1"]],
  [2, ["tier_4", "tier_3", "tier_1"]],
  [4, ["tier_4", "tier_3", "tier_3", "tier_2", "tier_1"]],
  [5, ["tier_4", "tier_3", "tier_3", "tier_3", "tier_2", "tier_1"]],
])("of %d criteria, matching none, one, … all makes %j", (criteria, expected) => {
  const names = ["a", "b", "c", "d", "e"].slice(0, criteria);
  const own = tierRecommendations(Object.fromEntries(names.map((name) => [name, pattern(["yes"])])));
  const found = [0, 1, 2, 3, 4, 5].slice(0, criteria + 1).map((matching) => {
    const prospect = Object.fromEntries(names.map((name, index) => [name, index < matching ? "yes" : "no"]));
    return qualify(prospect, own).tier;
  });
  expect(found).toEqual(expected);
});

test("a criterion without values is missed by nobody, and nobody reaches tier 1", () => {
  const incomplete = tierRecommendations({
    industry: pattern(["Software"]),
    employee_count: pattern(["201-500"]),
    company_revenue: pattern([]),
  });
  const prospect = { industry: "Software", employee_count: "201-500", company_revenue: "10M" };
  expect(qualify(prospect, incomplete)).toMatchObject({ tier: "tier_2", missed: [] });
});

test("criteria that do not exist are not missed, and a prospect of whom only those are known belongs to no tier", () => {
  const some = tierRecommendations({ plan: pattern(["pro"]), colour: pattern([]), size: pattern([], ["1-10"]) });
  expect(qualify({ plan: "free", colour: "red", size: "50" }, some)).toMatchObject({
    tier: "tier_4",
    missed: [{ criterion: "plan", value: "free" }],
    reason: "Matches no criterion; misses plan (free); there is no criterion of colour and size.",
  });
  expect(qualify({ plan: "pro", colour: "red" }, some)).toMatchObject({
    tier: "tier_3",
    missed: [],
    reason: "Matches 1 of 3: plan (pro); there is no criterion of colour and size.",
  });
  expect(qualify({ colour: "red" }, some)).toMatchObject({
    tier: "unknown",
    priority: "UNKNOWN",
    missed: [{ criterion: "plan", value: "Unknown" }],
    reason: "Not known: plan, size.",
  });
  expect(qualify({ size: "1-10" }, some)).toMatchObject({ tier: "tier_4", priority: "AVOID" });
  const none = tierRecommendations({ plan: pattern([]) });
  expect(qualify({ plan: "pro" }, none)).toMatchObject({
    tier: "unknown",
    missed: [],
    reason: "There is no criterion.",
  });
});

test("several values in a cell match where one of them does", () => {
  const tools = tierRecommendations({ tools: pattern(["crm", "erp"], ["fax"]) });
  const multiple = { tools: ";" };
  expect(qualify({ tools: "shop; ERP ;crm" }, tools, { multiple })).toMatchObject({
    tier: "tier_1",
    matched: [{ criterion: "tools", value: "ERP, crm" }],
  });
  expect(qualify({ tools: "shop;fax" }, tools, { multiple })).toMatchObject({
    tier: "tier_4",
    missed: [{ criterion: "tools", value: "shop;fax" }],
    anti_patterns: [{ criterion: "tools", value: "fax" }],
  });
  expect(qualify({ tools: " ; " }, tools, { multiple }).tier).toBe("unknown");
  expect(qualify({ tools: "shop; ERP ;crm" }, tools).tier).toBe("tier_4");
});
