import { expect, test } from "vitest";
import { fisherExact } from "../../../src/model/statistics/fisher-exact.js";
import type { ValueCounts } from "../../../src/model/statistics/value-counts.js";
import { everyP, type Margins } from "../../oracle/fisher-exact.js";
import { random } from "../../support/random.js";
import { isThorough } from "../../support/thoroughness.js";

/** The largest relative error of p among counts with these margins, or of its logarithm where p is too small. */
function worstError(margins: Margins, counts?: readonly number[]): { error: number; of?: ValueCounts } {
  let worst: { error: number; of?: ValueCounts } = { error: 0 };
  for (const [count, exact] of everyP(margins, counts)) {
    const { p, log10P } = fisherExact({ count, ...margins });
    const ofP = exact.p < 1e-300 ? 0 : Math.abs(p / exact.p - 1);
    const ofLogarithm = Math.abs(log10P - exact.log10P) / Math.max(1, -exact.log10P);
    const error = p > 1 || log10P > 0 ? Infinity : Math.max(ofP, ofLogarithm);
    if (!(error <= worst.error)) worst = { error, of: { count, ...margins } };
  }
  return worst;
}

/** Sixty in CI; forty have a fifth of the tables. */
const [MOST, TABLES] = isThorough ? [60, 635_376] : [40, 135_751];

