import { expect, test } from "vitest";
import { cellIndex } from "../../../src/model/cell.js";
import { fitCutpoints, scoreValue } from "../../../src/model/cutpoints.js";
import { fiveSegment } from "../../../src/model/five-segment.js";
import { heldOutValues } from "../../../src/model/icp/held-out.js";
import { patternsFrom, type ValueCount } from "../../../src/model/icp/patterns.js";
import { topCells } from "../../../src/model/icp/top-performers.js";
import { random } from "../../support/random.js";
import { isThorough } from "../../support/thoroughness.js";

/** Patterns of 1,000 customers, 200 of them on top: `x` with so many of both, and the others. */
function patternsWith(count: number, support: number, value = "x") {
  const others = { value: "other", count: 200 - count, support: 1000 - support };
  return patternsFrom({ plan: [{ value, count, support }, others] }, { top: 200, customers: 1000 });
}

const status = (then: readonly [number, number], later: readonly [number, number]) => {
  const values = heldOutValues(patternsWith(...then), patternsWith(...later));
  return values.filter(({ value }) => value === "x").map((each) => [each.found, each.status, each.holds]);
};

test("a value holds where the later interval excludes 1 on the side of the lift", () => {
  expect(status([60, 100], [50, 100])).toEqual([["primary", "holds", true]]);
  expect(status([60, 100], [24, 100])).toEqual([["primary", "not confirmed", false]]);
  expect(status([60, 100], [6, 100])).toEqual([["primary", "reversed", false]]);
  expect(status([3, 100], [5, 100])).toEqual([["negative", "holds", true]]);
  expect(status([0, 100], [5, 100])).toEqual([["absent", "holds", true]]);
  expect(status([3, 100], [50, 100])).toEqual([["negative", "reversed", false]]);
});

test("all values with q below 0.05 are checked, whatever their lift, and no others", () => {
  expect(status([130, 500], [130, 500])).toEqual([["slight", "holds", true]]);
  expect(status([25, 100], [60, 100])).toEqual([]);
  expect(heldOutValues(patternsWith(60, 100, "Unknown"), patternsWith(60, 100, "Unknown"))).toMatchObject([
    { value: "other" },
  ]);
});

test("a later lift of few customers confirms nothing, and nor does the absence of later customers", () => {
  expect(status([60, 100], [4, 4])).toEqual([["primary", "not confirmed", false]]);
  const nobody = patternsFrom({ plan: [] }, { top: 0, customers: 1000 });
  expect(heldOutValues(patternsWith(60, 100), nobody).map(({ later }) => later)).toEqual([null, null]);
});

const DAYS = 600;
const DAY = 300;

/** A customer with the days and amounts of their purchases. */
interface Buyer {
  readonly trait: string;
  readonly purchases: readonly { readonly day: number; readonly amount: number }[];
}

/** 1,000 customers who buy every 150 days or so; a tenth with the trait more often, before the day or all the time. */
function makeBuyers(seed: number, more: (day: number) => number): Buyer[] {
  const draw = random(seed);
  return Array.from({ length: 1000 }, () => {
    const trait = draw() < 0.1 ? "yes" : "no";
    const purchases: { day: number; amount: number }[] = [];
    for (let day = 0; ;) {
      // As many purchases per day as a Poisson process has, thinned where the customer buys less often than four times as much.
      day += -Math.log(1 - draw()) * (150 / 4);
      if (day >= DAYS) return { trait, purchases };
      const rate = trait === "yes" ? more(day) : 1;
      if (draw() < rate / 4) purchases.push({ day, amount: Math.exp(draw() * 3) });
    }
  });
}

/** The cells of those who bought from one day to another, fitted to them alone. */
function score(buyers: readonly Buyer[], from: number, to: number): Map<Buyer, number> {
  const bought = buyers.flatMap((buyer) => {
    const own = buyer.purchases.filter(({ day }) => day > from && day <= to);
    const amount = own.reduce((sum, each) => sum + each.amount, 0);
    const recency = Math.floor(to - Math.max(...own.map(({ day }) => day)));
    return own.length === 0 ? [] : [{ buyer, recency, frequency: own.length, amount }];
  });
  const ofRecency = fitCutpoints(bought.map(({ recency }) => recency));
  const ofFrequency = fitCutpoints(bought.map(({ frequency }) => frequency));
  const ofAmount = fitCutpoints(bought.map(({ amount }) => amount));
  return new Map(
    bought.map(({ buyer, recency, frequency, amount }) => {
      const R = scoreValue(recency, ofRecency, { best: "low" });
      return [buyer, cellIndex(R, scoreValue(frequency, ofFrequency), scoreValue(amount, ofAmount))];
    }),
  );
}

const TOP = topCells(fiveSegment);

/** What is said of the trait: found by the day, and checked on what the same customers bought after it. */
function checkTrait(seed: number, more: (day: number) => number) {
  const buyers = makeBuyers(seed, more);
  const then = score(buyers, -1, DAY);
  const base = [...then.keys()];
  const later = score(base, DAY, DAYS);
  const patterns = (cells: ReadonlyMap<Buyer, number>) => {
    const isTop = (buyer: Buyer): boolean => TOP[cells.get(buyer) ?? TOP.length] === true;
    const counts = ["yes", "no"].map((trait): ValueCount => {
      const own = base.filter((buyer) => buyer.trait === trait);
      return { value: trait, count: own.filter(isTop).length, support: own.length };
    });
    return patternsFrom({ trait: counts }, { top: base.filter(isTop).length, customers: base.length });
  };
  return heldOutValues(patterns(then), patterns(later));
}

const seedsFrom = (first: number, few: number, many: number): number[] =>
  Array.from({ length: isThorough ? many : few }, (_, index) => first + index);

test("a trait of customers who bought four times as often before the day, and like everybody else after it, does not hold", () => {
  const checks = seedsFrom(1, 20, 200).map((seed) => checkTrait(seed, (day) => (day <= DAY ? 4 : 1)));
  const found = checks.filter((values) => values.some(({ value, lift }) => value === "yes" && lift > 1.5));
  expect(found).toHaveLength(checks.length);
  const held = checks.filter((values) => values.some(({ holds }) => holds));
  expect(held.length / checks.length).toBeLessThanOrEqual(0.06);
});

test("a trait of customers who buy more often all the time holds", () => {
  const checks = seedsFrom(1001, 10, 100).map((seed) => checkTrait(seed, () => 2.5));
  const held = checks.filter((values) => values.some(({ value, holds }) => value === "yes" && holds));
  expect(held.length / checks.length).toBeGreaterThanOrEqual(0.9);
});
