import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_ATTRIBUTES } from "../../../src/model/icp/attributes.js";
import { icpPatterns } from "../../../src/model/icp/icp-patterns.js";
import { qualify } from "../../../src/model/icp/qualify.js";
import { tierRecommendations } from "../../../src/model/icp/tiers.js";
import { everyP } from "../../oracle/fisher-exact.js";
import { criteriaOf, patternsOf, qOf, tierOf } from "../../oracle/icp.js";
import "../../properties/seed.js";
import { casesOf } from "../../support/thoroughness.js";

/** A record with attributes by name. */
type AttributeRecord = Readonly<Record<string, unknown>>;

const text = fc.constantFrom("a", "b", "c", "d", "e", " a ", "1", "", " ", "Unknown");
const anything = fc.oneof(text, fc.constantFrom(1, 2.5, 0, null, undefined, NaN));

const records = fc.record(
  { industry: anything, employee_count: anything, company_revenue: anything, state_region: anything, region: anything },
  { requiredKeys: [] },
);

/** Small bases, of any size from nobody on, some with more top performers than others. */
const bases = fc
  .tuple(fc.array(records, { maxLength: 60, size: "max" }), fc.constantFrom(2, 3, 5, 9))
  .chain(([all, oneOf]) =>
    fc.record({
      all: fc.constant(all),
      isTop: fc.array(
        fc.nat(oneOf).map((drawn) => drawn === 0),
        { minLength: all.length, maxLength: all.length },
      ),
    }),
  )
  .map(({ all, isTop }) => ({ all, top: all.filter((_, index) => isTop[index]) }));

const check = (property: (base: { top: AttributeRecord[]; all: AttributeRecord[] }) => void): void =>
  fc.assert(fc.property(bases, property), { numRuns: casesOf(500) });

test("shares, lifts, order and lists are the oracle's", () => {
  check(({ top, all }) => {
    const [found, expected] = [icpPatterns(top, all), patternsOf(top, all, DEFAULT_ATTRIBUTES)];
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [dimension, { distribution, absent, ...lists }] of Object.entries(expected)) {
      const pattern = found[dimension];
      expect(
        pattern?.distribution.map(({ value, count, pct_top, pct_all, lift }) => {
          return { value, count, pct_top, pct_all, lift };
        }),
      ).toEqual(distribution);
      expect(pattern).toMatchObject(lists);
      expect(pattern?.absent.toSorted()).toEqual([...absent].toSorted());
    }
  });
});

test("p is exact, and q is over all values of all attributes", () => {
  check(({ top, all }) => {
    const values = Object.values(icpPatterns(top, all)).flatMap(({ distribution, absent_distribution }) => [
      ...distribution,
      ...absent_distribution,
    ]);
    const exact = values.map(({ count, support }) => {
      const margins = { support, top: top.length, customers: all.length };
      return everyP(margins, [count]).get(count)?.p as number;
    });
    const q = qOf(exact);
    values.forEach((value, index) => {
      expect(value.p).toBeCloseTo(exact[index] as number, 10);
      expect(value.q).toBeCloseTo(q[index] as number, 10);
    });
  });
});

test("tiers and anti-patterns are the oracle's, and so is the tier of each customer", () => {
  check(({ top, all }) => {
    const tiers = tierRecommendations(icpPatterns(top, all));
    const expected = patternsOf(top, all, DEFAULT_ATTRIBUTES);
    const lists = ["industry", "employee_count", "company_revenue"].map((attribute) => {
      return criteriaOf(expected[attribute] as (typeof expected)[string]);
    });
    const [industry, size, revenue] = lists.map(({ criteria }) => criteria);
    expect(tiers.tier_1.criteria).toEqual({ industry, size, revenue });
    expect(Object.values(tiers.tier_4.anti_patterns)).toEqual(lists.map(({ antiPatterns }) => antiPatterns));
    const byColumn = { industry, employee_count: size, company_revenue: revenue } as Record<string, string[]>;
    const against = Object.fromEntries(
      Object.keys(byColumn).map((column, index) => [column, lists[index]?.antiPatterns ?? []]),
    );
    for (const customer of all) expect(qualify(customer, tiers).tier).toBe(tierOf(customer, byColumn, against));
  });
});
