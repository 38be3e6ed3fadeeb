import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bucket, findOrderStatistics, type Question } from "../../src/model/order-statistics.js";
import type { Dimension } from "../../src/model/score.js";
import { compareByCodePoint } from "../oracle/ids.js";
import "../properties/seed.js";
import { casesOf } from "../support/thoroughness.js";

/** Customers in memory: a value of each searched dimension, and an id. */
interface Customers {
  readonly values: Partial<Record<Dimension, readonly bigint[]>>;
  readonly ids: readonly (bigint | string)[];
}

type Value = bigint | string;
type BucketOf = (value: bigint, low: bigint, high: bigint) => number;

/** What engines compute, in floating point. */
const inDoubles: BucketOf = (value, low, high) =>
  Math.min(4095, Math.floor((Number(`${value - low}e-4`) / Math.max(Number(`${high - low}e-4`), 1e-9)) * 4096));

/** Buckets that keep the order, and help as little as that allows. */
const ADVERSARIES: Record<string, BucketOf> = {
  "all in one": () => 7,
  "the smallest apart": (value, low) => (value === low ? 0 : 1),
  "the largest apart": (value, _, high) => (value === high ? 1 : 0),
  "by length": (value, low) => String(value - low).length,
  "in steps of 4,097": (value, low) => Number((value - low) / 4097n),
};

function compare(one: Value, other: Value): number {
  if (typeof one === "string" && typeof other === "string") return compareByCodePoint(one, other);
  return one < other ? -1 : Number(one > other);
}

/** The next two characters after those that the ends of a range share, found in the slowest way. */
function nextCharacters(text: string, low: string, high: string): string {
  const [from, to] = [[...low], [...high]];
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  return [...text].slice(shared, shared + 2).join("");
}

function answer(customers: Customers, question: Question, bucketOf: BucketOf): Bucket[] {
  const { dimension, idsAt, range, isWhole, each } = question;
  const metric = customers.values[dimension] as readonly bigint[];
  const column: readonly Value[] =
    idsAt === undefined ? metric : customers.ids.filter((_, index) => String(metric[index]) === idsAt);
  const read = (text: string): Value => (typeof column[0] === "string" ? text : BigInt(text));
  const inside =
    isWhole || range === undefined
      ? column
      : column.filter((value) => compare(value, read(range.low)) >= 0 && compare(value, read(range.high)) <= 0);
  const keyOf = (value: Value): string => {
    if (each || range === undefined) return String(value);
    if (typeof value === "string") return nextCharacters(value, range.low, range.high);
    return String(bucketOf(value, BigInt(range.low), BigInt(range.high)));
  };
  const groups = new Map<string, { low: Value; high: Value; customers: number }>();
  for (const value of inside) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { low: value, high: value, customers: 1 });
    else {
      group.customers += 1;
      if (compare(value, group.low) < 0) group.low = value;
      if (compare(value, group.high) > 0) group.high = value;
    }
  }
  let upto = 0;
  return [...groups.values()]
    .toSorted((one, other) => compare(one.low, other.low))
    .map(({ low, high, customers: count }) => {
      upto += count;
      return { low: String(low), high: String(high), customers: count, upto };
    });
}

function extremes(values: readonly Value[]): { low: string; high: string } {
  let [low, high] = [values[0] as Value, values[0] as Value];
  for (const value of values) {
    if (compare(value, low) < 0) low = value;
    if (compare(value, high) > 0) high = value;
  }
  return { low: String(low), high: String(high) };
}

/** What is found at some ranks, and in how many passes. */
function find(customers: Customers, ranks: readonly number[], ties: boolean, bucketOf = inDoubles) {
  const dimensions = Object.keys(customers.values) as Dimension[];
  const search = findOrderStatistics({
    customers: customers.ids.length,
    ranges: new Map(
      dimensions.map((dimension) => [dimension, extremes(customers.values[dimension] as readonly bigint[])]),
    ),
    ranks,
    ties: ties ? { dimensions, ranks, ids: extremes(customers.ids) } : undefined,
  });
  let passes = 0;
  let step = search.next([]);
  while (!step.done) {
    passes += 1;
    step = search.next(step.value.map((question) => answer(customers, question, bucketOf)));
  }
  return { passes, found: step.value };
}

