import type { Cube } from "../../model/cube.js";
import { DECIMAL_PLACES, fromUnits } from "../../model/decimal.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { exactCutpoint } from "../fit/score.js";

/** Amounts are counted from `low` in `buckets` buckets of `step`, all in units of 1/100000; one more at each end is open. */
export interface AmountBuckets {
  readonly low: bigint;
  readonly step: bigint;
  readonly buckets: number;
}

/** Low ends of buckets are multiples of so many steps, so that bins of up to as many begin at round amounts. */
const ROUND = 1000;

/** The finest amount has four places, and a bucket number must fit into 64 bits. */
const [SMALLEST_POWER, LARGEST_POWER] = [-4, 14];

/**
 * Buckets fine enough for a picture of the amounts, found from the cube alone, so that no pass over the customers is needed
 * to learn their range. The mean amounts of the cells say where most customers are; a power of ten that is a 20th to a 200th
 * of their spread is the step; buckets reach 8 spreads below and 24 above.
 */
export function amountBuckets(cube: Cube): AmountBuckets {
  const means = cube
    .map(({ customers, monetary }) => ({ customers, mean: Number(monetary) / customers }))
    .toSorted((a, b) => a.mean - b.mean);
  const low = meanAt(means, 0.2);
  const high = meanAt(means, 0.8);
  const spread = Math.max(high - low, Math.abs(low) / 8, Math.abs(high) / 8) || 1;
  const power = Math.min(LARGEST_POWER, Math.max(SMALLEST_POWER, Math.floor(Math.log10(spread / 20))));
  const step = 10n ** BigInt(power + DECIMAL_PLACES);
  const round = step * BigInt(ROUND);
  const first = floorQuotient(toWholeUnits(low - 8 * spread), round);
  const last = floorQuotient(toWholeUnits(high + 24 * spread), round) + 1n;
  const rounds = Math.min(Number(last - first), 16);
  return { low: first * round, step, buckets: rounds * ROUND };
}

/**
 * How many customers there are at each recency, at each frequency, and in each bucket of amounts, in one statement: rows of
 * `dimension`, `bucket`, `customers`, and the smallest and largest value as exact text. Days and purchases are their own
 * buckets: a shop has few distinct ones. Amounts below all buckets are in bucket -1, those above in `buckets`.
 */
export function countedValues(customers: Sql, amounts: AmountBuckets, dialect: Dialect): Sql {
  const counted = (["recency", "frequency"] as const).map((dimension) => {
    const value = identifier(dimension);
    return sql`SELECT ${literal(dimension)} AS dimension, CAST(${value} AS BIGINT) AS bucket, count(*) AS customers,
      CAST(${value} AS VARCHAR) AS low, CAST(${value} AS VARCHAR) AS high FROM ${customers} GROUP BY ${value}`;
  });
  const monetary = sql`SELECT 'monetary' AS dimension, bucket, count(*) AS customers, CAST(min(monetary) AS VARCHAR) AS low,
    CAST(max(monetary) AS VARCHAR) AS high
    FROM (SELECT monetary, ${bucketOf(amounts, dialect)} AS bucket FROM ${customers}) AS bucketed GROUP BY bucket`;
  return sql`SELECT * FROM (${join([...counted, monetary], " UNION ALL ")}) AS counted ORDER BY dimension, bucket`;
}

/** Exact: no amount ever becomes a binary float. */
function bucketOf({ low, step, buckets }: AmountBuckets, dialect: Dialect): Sql {
  const distance = sql`(monetary - ${amount(low)})`;
  const one = 10n ** BigInt(DECIMAL_PLACES);
  const inside =
    step < one
      ? sql`CAST(floor(${distance} * ${literal(Number(one / step))}) AS BIGINT)`
      : dialect.wholeQuotient(sql`CAST(floor(${distance}) AS BIGINT)`, Number(step / one));
  return sql`CASE WHEN monetary < ${amount(low)} THEN -1 WHEN monetary >= ${amount(low + step * BigInt(buckets))}
    THEN ${literal(buckets)} ELSE ${inside} END`;
}

function amount(units: bigint): Sql {
  return exactCutpoint(fromUnits(units, 0));
}

/** The mean amount of the cell in which a share of all customers is reached, cells in the order of their means. */
function meanAt(cells: readonly { readonly customers: number; readonly mean: number }[], share: number): number {
  const wanted = share * cells.reduce((sum, { customers }) => sum + customers, 0);
  let upto = 0;
  return cells.find(({ customers }) => (upto += customers) >= wanted)?.mean ?? 0;
}

function toWholeUnits(value: number): bigint {
  return BigInt(Math.round(value * 10 ** DECIMAL_PLACES));
}

function floorQuotient(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}