test("p is exact to twelve digits for every table of few customers", () => {
  const wrong: unknown[] = [];
  let tables = 0;
  for (let customers = 0; customers <= MOST; customers += 1) {
    for (let support = 0; support <= customers; support += 1) {
      for (let top = 0; top <= customers; top += 1) {
        const worst = worstError({ support, top, customers });
        if (!(worst.error < 1e-12)) wrong.push(worst);
        tables += Math.min(support, top) - Math.max(0, support + top - customers) + 1;
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(tables).toBe(TABLES);
});

test("p is exact to twelve digits for sampled tables of up to ten thousand customers", () => {
  const draw = random(1935);
  const whole = (from: number, to: number): number => from + Math.floor(draw() * (to - from + 1));
  const wrong: unknown[] = [];
  for (let sample = 0; sample < 150; sample += 1) {
    const customers = Math.round(10 ** (2 + 2 * draw()));
    const support = whole(1, sample % 2 === 0 ? customers : Math.ceil(customers / 20));
    const top = sample % 5 === 0 ? Math.floor(customers / 2) : whole(1, customers);
    const [lowest, highest] = [Math.max(0, support + top - customers), Math.min(support, top)];
    const near = Math.round((support * top) / customers);
    const counts = [near - 3, near - 1, near, near + 2, near + 25, whole(lowest, highest), lowest, highest];
    const possible = counts.filter((count) => count >= lowest && count <= highest);
    const worst = worstError({ support, top, customers }, possible);
    if (!(worst.error < 1e-12)) wrong.push(worst);
  }
  expect(wrong).toEqual([]);
});

// By exact fractions of whole numbers, in Python.
test.each([
  [8, 9, 10, 20, 0.005477494641581329],
  [1, 10, 12, 24, 0.0027594561852200836],
  [10, 10, 10, 20, 1.082508822446903e-5],
  [233, 300, 300, 1000, 7.219825598280275e-102],
  [300, 300, 330, 1000, 6.408475710557029e-222],
  [0, 1000, 3500, 10_000, 1.6270349372237508e-200],
  [600, 1000, 1905, 10_000, 9.311943109773608e-207],
])("%d of %d customers with a value are top, and %d of %d at all: p is %d", (count, support, top, customers, p) => {
  expect(fisherExact({ count, support, top, customers }).p / p).toBeCloseTo(1, 12);
});

test("the lady tasting tea", () => {
  // Of the 70 ways to choose 4 of 8 cups: 1 has all right, 16 have three right, 16 one, 1 none.
  expect(fisherExact({ count: 4, support: 4, top: 4, customers: 8 }).p).toBeCloseTo(2 / 70, 15);
  expect(fisherExact({ count: 3, support: 4, top: 4, customers: 8 }).p).toBeCloseTo(34 / 70, 15);
  expect(fisherExact({ count: 2, support: 4, top: 4, customers: 8 })).toEqual({ p: 1, log10P: 0 });
});

test("what is too small for a double is kept as a logarithm", () => {
  const small = fisherExact({ count: 500, support: 500, top: 1000, customers: 10_000 });
  expect(small.p).toBe(0);
  expect(small.log10P).toBeCloseTo(-560.9714111241975, 10);
  expect(fisherExact({ count: 1300, support: 1300, top: 1300, customers: 10_000 }).log10P).toBeCloseTo(
    -1676.1302946023118,
    9,
  );
});

// By 240-bit logarithms of the gamma function, summed outward from the observed count, in Python with gmpy2.
test.each([
  [5000, 100_000, 5_000_000, 0],
  [5200, 100_000, 5_000_000, -2.4127866848609063],
  [4700, 100_000, 5_000_000, -4.934389553614945],
  [60_400, 100_000, 60_000_000, -2.0093764805186196],
  [5_001_234, 20_000_000, 25_000_000, -0.3222233504846354],
  [4_990_000, 20_000_000, 25_000_000, -8.112147285378603],
  [5_100_000, 20_000_000, 25_000_000, -723.3022010489302],
  [5_004_321, 10_000_000, 50_000_000, -2.400930906333837],
  [25_001_000, 50_000_000, 50_000_000, -0.16158930782743505],
  [24_990_000, 50_000_000, 50_000_000, -4.197937980339257],
  [24_996_000, 50_000_000, 50_000_001, -0.9601950610553208],
  [33_335_000, 50_000_000, 66_666_667, -0.31905210503723386],
  [10, 10, 40_000_000, -3.9794003798691837],
  [0, 30, 40_000_000, -6.400110650592466],
  [3, 12, 5_000_000, -1.708447912878414],
  [12, 5_000_000, 100, -2.3691490143515272],
  [3, 20_000, 20_000, -0.09442315404770758],
  [1_000_000, 1_000_000, 20_000_000, -707834.2307108901],
  [0, 1_000_000, 20_000_000, -97456.86167171158],
  [20_000_000, 20_000_000, 20_000_000, -21732197.126214962],
  [99_999_990, 99_999_995, 99_999_993, -13.376750748688604],
])("%d of %d, and %d of a hundred million: log10 p is %d", (count, support, top, log10P) => {
  const value = fisherExact({ count, support, top, customers: 100_000_000 });
  expect(Math.abs(value.log10P - log10P) / Math.max(1, -log10P)).toBeLessThan(1e-12);
  if (log10P > -300) expect(value.p / 10 ** log10P).toBeCloseTo(1, 11);
});

// Counts on both sides of the likeliest one whose probabilities differ by less than one part in 10^9; by the same means.
test.each([
  [13_966_221, 31_379_451, 44_507_541, -7.513605532530794e-5],
  [13_966_223, 31_379_451, 44_507_541, -0.00015028510492464704],
  [35_922_619, 72_115_820, 49_812_399, -0.00015457543350700425],
  [35_922_621, 72_115_820, 49_812_399, -7.728084346593899e-5],
])("nearly equal probabilities are told apart: %d of %d, and %d", (count, support, top, log10P) => {
  const value = fisherExact({ count, support, top, customers: 100_000_000 });
  expect(Math.abs(value.log10P - log10P)).toBeLessThan(1e-12);
});

test("two counts may be likeliest, and both have p = 1", () => {
  for (const count of [1, 2]) {
    expect(fisherExact({ count, support: 3, top: 5, customers: 10 })).toEqual({ p: 1, log10P: 0 });
  }
});

test("it does not matter which of value and top performer is asked about, or whether their absence is", () => {
  const draw = random(8);
  for (let sample = 0; sample < 300; sample += 1) {
    const [a, b, c, d] = Array.from({ length: 4 }, () => Math.floor(10 ** (3 * draw()))) as [
      number,
      number,
      number,
      number,
    ];
    const customers = a + b + c + d;
    const same = [
      { count: a, support: a + b, top: a + c, customers },
      { count: a, support: a + c, top: a + b, customers },
      { count: b, support: a + b, top: b + d, customers },
      { count: d, support: c + d, top: b + d, customers },
    ].map((counts) => fisherExact(counts).log10P);
    expect(Math.max(...same) - Math.min(...same)).toBeLessThanOrEqual(1e-12 * Math.max(1, -(same[0] as number)));
  }
});

test.each([
  ["nobody has the value", { count: 0, support: 0, top: 3, customers: 10 }],
  ["all have the value", { count: 3, support: 10, top: 3, customers: 10 }],
  ["nobody is top", { count: 0, support: 4, top: 0, customers: 10 }],
  ["all are top", { count: 4, support: 4, top: 10, customers: 10 }],
  ["there are no customers", { count: 0, support: 0, top: 0, customers: 0 }],
  ["there is one customer", { count: 1, support: 1, top: 1, customers: 1 }],
])("where %s, p is 1", (_, counts) => {
  expect(fisherExact(counts)).toEqual({ p: 1, log10P: 0 });
});

test.each([
  ["more top performers with the value than customers with it", { count: 5, support: 4, top: 6, customers: 10 }],
  ["more top performers with the value than top performers", { count: 5, support: 6, top: 4, customers: 10 }],
  ["more customers with the value than customers", { count: 2, support: 11, top: 4, customers: 10 }],
  ["fewer top performers with the value than there must be", { count: 1, support: 8, top: 5, customers: 10 }],
  ["a likeliest count of more customers than there are", { count: 5, support: 11, top: 4, customers: 10 }],
  ["a negative count", { count: -1, support: 4, top: 4, customers: 10 }],
  ["half a customer", { count: 1.5, support: 4, top: 4, customers: 10 }],
  ["no number", { count: NaN, support: 4, top: 4, customers: 10 }],
  ["numbers that are not exact any more", { count: 1, support: 4, top: 4, customers: 2 ** 53 }],
])("%s is refused", (_, counts) => {
  expect(() => fisherExact(counts)).toThrow(expect.objectContaining({ name: "QuintileError", code: "USAGE" }));
});