/** The same by sorting. An id counts only where somebody with the same value comes after. */
function sorted(customers: Customers, dimension: Dimension, ranks: readonly number[]) {
  const rows = (customers.values[dimension] as readonly bigint[])
    .map((value, index) => ({ value, id: customers.ids[index] as Value }))
    .toSorted((one, other) => compare(one.value, other.value) || compare(one.id, other.id));
  const at = (rank: number) => rows[rank] as { value: bigint; id: Value };
  return {
    values: new Map(ranks.map((rank) => [rank, String(at(rank).value)])),
    ids: new Map(
      ranks
        .filter((rank) => rank + 1 < rows.length && at(rank + 1).value === at(rank).value)
        .map((rank) => [rank, String(at(rank).id)]),
    ),
  };
}

/** ⌈log₄₀₉₆(W + 1)⌉ + 1 for W units between the smallest and the largest value. */
function bound(values: readonly Value[]): number {
  const { low, high } = extremes(values);
  let passes = 1;
  for (let reached = 1n; reached < BigInt(high) - BigInt(low) + 1n; reached *= 4096n) passes += 1;
  return passes;
}

/** Numbers from 0 to 1 that follow from a seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const MONEY = 10n ** 18n; // ±10^14 in units of 1/10,000

const DISTRIBUTIONS: Record<string, (random: () => number, index: number) => bigint> = {
  "all equal": () => -12_345n,
  "two values": (random) => (random() < 0.9 ? 0n : MONEY),
  "two neighbours": (random) => (random() < 0.5 ? MONEY : MONEY - 1n),
  "dense integers": (_, index) => BigInt(index),
  "few integers": (random) => BigInt(Math.floor(random() * 40)),
  "huge gaps": (random) => BigInt(Math.floor(random() * 3)) * 10n ** 17n + BigInt(Math.floor(random() * 9000)),
  pareto: (random) => BigInt(Math.floor(10_000 / (random() + 1e-9) ** 1.2)),
  "log-uniform over 18 decades": (random) => BigInt(Math.floor(10 ** (random() * 18))),
  "log-uniform, negative": (random) => -BigInt(Math.floor(10 ** (random() * 18))),
  "at the limits": (random) => (random() < 0.5 ? -MONEY : MONEY) + BigInt(Math.floor(random() * 7)),
  "sums of 38 digits": (random) =>
    BigInt(Math.floor((random() - 0.5) * 1e9)) * 10n ** 29n + BigInt(Math.floor(random() * 1e9)),
  "clustered at the low end": (random, index) => (index === 0 ? MONEY : BigInt(Math.floor(random() * 20_000))),
  "clustered at the high end": (random, index) =>
    index === 0 ? -MONEY : MONEY - BigInt(Math.floor(random() * 20_000)),
  "clusters in clusters": (random) => {
    const depth = Math.floor(random() * 5);
    return 4096n ** BigInt(depth) + BigInt(Math.floor(random() * 5));
  },
};

const names = Object.keys(DISTRIBUTIONS);
const sizes = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }) },
  { weight: 2, arbitrary: fc.integer({ min: 4090, max: 9000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10_000, max: 120_000 }) },
);
const sizesOfText = sizes.filter((size) => size < 10_000);
const seeds = fc.integer({ min: 1, max: 2 ** 31 });

function valuesOf(name: string, size: number, seed: number): bigint[] {
  const random = randomFrom(seed);
  return Array.from({ length: size }, (_, index) =>
    (DISTRIBUTIONS[name] as (r: () => number, i: number) => bigint)(random, index),
  );
}

/** The first and the last rank, and some between. */
function ranksOf(size: number): number[] {
  const fifths = [1, 2, 3, 4].map((k) => Math.floor(((size - 1) * k) / 5));
  return [...new Set([0, ...fifths, ...fifths.map((rank) => Math.min(rank + 1, size - 1)), size - 1])];
}

/** Ids without a pattern, each once. */
function numbersOf(size: number, seed: number, spread: bigint): bigint[] {
  const start = BigInt(seed);
  return Array.from({ length: size }, (_, index) => (((BigInt(index) * 7919n + start) % BigInt(size)) - 9n) * spread);
}

const STARTS = [
  "",
  "a",
  "user-",
  "\u{1F600}",
  "\u{1F600}\u{1F601}",
  "é",
  "e\u0301",
  "\uFFFD",
  "' OR ''='",
  `${"long/".repeat(30)}`,
];

function textsOf(size: number, seed: number): string[] {
  const random = randomFrom(seed);
  return numbersOf(size, seed, 1n).map((number) => {
    const start = STARTS[Math.floor(random() ** 2 * STARTS.length)] as string;
    return `${start}${random() < 0.3 ? " " : ""}${number + 9n}${random() < 0.2 ? " " : ""}`;
  });
}

