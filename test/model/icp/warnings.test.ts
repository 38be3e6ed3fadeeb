import { expect, test } from "vitest";
import { icpPatterns } from "../../../src/model/icp/icp-patterns.js";
import { liftCeiling } from "../../../src/model/icp/patterns.js";
import { qualify } from "../../../src/model/icp/qualify.js";
import { tierRecommendations } from "../../../src/model/icp/tiers.js";
import { patternWarnings } from "../../../src/model/icp/warnings.js";
import { type Customers, customersWith } from "./customers.js";

/** Everything that is said of some customers. */
function analyse({ top, all }: Customers, dimensions?: readonly string[]): { warnings: string[]; everything: unknown } {
  const patterns = icpPatterns(top, all, dimensions === undefined ? {} : { dimensions });
  const tiers = tierRecommendations(patterns);
  const totals = { top: top.length, customers: all.length };
  const warnings = patternWarnings(patterns, totals, tiers);
  const qualified = [...all, {}].map((each) => qualify(each, tiers));
  return { warnings, everything: { patterns, tiers, warnings, qualified, ceiling: liftCeiling(totals) } };
}

/** What no reader should see: numbers that are none, and the words for them. */
function strangeIn(value: unknown, path = "it"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value === "string") return /\b(NaN|Infinity|undefined|null)\b|\?/.test(value) ? [path] : [];
  if (value === undefined) return [path];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, each]) => strangeIn(each, `${path}.${key}`));
}

const NO_PRIMARY =
  "No value is primary, so no prospect matches any criterion: with fewer top performers (a higher least total, or fewer segments as the top) lifts are larger.";

const region = (values: readonly (string | null)[]): { state_region: string | null }[] =>
  values.map((state_region) => ({ state_region }));

test.each<[string, Customers, string[]]>([
  ["there is nobody", { top: [], all: [] }, ["There are no customers, so there is nothing to compare."]],
  [
    "nobody is a top performer",
    { top: [], all: region(["Ohio", "Maine", null]) },
    [
      "No customer is a top performer, so there is nothing to compare: ask for a lower least total, or name the segments that are the top.",
    ],
  ],
  [
    "the only customer is no top performer",
    { top: [], all: region(["Ohio"]) },
    [
      "No customer is a top performer, so there is nothing to compare: ask for a lower least total, or name the segments that are the top.",
    ],
  ],
  [
    "all are top performers",
    { top: region(["Ohio", "Maine", null]), all: region(["Ohio", "Maine", null]) },
    [
      "Every customer is a top performer, so nothing can set them apart: ask for a higher least total, or name the segments that are the top.",
    ],
  ],
  [
    "the only customer is a top performer",
    { top: region(["Ohio"]), all: region(["Ohio"]) },
    [
      "Every customer is a top performer, so nothing can set them apart: ask for a higher least total, or name the segments that are the top.",
    ],
  ],
  [
    "nothing is known of anybody",
    { top: [{}], all: [{}, {}, {}] },
    [
      "industry is known of nobody.",
      "employee_count is known of nobody.",
      "company_revenue is known of nobody.",
      "region is known of nobody.",
      NO_PRIMARY,
    ],
  ],
])("where %s, that is said in a sentence, and no number is none", (_, customers, sentences) => {
  const { warnings, everything } = analyse(customers);
  expect(warnings).toEqual(sentences);
  expect(strangeIn(everything)).toEqual([]);
});

test("an attribute with one value is said to set nobody apart", () => {
  const { warnings, everything } = analyse(customersWith("plan", { pro: [2, 8] }), ["plan"]);
  expect(warnings).toEqual(["plan is the same for every customer, so it sets nobody apart.", NO_PRIMARY]);
  expect(strangeIn(everything)).toEqual([]);
});

/** What is said of a hundred customers, so many of whom have a known plan. */
function withKnown(known: number): string[] {
  const counts = { pro: [20, 0], basic: [0, known - 20], "": [0, 100 - known] } as const;
  return analyse(customersWith("plan", counts), ["plan"]).warnings;
}

/** What is said of two hundred customers, so many of whom are top performers. */
function withTop(top: number): string[] {
  return analyse(customersWith("plan", { pro: [top, 0], basic: [0, 200 - top] }), ["plan"]).warnings;
}

function company(industry: string, employee_count: string, company_revenue: string): Record<string, string> {
  return { industry, employee_count, company_revenue, state_region: industry };
}

test("an attribute that is mostly unknown is named, from half of the customers on", () => {
  expect(withKnown(51)).toEqual([]);
  expect(withKnown(50)).toEqual(["plan is not known of 50% of the customers."]);
  expect(withKnown(24)).toEqual(["plan is not known of 76% of the customers."]);
});

test("values that no top performer has count as known and as unknown too", () => {
  const { warnings } = analyse(customersWith("plan", { pro: [20, 0], "": [0, 80] }), ["plan"]);
  expect(warnings).toEqual(["plan is not known of 80% of the customers."]);
});

test("patterns that rest on too few top performers are named with their intervals, three at most", () => {
  const plenty = { plenty: [191, 400] } as const;
  const few = (counts: Record<string, readonly [number, number]>): string | undefined =>
    analyse(customersWith("plan", { ...plenty, ...counts }), ["plan"]).warnings[0];
  expect(few({ a: [4, 0], five: [5, 0] })).toBe(
    "plan: too few top performers to rely on: a (4; its lift lies between 1.53 and 3.37).",
  );
  expect(few({ a: [4, 0], b: [3, 1], c: [2, 0], d: [1, 0] })).toMatch(
    /^plan: too few top performers to rely on: a \(4; [^)]*\), b \(3; [^)]*\), c \(2; [^)]*\) and 1 more\.$/,
  );
  // Neither what is as frequent as elsewhere nor what is rarer needs to be relied on.
  expect(few({ a: [1, 4], b: [1, 8] })).toBe(NO_PRIMARY);
});

test("where so many are top performers that nothing can be primary, that is said", () => {
  expect(withTop(120)).toEqual([
    "60% of the customers are top performers, so no lift can exceed 1.67 and no value can be primary (2.00): ask for a higher least total, or name fewer segments as the top.",
    NO_PRIMARY,
  ]);
  expect(withTop(101)[0]).toMatch(/^51% of the customers are top performers, so no lift can exceed 1\.98 /);
  expect(withTop(100)).toEqual([]);
});

test("criteria without a primary value are named by their names", () => {
  const top = Array.from({ length: 10 }, () => company("Software", "10", "1M"));
  const others = Array.from({ length: 30 }, (_, index) => company("Retail", index < 10 ? "10" : "20", "1M"));
  const { warnings } = analyse({ top, all: [...top, ...others] });
  expect(warnings).toEqual([
    "company_revenue is the same for every customer, so it sets nobody apart.",
    "No value of revenue is primary, so no prospect can reach tier 1.",
  ]);
});

test("an attribute that is named size, among others than the default ones, is a criterion too", () => {
  const { warnings } = analyse(customersWith("size", { large: [10, 30], small: [10, 30] }), ["size"]);
  expect(warnings).toEqual([NO_PRIMARY]);
});
