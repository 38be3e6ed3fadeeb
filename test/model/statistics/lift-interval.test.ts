import { expect, test } from "vitest";
import { liftInterval } from "../../../src/model/statistics/lift-interval.js";
import type { ValueCounts } from "../../../src/model/statistics/value-counts.js";
import { liftChiSquared } from "../../oracle/lift-chi-squared.js";
import { random } from "../../support/random.js";
import { isThorough } from "../../support/thoroughness.js";

type Table = readonly [number, number, number, number];

const countsOf = ([both, valueOnly, topOnly, neither]: Table): ValueCounts => ({
  count: both,
  support: both + valueOnly,
  top: both + topOnly,
  customers: both + valueOnly + topOnly + neither,
});

function intervalOf(table: Table): { low: number; high: number } {
  const interval = liftInterval(countsOf(table));
  if (interval === null) throw new Error(`no interval of ${table.join(", ")}`);
  return interval;
}

/** Customers with shares of a value and of top performers, and a lift between them. */
interface Base {
  readonly customers: number;
  readonly support: number;
  readonly rate: number;
  readonly lift: number;
}

/** One base after another, customer by customer; how often the interval holds the lift. */
function coverage({ customers, support, rate, lift }: Base, samples: number): number {
  const draw = random(customers + 7 * support + 1000 * rate + 100 * lift);
  const share = support / customers;
  const topWith = lift * rate;
  const topWithout = (rate - share * topWith) / (1 - share);
  const seen = new Map<string, boolean | undefined>();
  let [intervals, covered] = [0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    const table: [number, number, number, number] = [0, 0, 0, 0];
    for (let customer = 0; customer < customers; customer += 1) {
      const hasValue = draw() < share;
      const isTop = draw() < (hasValue ? topWith : topWithout);
      const cell = (hasValue ? 0 : 2) + (isTop === hasValue ? 0 : 1);
      table[cell] = (table[cell] as number) + 1;
    }
    const [both, valueOnly, neither, topOnly] = table;
    const key = table.join();
    if (!seen.has(key)) {
      const interval = liftInterval(countsOf([both, valueOnly, topOnly, neither]));
      seen.set(key, interval === null ? undefined : interval.low <= lift && lift <= interval.high);
    }
    if (seen.get(key) === undefined) continue;
    intervals += 1;
    covered += Number(seen.get(key));
  }
  return covered / intervals;
}

const RATES = [0.05, 0.2, 0.4];
const LIFTS = [0.5, 1, 2, 3];

// A standard deviation of the shares is 0.4 % with 3000 samples and 0.7 % with 1000.
test.each(
  [
    { customers: 500, support: 10, samples: 3000 },
    { customers: 500, support: 30, samples: 3000 },
    { customers: 500, support: 100, samples: 3000 },
    { customers: 4000, support: 1000, samples: 1000 },
  ]
    .filter(({ support }) => isThorough || support === 10 || support === 1000)
    .flatMap(({ samples, ...base }) => RATES.map((rate) => ({ ...base, rate, samples }))),
)(
  "of $customers customers $support have the value, and a share of $rate is top: 93 to 97 % of intervals hold the lift",
  (base) => {
    const possible = LIFTS.filter((lift) => lift * base.rate < 1);
    expect(possible.length).toBeGreaterThanOrEqual(3);
    for (const lift of possible) {
      const share = coverage({ ...base, lift }, base.samples);
      expect(share, `lift ${lift}`).toBeGreaterThan(0.93);
      expect(share, `lift ${lift}`).toBeLessThan(0.97);
    }
  },
);

test.each([
  { customers: 1000, support: 500, rate: 0.05, lift: 1.8 },
  { customers: 1000, support: 400, rate: 0.4, lift: 2 },
  { customers: 1000, support: 400, rate: 0.3, lift: 2.45 },
  { customers: 60, support: 20, rate: 0.4, lift: 2 },
  { customers: 100, support: 50, rate: 0.2, lift: 1 },
])("they do so where many of the customers have the value: $support of $customers, lift $lift", (base) => {
  const share = coverage(base, 2000);
  expect(share).toBeGreaterThan(0.93);
  expect(share).toBeLessThan(0.97);
});

test("they do so where all customers with the value are top, though the lift is above the limit of the sample", () => {
  const share = coverage({ customers: 500, support: 30, rate: 0.4, lift: 2.5 }, 2000);
  expect(share).toBeGreaterThan(0.93);
  expect(intervalOf([30, 0, 170, 300]).high).toBeGreaterThan(2.5);
});

test("at both ends chi-squared against the likeliest cells is that of 5 %", () => {
  const draw = random(1984);
  const tables = Array.from(
    { length: 40 },
    () => Array.from({ length: 4 }, () => Math.round(10 ** (3 * draw()))) as unknown as Table,
  );
  const awkward: Table[] = [
    [0, 10, 50, 940],
    [10, 0, 390, 600],
    [5, 5, 0, 90],
    [1, 0, 0, 9999],
    [12, 3, 40, 0],
    [10, 1, 1, 1000],
  ];
  for (const table of [...tables, ...awkward]) {
    const { low, high } = intervalOf(table);
    expect(liftChiSquared(high, table), `high of ${table}`).toBeCloseTo(3.841459, 3);
    if (low > 0) expect(liftChiSquared(low, table), `low of ${table}`).toBeCloseTo(3.841459, 3);
  }
});