describe("Order statistics by counting", () => {
  test.each(names)("are those of a sort, and take no more passes than stated: %s", (name) => {
    const property = fc.property(sizes, seeds, (size, seed) => {
      const customers = { values: { monetary: valuesOf(name, size, seed) }, ids: numbersOf(size, seed, 1n) };
      const ranks = ranksOf(size);
      const { passes, found } = find(customers, ranks, false);
      expect(found.get("monetary")?.values).toEqual(sorted(customers, "monetary", ranks).values);
      expect(passes).toBeLessThanOrEqual(bound(customers.values.monetary));
      if (size <= 4096) expect(passes).toBeLessThanOrEqual(1);
    });
    fc.assert(property, { numRuns: casesOf(15) });
  });

  test.each(Object.keys(ADVERSARIES))("do not depend on the width of buckets: %s", (name) => {
    const property = fc.property(fc.constantFrom(...names), sizes, seeds, (distribution, size, seed) => {
      const customers = { values: { monetary: valuesOf(distribution, size, seed) }, ids: numbersOf(size, seed, 1n) };
      const ranks = ranksOf(size);
      const { passes, found } = find(customers, ranks, true, ADVERSARIES[name]);
      expect(found.get("monetary")).toEqual(sorted(customers, "monetary", ranks));
      expect(passes).toBeLessThanOrEqual(26);
    });
    fc.assert(property, { numRuns: casesOf(15) });
  });

  test("of several dimensions, and ids that are numbers behind them, share their passes", () => {
    const property = fc.property(
      fc.constantFrom(...names),
      sizes,
      seeds,
      fc.constantFrom(1n, 1_000_003n, 10n ** 14n),
      (name, size, seed, spread) => {
        const customers = {
          values: {
            recency: valuesOf("few integers", size, seed),
            frequency: valuesOf("all equal", size, seed),
            monetary: valuesOf(name, size, seed),
          },
          ids: numbersOf(size, seed, spread),
        };
        const ranks = ranksOf(size);
        const { passes, found } = find(customers, ranks, true);
        for (const dimension of ["recency", "frequency", "monetary"] as const) {
          expect(found.get(dimension)).toEqual(sorted(customers, dimension, ranks));
        }
        const ofValues = Math.max(bound(customers.values.monetary), bound(customers.values.recency));
        expect(passes).toBeLessThanOrEqual(size <= 4096 ? 2 : ofValues + bound(customers.ids));
      },
    );
    fc.assert(property, { numRuns: casesOf(20) });
  });

  test("find ids that are text by code point", () => {
    const property = fc.property(sizesOfText, seeds, (size, seed) => {
      const customers = { values: { frequency: valuesOf("two values", size, seed) }, ids: textsOf(size, seed) };
      const ranks = ranksOf(size);
      const { passes, found } = find(customers, ranks, true);
      expect(found.get("frequency")).toEqual(sorted(customers, "frequency", ranks));
      const longest = Math.max(...customers.ids.map((id) => [...id].length));
      const ofValues = bound(customers.values.frequency);
      expect(passes).toBeLessThanOrEqual(size <= 4096 ? 2 : ofValues + Math.min(13, Math.ceil(longest / 2) + 1));
    });
    fc.assert(property, { numRuns: casesOf(20) });
  });

  test("count ids one by one where they have no buckets", () => {
    const questions: Question[] = [];
    const customers = { values: { frequency: valuesOf("all equal", 9000, 1) }, ids: numbersOf(9000, 1, 1n) };
    const search = findOrderStatistics({
      customers: 9000,
      ranges: new Map([["frequency", { low: "-12345", high: "-12345" }]]),
      ranks: [1800, 8999],
      ties: { dimensions: ["frequency"], ranks: [1800, 8999], ids: undefined },
    });
    let step = search.next([]);
    while (!step.done) {
      questions.push(...step.value);
      step = search.next(step.value.map((question) => answer(customers, question, inDoubles)));
    }
    expect(questions).toEqual([
      { dimension: "frequency", idsAt: "-12345", range: undefined, isWhole: true, each: true, ranks: [1800] },
    ]);
    expect(step.value.get("frequency")?.ids).toEqual(new Map([[1800, "1791"]]));
  });

  test("are an error rather than wrong where counts lose customers", () => {
    const search = findOrderStatistics({
      customers: 3,
      ranges: new Map([["recency", { low: "1", high: "3" }]]),
      ranks: [0, 2],
      ties: undefined,
    });
    search.next([]);
    expect(() => search.next([[{ low: "1", high: "1", customers: 1, upto: 1 }]])).toThrow(
      expect.objectContaining({ code: "INTERNAL" }),
    );
  });
});
