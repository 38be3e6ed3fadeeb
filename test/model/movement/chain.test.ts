import { expect, test } from "vitest";
import { orderTest, type SegmentTriple } from "../../../src/model/movement/order-test.js";
import { type ChainCount, segmentValues } from "../../../src/model/movement/segment-value.js";
import { random } from "../../support/random.js";

/** Counts by rows of a table: who came from A, B … and is in M goes on to X, Y … */
function triples(middle: string, table: readonly (readonly number[])[]): SegmentTriple[] {
  return table.flatMap((row, from) =>
    row.map((customers, to) => ({ before: `from ${from}`, middle, after: to === 0 ? null : `to ${to}`, customers })),
  );
}

test("the example of Pfeifer and Carraway (2000): recencies 1 to 4 and lost, $40 less $4, a discount of a fifth", () => {
  const buy = [30, 20, 15, 5];
  const counts = buy.flatMap((chance, index): ChainCount[] => [
    { group: 0, from_segment: `r${index + 1}`, to_segment: "r1", customers: chance, revenue: 0 },
    {
      group: 0,
      from_segment: `r${index + 1}`,
      to_segment: index === 3 ? null : `r${index + 2}`,
      customers: 100 - chance,
      revenue: 0,
    },
  ]);
  // What a period brings: after a purchase 40 less the 4 of the next mailing, else the mailing alone.
  const rewards = [36, -4, -4, -4];
  const paid = counts.map((each) => ({
    ...each,
    revenue: each.customers * (rewards[Number(each.from_segment.slice(1)) - 1] as number),
  }));
  const values = segmentValues(["r1", "r2", "r3", "r4"], paid, { periods: 5, days: 365, yearly: 0.2 });
  expect(values.map(({ value }) => value?.toFixed(3))).toEqual(["50.115", "4.220", "0.592", "-1.980"]);
  expect(values[0]).toMatchObject({ support: 100, value_low: null, value_high: null });
});

test("a chain of three states, by hand", () => {
  // A: half stay, half go to B, 12 a period. B: a third each to A, B and away, 6 a period. C: nobody.
  const counts: ChainCount[] = [
    { group: 0, from_segment: "A", to_segment: "A", customers: 1, revenue: 10 },
    { group: 0, from_segment: "A", to_segment: "B", customers: 1, revenue: 14 },
    { group: 0, from_segment: "B", to_segment: "A", customers: 1, revenue: 18 },
    { group: 0, from_segment: "B", to_segment: "B", customers: 1, revenue: 0 },
    { group: 0, from_segment: "B", to_segment: null, customers: 1, revenue: 0 },
  ];
  // Without a discount, two periods: A 12 + (12 + 6) ÷ 2 = 21; B 6 + (12 + 6) ÷ 3 = 12.
  const two = segmentValues(["A", "B", "C"], counts, { periods: 2, days: 30, yearly: 0 });
  expect(two.map(({ value }) => value)).toEqual([21, 12, null]);
  // Three, at a half a year: a period of 365 days divides by 3 ÷ 2. A 12 + 9 ÷ 1.5 + (9 + 6) ÷ 2 ÷ 2.25.
  const [a, b] = segmentValues(["A", "B", "C"], counts, { periods: 3, days: 365, yearly: 0.5 });
  expect(a?.value).toBeCloseTo(12 + 6 + 7.5 / 2.25, 12);
  expect(b?.value).toBeCloseTo(6 + 4 + 5 / 2.25, 12);
});

test("the interval of a value holds the true one in about 95 of 100 samples", () => {
  const draw = random(7);
  const [stay, spend] = [0.6, 20];
  const horizon = { periods: 3, days: 365, yearly: 0 };
  const truth = spend * (1 + stay + stay ** 2);
  let held = 0;
  const samples = 300;
  for (let sample = 0; sample < samples; sample += 1) {
    const counts = Array.from({ length: 400 }, (_, customer): ChainCount => {
      const stays = draw() < stay;
      return {
        group: customer % 20,
        from_segment: "A",
        to_segment: stays ? "A" : null,
        customers: 1,
        revenue: 2 * spend * draw(),
      };
    });
    const [{ value_low: low, value_high: high } = { value_low: null, value_high: null }] = segmentValues(
      ["A"],
      counts,
      horizon,
    );
    if (low !== null && high !== null && low <= truth && truth <= high) held += 1;
  }
  expect(held / samples).toBeGreaterThan(0.91);
  expect(held / samples).toBeLessThan(0.985);
});

test("where customers came from matters, or does not", () => {
  // The chi-squared of [[30, 10], [10, 30]] is 20 (by hand: 4 × (30 − 20)² ÷ 20), with one degree of freedom.
  const apart = orderTest(
    triples("M", [
      [30, 10],
      [10, 30],
    ]),
  );
  expect(apart).toMatchObject({ chi_squared: 20, degrees_of_freedom: 1, average_change: 0.25, matters: true });
  expect(apart.p).toBeCloseTo(7.7442e-6, 9);
  const alike = orderTest(
    triples("M", [
      [30, 10],
      [60, 20],
    ]),
  );
  expect(alike).toMatchObject({ chi_squared: 0, degrees_of_freedom: 1, p: 1, average_change: 0, matters: false });
  expect(orderTest([])).toMatchObject({ degrees_of_freedom: 0, p: 1, matters: false });
});

test("tables of several segments add up, and a difference of a few points in many customers does not matter", () => {
  // 1950 and 2050 are expected: chi-squared 2 × (50² ÷ 1950 + 50² ÷ 2050) = 5.0031 each, by hand.
  const close = [
    [2000, 2000],
    [1900, 2100],
  ];
  const both = orderTest([...triples("M", close), ...triples("N", close)]);
  expect(both.degrees_of_freedom).toBe(2);
  expect(both.chi_squared).toBeCloseTo(10.0063, 4);
  expect(both.p).toBeLessThan(0.05);
  expect(both.average_change).toBeCloseTo(0.0125, 12);
  expect(both.matters).toBe(false);
});

test("rows and columns are merged until five are expected everywhere", () => {
  // Only 4 are expected in the second row. It and the third become one of 20: chi-squared 2 × (15 − 10)² ÷ 10 + 2 × (15 − 20)² ÷ 20.
  const merged = orderTest(
    triples("M", [
      [15, 25],
      [6, 2],
      [9, 3],
    ]),
  );
  expect(merged.degrees_of_freedom).toBe(1);
  expect(merged.chi_squared).toBeCloseTo(7.5, 12);
});