test.each([
  [3, 10, 200, 1000, 0.5410701345, 3.0110750544],
  [0, 10, 50, 1000, 0, 5.2994985447],
  [300, 1000, 2000, 10_000, 1.3704101907, 1.6351294821],
  [5, 5, 5, 100, 8.948508287, 46.4173269958],
  [1, 1, 1, 2, 0.70566438, 10.5785173503],
])("%d of %d with a value are top, and %d of %d at all: from %d to %d", (count, support, top, customers, low, high) => {
  const interval = liftInterval({ count, support, top, customers });
  expect(interval?.low).toBeCloseTo(low, 9);
  expect(interval?.high).toBeCloseTo(high, 9);
});

test.each([
  [5, 100],
  [40, 100],
  [2, 5000],
])("where %d have the value and the same are top, of %d, its ends are Wilson's for one share", (same, customers) => {
  // (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n); the lift is one over the share.
  const { low, high } = intervalOf([same, 0, 0, customers - same]);
  const [z, share] = [1.959963984540054, same / customers];
  const half = z * Math.sqrt((share * (1 - share)) / customers + z ** 2 / (4 * customers ** 2));
  const shareAt = (sign: 1 | -1): number => (share + z ** 2 / (2 * customers) + sign * half) / (1 + z ** 2 / customers);
  expect(low * shareAt(1)).toBeCloseTo(1, 9);
  expect(high * shareAt(-1)).toBeCloseTo(1, 9);
});

test("of a hundred million customers it is 1.96 standard errors of the logarithm to both sides", () => {
  const [count, support, top, customers] = [5_200_000, 20_000_000, 25_000_000, 100_000_000];
  // The delta method: 1/a - 1/b - 1/T + 2a/bT - 1/N.
  const error = Math.sqrt(1 / count - 1 / support - 1 / top + (2 * count) / support / top - 1 / customers);
  const interval = liftInterval({ count, support, top, customers });
  expect(interval?.low).toBeCloseTo(1.04 * Math.exp(-1.959963984540054 * error), 6);
  expect(interval?.high).toBeCloseTo(1.04 * Math.exp(1.959963984540054 * error), 6);
});

test("any table has an interval around its lift, from 0 only where no top performer has the value", () => {
  const draw = random(7);
  const sampled = Array.from({ length: 3000 }, () =>
    Array.from({ length: 4 }, () => Math.floor(10 ** (8 * draw()) * (draw() < 0.15 ? 0 : 1))),
  );
  const small = Array.from({ length: 5 ** 4 }, (_, index) =>
    [625, 125, 25, 5].map((base) => Math.floor((index % base) / (base / 5))),
  );
  let intervals = 0;
  for (const table of [...sampled, ...small] as unknown as Table[]) {
    const counts = countsOf(table);
    const interval = liftInterval(counts);
    if (interval === null) {
      expect(counts.support * counts.top).toBe(0);
      continue;
    }
    const lift = (counts.count / counts.support) * (counts.customers / counts.top);
    const isEverybody = counts.support === counts.customers || counts.top === counts.customers;
    if (isEverybody) expect(interval).toEqual({ low: 1, high: 1 });
    else {
      expect(interval.low).toBeLessThanOrEqual(lift);
      expect(interval.high).toBeGreaterThanOrEqual(lift);
      expect(interval.high).toBeLessThan(Infinity);
      expect(interval.low > 0).toBe(counts.count > 0);
    }
    intervals += 1;
  }
  expect(intervals).toBeGreaterThan(3000);
});

test("it does not matter which of value and top performer is asked about", () => {
  const draw = random(9);
  for (let sample = 0; sample < 200; sample += 1) {
    const [a, b, c, d] = Array.from({ length: 4 }, () => 1 + Math.floor(10 ** (4 * draw()))) as unknown as Table;
    const [one, other] = [intervalOf([a, b, c, d]), intervalOf([a, c, b, d])];
    expect(other.low / one.low).toBeCloseTo(1, 9);
    expect(other.high / one.high).toBeCloseTo(1, 9);
  }
});

test("more customers with the same shares make it narrower", () => {
  const widths = [1, 10, 100, 1000].map((times) => {
    const { low, high } = intervalOf([4 * times, 6 * times, 20 * times, 70 * times]);
    return Math.log(high / low);
  });
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  expect((widths[2] as number) / (widths[3] as number)).toBeCloseTo(Math.sqrt(10), 2);
});

test.each([
  ["nobody has the value", { count: 0, support: 0, top: 3, customers: 10 }, null],
  ["nobody is top", { count: 0, support: 4, top: 0, customers: 10 }, null],
  ["there are no customers", { count: 0, support: 0, top: 0, customers: 0 }, null],
  ["all have the value", { count: 3, support: 10, top: 3, customers: 10 }, { low: 1, high: 1 }],
  ["all are top", { count: 4, support: 4, top: 10, customers: 10 }, { low: 1, high: 1 }],
  ["there is one customer", { count: 1, support: 1, top: 1, customers: 1 }, { low: 1, high: 1 }],
])("where %s, it is said so", (_, counts, interval) => {
  expect(liftInterval(counts)).toEqual(interval);
});

test("counts that cannot be are refused", () => {
  expect(() => liftInterval({ count: 5, support: 4, top: 6, customers: 10 })).toThrow(
    expect.objectContaining({ name: "QuintileError", code: "USAGE" }),
  );
});
