import { QuintileError } from "../errors.js";
import type { Dimension } from "./score.js";

/** Values from one to another, both included, as exact text. */
export interface ValueRange {
  readonly low: string;
  readonly high: string;
}

/** One question of a pass: how many customers have which values, in a range that holds wanted ranks. */
export interface Question {
  readonly dimension: Dimension;
  /** Asks for the ids of the customers who have exactly this value of the dimension, instead of for its values. */
  readonly idsAt: string | undefined;
  /** No value in question is outside of it; undefined for ids, whose range is not known. */
  readonly range: ValueRange | undefined;
  /** The range holds every customer, so that no condition is needed. */
  readonly isWhole: boolean;
  /** Count each different value by itself, instead of buckets of values. */
  readonly each: boolean;
  /** The wanted ranks, counted from 0 at the start of the range. */
  readonly ranks: readonly number[];
}

/** Customers whose values are neighbours: the smallest and the largest of the values, exactly. */
export interface Bucket extends ValueRange {
  readonly customers: number;
  /** The customers of this bucket, and of those before it in the range. */
  readonly upto: number;
}

/** What is to be found. */
export interface Search {
  /** How many customers there are; at least 1. */
  readonly customers: number;
  /** The smallest and the largest value of each dimension that is searched. */
  readonly ranges: ReadonlyMap<Dimension, ValueRange>;
  /** Ranks whose values are wanted, counted from 0. */
  readonly ranks: readonly number[];
  /** Where customers with equal values are told apart by their ids. */
  readonly ties: TieSearch | undefined;
}

/** Ties that are to be broken by customer id. */
export interface TieSearch {
  readonly dimensions: readonly Dimension[];
  /** Those of the wanted ranks at which the customer counts. */
  readonly ranks: readonly number[];
  /** The smallest and the largest id of all; undefined where ids cannot be put in buckets. */
  readonly ids: ValueRange | undefined;
}

/** What was found in one dimension. */
export interface OrderStatistics {
  /** The exact value at each wanted rank. */
  readonly values: ReadonlyMap<number, string>;
  /**
   * The id of the customer at a rank, where ties are broken: those with the same value come before or after by their ids.
   * Absent where no customer with this value comes after.
   */
  readonly ids: ReadonlyMap<number, string>;
}

/** A range of values, or of ids behind one value, that holds some of the wanted ranks. */
interface Bracket extends Omit<Question, "each"> {
  /** Customers who come before all in this range. */
  readonly below: number;
  /** Customers in it. */
  readonly customers: number;
  /** Among all customers. */
  readonly ranks: readonly number[];
  readonly passes: number;
  /** The last pass did not make the range any smaller. */
  readonly isStuck: boolean;
}

/** Buckets that a range of numbers is parted into, and the number of values that are few enough to be counted one by one. */
export const PAGE = 4096;

/** So many times 4,096 exceeds every range of decimals with 38 digits. */
const MOST_PASSES = 12;

/**
 * Finds exact order statistics by counting: no sort, no percentile function, and no more than counts per bucket come over.
 *
 * Each pass asks how many customers of a range fall into which bucket, keeps the buckets that hold a wanted rank, with their
 * exact smallest and largest value, and looks closer at those. A range of one value is the answer. Buckets need only keep
 * the order of the values, so an engine may compute them in floating point; the values themselves stay exact text. A range
 * with at most 4,096 customers is ended by one pass that counts each of its values.
 *
 * Ties are broken in the same way: behind the value at a rank the ids of the customers who have exactly this value are
 * narrowed down, in the same passes as whatever else is open.
 *
 * Passes: where buckets are of equal width up to the error of a double, which is below 2^-38 of a bucket, a pass makes a
 * range 4,096 times smaller, so values between which there are W units (days, purchases, 1/10,000 of money) take at most
 * ⌈log₄₀₉₆(W + 1)⌉ + 1. Ids that are whole numbers take as many again, and text of L characters ⌈L / 2⌉ + 1, each at most
 * 13: whatever the buckets are, the thirteenth pass counts each value. At most 4,096 customers take one pass, and one more
 * for ids.
 *
 * Yields the questions of a pass and expects the buckets of each, ascending, at least those that hold a wanted rank.
 *
 * @throws QuintileError `INTERNAL` when the buckets do not hold every wanted rank.
 */
