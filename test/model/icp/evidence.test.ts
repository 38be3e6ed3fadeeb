import { expect, test } from "vitest";
import { supportedBy, unsupportedValues } from "../../../src/model/icp/evidence.js";
import { icpPatterns } from "../../../src/model/icp/icp-patterns.js";
import { patternsFrom } from "../../../src/model/icp/patterns.js";
import { tierRecommendations } from "../../../src/model/icp/tiers.js";
import { random, shuffled } from "../../support/random.js";
import { isThorough } from "../../support/thoroughness.js";

const never = (): boolean => false;
const isCircular = (attribute: string, value: string): boolean => attribute === "plan" && value === "pro";

/** 40 customers of 20 industries, two of each; the four top performers are of four industries. */
const FIRMS = Array.from({ length: 40 }, (_, index) => ({ industry: `industry ${index % 20}` }));

test("of 20 industries among 40 customers none becomes a criterion, and the four that would are listed", () => {
  const patterns = icpPatterns(FIRMS.slice(0, 4), FIRMS, { dimensions: ["industry"] });
  const names = ["industry 0", "industry 1", "industry 2", "industry 3"];
  expect(patterns["industry"]?.primary).toEqual(names);
  expect(tierRecommendations(patterns).tier_1.criteria).toEqual({ industry: names.slice(0, 3) });
  expect(tierRecommendations(patterns, supportedBy(patterns, never)).tier_1.criteria).toEqual({ industry: [] });
  expect(unsupportedValues(patterns, never)).toEqual(
    names.slice(0, 3).map((value) => {
      return { dimension: "industry", value, kind: "primary", lacks: ["not significant", "few customers"] };
    }),
  );
});

test("a primary value becomes a criterion and a negative one an anti-pattern where the figures carry them", () => {
  const counts = {
    plan: [
      { value: "pro", count: 30, support: 50 },
      { value: "free", count: 8, support: 100 },
      { value: "other", count: 62, support: 350 },
    ],
  };
  const patterns = patternsFrom(counts, { top: 100, customers: 500 });
  const tiers = tierRecommendations(patterns, supportedBy(patterns, never));
  expect([tiers.tier_1.criteria, tiers.tier_4.anti_patterns]).toEqual([{ plan: ["pro"] }, { plan: ["free"] }]);
  expect(tierRecommendations(patterns, supportedBy(patterns, isCircular)).tier_1.criteria).toEqual({ plan: [] });
  expect(unsupportedValues(patterns, isCircular)).toEqual([
    { dimension: "plan", value: "pro", kind: "primary", lacks: ["circular"] },
  ]);
});

test("a value behind unsupported ones still becomes a criterion", () => {
  const few = ["a", "b", "c"].map((value) => ({ value, count: 1, support: 2 }));
  const big = { value: "big", count: 40, support: 60 };
  const counts = { plan: [...few, big, { value: "rest", count: 57, support: 434 }] };
  const patterns = patternsFrom(counts, { top: 100, customers: 500 });
  expect(patterns["plan"]?.primary).toEqual(["big", "a", "b", "c"]);
  expect(tierRecommendations(patterns, supportedBy(patterns, never)).tier_1.criteria).toEqual({ plan: ["big"] });
  expect(unsupportedValues(patterns, never).map(({ value }) => value)).toEqual(["a", "b"]);
});

const BASES = isThorough ? 1000 : 100;

/** A base of customers whose attributes have nothing to do with who is on top, but for what is planted in the first. */
function makeBase(seed: number, customers: number, planted: boolean) {
  const draw = random(seed);
  const ids = Array.from({ length: customers }, (_, index) => index);
  const withTrait = new Set(planted ? shuffled(ids, draw).slice(0, customers / 10) : []);
  // The top fifth: 60 % of those with the trait, which is a lift of 3, and 15.6 % of the others.
  const top = planted
    ? ids.filter((id) => draw() < (withTrait.has(id) ? 0.6 : 0.14 / 0.9))
    : shuffled(ids, draw).slice(0, customers / 5);
  const isTop = new Set(top);
  const names = ["a", "b", "c", "d"];
  const counts = names.map((name, place) => {
    const values = 5 + Math.floor(draw() * 16);
    const found = new Map<string, { value: string; count: number; support: number }>();
    for (const id of ids) {
      const value = place === 0 && withTrait.has(id) ? "planted" : `value ${Math.floor(draw() * values)}`;
      const known = found.get(value) ?? { value, count: 0, support: 0 };
      found.set(value, known);
      known.support += 1;
      if (isTop.has(id)) known.count += 1;
    }
    return [name, [...found.values()]] as const;
  });
  return patternsFrom(Object.fromEntries(counts), { top: top.length, customers });
}

function named(criteria: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(criteria).flatMap(([attribute, values]) => values.map((value) => `${attribute} ${value}`));
}

/** The criteria and anti-patterns of a base, as `a planted` and so on. */
function claimsIn(patterns: ReturnType<typeof makeBase>, mayCount?: ReturnType<typeof supportedBy>) {
  const { tier_1, tier_4 } = tierRecommendations(patterns, mayCount);
  return { criteria: named(tier_1.criteria), against: named(tier_4.anti_patterns) };
}

const isClaim = ({ criteria, against }: ReturnType<typeof claimsIn>): boolean => criteria.length + against.length > 0;

test.each([100, 300, 1000])("in pure noise of %d customers at most 5 % of bases give any criterion", (customers) => {
  const seeds = Array.from({ length: BASES }, (_, index) => index + customers);
  const bases = seeds.map((seed) => makeBase(seed, customers, false));
  const supported = bases.filter((patterns) => isClaim(claimsIn(patterns, supportedBy(patterns, never))));
  expect(supported.length / bases.length).toBeLessThanOrEqual(0.05);
  // The bare rule does so far more often, or nothing was tried.
  expect(bases.filter((patterns) => isClaim(claimsIn(patterns))).length / bases.length).toBeGreaterThan(0.1);
});

test("what is planted in 300 customers is found in at least 90 %, and at least 90 % of what is claimed is true", () => {
  const seeds = Array.from({ length: BASES }, (_, index) => index + 1);
  const claims = seeds.map((seed) => {
    const patterns = makeBase(seed, 300, true);
    return claimsIn(patterns, supportedBy(patterns, never));
  });
  const found = claims.filter(({ criteria }) => criteria.includes("a planted"));
  expect(found.length / claims.length).toBeGreaterThanOrEqual(0.9);
  const given = claims.flatMap(({ criteria, against }) => [
    ...criteria.map((claim) => claim === "a planted"),
    // Where one value of an attribute is more frequent on top, the others are less so.
    ...against.map((claim) => claim.startsWith("a value")),
  ]);
  expect(given.filter(Boolean).length / given.length).toBeGreaterThanOrEqual(0.9);
});
