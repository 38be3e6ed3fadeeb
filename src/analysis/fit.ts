import type { Dialect } from "../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../sql/fragment.js";
import { type Dimension, DIMENSIONS } from "../model/score.js";

/** The exact values, as text, at the ranks that were asked for. */
export type OrderStatistics = ReadonlyMap<number, string>;

/** A stretch of values that holds some of the wanted ranks: `below` values are smaller than `low`. */
interface Bracket {
  readonly dimension: Dimension;
  readonly low: string;
  readonly high: string;
  readonly below: number;
  readonly ranks: readonly number[];
  /** All values are in it, as they are at first. */
  readonly isWhole: boolean;
}

type FitRow = Record<string, unknown>;

const BUCKETS = 4096;

/** The number of customers and the range of each dimension, in one row. */
export function ranges(metrics: Sql, dimensions: readonly Dimension[]): Sql {
  const columns = dimensions.flatMap((dimension) => {
    const value = identifier(dimension);
    return [
      sql`min(${value}) AS ${identifier(`low ${dimension}`)}`,
      sql`max(${value}) AS ${identifier(`high ${dimension}`)}`,
    ];
  });
  return sql`SELECT ${join([sql`count(*) AS customers`, ...columns])} FROM ${metrics}`;
}

/**
 * The fit stage: finds exact order statistics by counting, without a sort and without any percentile function.
 *
 * Each round counts the values of a bracket in 4,096 buckets, keeps the buckets that hold a wanted rank with their
 * exact smallest and largest value, and looks closer at those. A bracket of one value is the answer. Buckets need only
 * keep the order of the values, so those of amounts are computed in floating point; the values themselves never are. A
 * round shrinks a bracket at least 4,096-fold, so days and purchases take one, and amounts two or three.
 *
 * Yields the statement of a round and expects its rows; returns the statistics per dimension.
 */
export function* fitOrderStatistics(
  metrics: Sql,
  range: FitRow,
  ranks: readonly number[],
  dimensions: readonly Dimension[],
  dialect: Dialect,
): Generator<Sql, Map<Dimension, OrderStatistics>, readonly FitRow[]> {
  const found = new Map(dimensions.map((dimension) => [dimension, new Map<number, string>()]));
  let brackets: Bracket[] = dimensions.map((dimension) => ({
    dimension,
    low: String(range[`low ${dimension}`]),
    high: String(range[`high ${dimension}`]),
    below: 0,
    ranks,
    isWhole: true,
  }));
  for (;;) {
    const open: Bracket[] = [];
    for (const bracket of brackets) {
      if (bracket.low !== bracket.high) open.push(bracket);
      else for (const rank of bracket.ranks) found.get(bracket.dimension)?.set(rank, bracket.low);
    }
    if (open.length === 0) return found;
    const counted = yield countBuckets(metrics, open, dialect);
    brackets = open.flatMap((bracket, index) =>
      narrow(
        bracket,
        counted.filter((row) => Number(row["bracket"]) === index),
      ),
    );
  }
}

function countBuckets(metrics: Sql, brackets: readonly Bracket[], dialect: Dialect): Sql {
  const numbered = brackets.map((bracket, index) => ({ bracket, index }));
  const counts = DIMENSIONS.flatMap((dimension) => {
    const some = numbered.filter(({ bracket }) => bracket.dimension === dimension);
    return some.length === 0 ? [] : [countDimension(metrics, dimension, some, dialect)];
  });
  const wanted = numbered.map(({ bracket: { ranks, below }, index }) => {
    const holds = ranks.map(
      (rank) => sql`upto - customers <= ${literal(rank - below)} AND ${literal(rank - below)} < upto`,
    );
    return sql`bracket = ${literal(index)} AND (${join(holds, " OR ")})`;
  });
  return sql`SELECT bracket, customers, upto, CAST(low AS VARCHAR) AS low, CAST(high AS VARCHAR) AS high FROM (
    SELECT *, sum(customers) OVER (PARTITION BY bracket ORDER BY bucket) AS upto FROM (${join(counts, " UNION ALL ")}) AS counted) AS summed
    WHERE ${join(wanted, " OR ")} ORDER BY bracket, bucket`;
}

/** One look at the values of a dimension counts the buckets of all its brackets, which have no value in common. */
function countDimension(
  metrics: Sql,
  dimension: Dimension,
  numbered: readonly { readonly bracket: Bracket; readonly index: number }[],
  dialect: Dialect,
): Sql {
  const value = identifier(dimension);
  const type = keyword(dimension === "monetary" ? "DECIMAL(38, 4)" : "INTEGER");
  const from = ({ low }: Bracket): Sql => sql`CAST(${literal(low)} AS ${type})`;
  const to = ({ high }: Bracket): Sql => sql`CAST(${literal(high)} AS ${type})`;
  const isInside = (bracket: Bracket): Sql => sql`${value} BETWEEN ${from(bracket)} AND ${to(bracket)}`;
  const perBracket = (answer: (bracket: Bracket, index: number) => Sql): Sql => {
    const [only] = numbered;
    if (only?.bracket.isWhole === true) return answer(only.bracket, only.index);
    const cases = numbered.map(({ bracket, index }) => sql`WHEN ${isInside(bracket)} THEN ${answer(bracket, index)}`);
    return sql`CASE ${join(cases, " ")} END`;
  };
  const bracket = perBracket((_, index) => literal(index));
  const bucket = perBracket((each) => bucketOf(each, value, from(each), to(each), dialect));
  const isWhole = numbered.some((each) => each.bracket.isWhole);
  const inside = join(
    numbered.map((each) => isInside(each.bracket)),
    " OR ",
  );
  return sql`SELECT bracket, bucket, count(*) AS customers, min(value) AS low, max(value) AS high
    FROM (SELECT CAST(${value} AS ${type}) AS value, ${bracket} AS bracket, ${bucket} AS bucket
      FROM ${metrics}${isWhole ? sql`` : sql` WHERE ${inside}`}) AS bucketed GROUP BY bracket, bucket`;
}

/** Days and purchases are whole numbers, and mostly few enough for a bucket each. */
function bucketOf(bracket: Bracket, value: Sql, from: Sql, to: Sql, dialect: Dialect): Sql {
  if (bracket.dimension === "monetary") return dialect.bucket(value, from, to, BUCKETS);
  const width = Math.ceil((Number(bracket.high) - Number(bracket.low) + 1) / BUCKETS);
  return dialect.wholeQuotient(sql`(${value} - ${from})`, width);
}

/** The buckets of a bracket that hold a wanted rank, as the next brackets. */
function narrow(bracket: Bracket, buckets: readonly FitRow[]): Bracket[] {
  return buckets.map((bucket) => {
    const upto = bracket.below + Number(bucket["upto"]);
    const below = upto - Number(bucket["customers"]);
    const ranks = bracket.ranks.filter((rank) => rank >= below && rank < upto);
    return { ...bracket, low: String(bucket["low"]), high: String(bucket["high"]), below, ranks, isWhole: false };
  });
}