export function* findOrderStatistics({
  customers,
  ranges,
  ranks,
  ties,
}: Search): Generator<readonly Question[], Map<Dimension, OrderStatistics>, readonly (readonly Bucket[])[]> {
  const found = new Map([...ranges.keys()].map((dimension) => [dimension, nothingFound()]));
  let brackets = [...ranges].map(([dimension, range]): Bracket => {
    return { ...UNTOUCHED, dimension, idsAt: undefined, range, below: 0, customers, ranks };
  });
  for (;;) {
    const open = brackets.flatMap((bracket) => {
      if (bracket.range === undefined || bracket.range.low !== bracket.range.high) return [bracket];
      return settle(bracket, bracket.range.low, found.get(bracket.dimension) ?? nothingFound(), ties);
    });
    if (open.length === 0) return found;
    const answers = yield open.map((bracket) => questionOf(bracket, open));
    brackets = open.flatMap((bracket, index) => narrow(bracket, answers[index] ?? []));
  }
}

const UNTOUCHED = { isWhole: true, passes: 0, isStuck: false } as const;

interface Found extends OrderStatistics {
  readonly values: Map<number, string>;
  readonly ids: Map<number, string>;
}

function nothingFound(): Found {
  return { values: new Map(), ids: new Map() };
}

/** Notes the only value of a bracket down; gives back the bracket of ids behind it that is to be searched, where there is one. */
function settle(bracket: Bracket, value: string, found: Found, ties: TieSearch | undefined): Bracket[] {
  const { dimension, idsAt, below, customers } = bracket;
  for (const rank of bracket.ranks) (idsAt === undefined ? found.values : found.ids).set(rank, value);
  if (idsAt !== undefined || ties?.dimensions.includes(dimension) !== true) return [];
  const last = below + customers - 1;
  const ranks = bracket.ranks.filter((rank) => rank < last && ties.ranks.includes(rank));
  return ranks.length === 0 ? [] : [{ ...bracket, ...UNTOUCHED, idsAt: value, range: ties.ids, ranks }];
}

/** Values are counted one by one only where all ranges that one look answers for are small, or nothing else helps. */
function questionOf(bracket: Bracket, open: readonly Bracket[]): Question {
  const { dimension, idsAt, range, isWhole, below } = bracket;
  const together = open.filter(
    (other) => other.dimension === dimension && (other.idsAt === undefined) === (idsAt === undefined),
  );
  const each =
    range === undefined ||
    bracket.isStuck ||
    bracket.passes >= MOST_PASSES ||
    together.every(({ customers }) => customers <= PAGE);
  return { dimension, idsAt, range, isWhole, each, ranks: bracket.ranks.map((rank) => rank - below) };
}

/** The buckets of a bracket that hold a wanted rank, as the next brackets. */
function narrow(bracket: Bracket, buckets: readonly Bucket[]): Bracket[] {
  const narrowed = buckets.flatMap(({ low, high, customers, upto }) => {
    const end = bracket.below + upto;
    const below = end - customers;
    const ranks = bracket.ranks.filter((rank) => rank >= below && rank < end);
    if (ranks.length === 0) return [];
    const isStuck = low === bracket.range?.low && high === bracket.range.high;
    const passes = bracket.passes + 1;
    return [{ ...bracket, range: { low, high }, isWhole: false, below, customers, ranks, passes, isStuck }];
  });
  if (narrowed.reduce((kept, { ranks }) => kept + ranks.length, 0) !== bracket.ranks.length) {
    throw new QuintileError("INTERNAL", `Counting the ${bracket.dimension} of customers lost some of them.`);
  }
  return narrowed;
}
