import { FIFTHS } from "../../model/quantile-ranks.js";
import { type Dimension, DIMENSIONS } from "../../model/score.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { cutpointColumn, cutpointColumns, type Fits, type Lookup, lowerPlace, upperPlace } from "./fit-query.js";

/** Where ties are broken: the id of a customer, in the order that counts, or undefined where they are broken nowhere. */
export type TieBreaker = Sql | undefined;

/** The column that holds the id of the customer at the k-th cutpoint of a dimension whose ties are broken. */
export function cutpointIdColumn(dimension: Dimension, k: number): string {
  return `${cutpointColumn(dimension, k)}_id`;
}

/**
 * The metrics that are fitted, one below the other, as `metric`, `value` and a `bucket` of like values; with ties also the
 * `customer_id`. A bucket never falls as a value rises, on whatever machine it is computed: square roots are rounded exactly.
 */
export function measured(metrics: Sql, fits: Fits, tie: TieBreaker): Sql {
  const dimensions = DIMENSIONS.filter((dimension) => fits[dimension].method !== "given");
  const names = join(dimensions.map((dimension) => literal(dimension)));
  const values = join(dimensions.map((dimension) => identifier(dimension)));
  const id = tie === undefined ? sql`` : sql`, ${tie} AS customer_id`;
  return sql`SELECT metric, value, CAST(floor(50 * sign(value) * sqrt(sqrt(abs(value)))) AS BIGINT) AS bucket${id}
    FROM ${metrics} CROSS JOIN UNNEST(ARRAY[${names}], ARRAY[${values}]) AS measured (metric, value)`;
}

/** The customers `inside` each bucket and `before` it, and all `customers`. `from` is what stands after FROM to read {@link measured}. */
export function buckets(from: Sql): Sql {
  const counted = sql`SELECT metric, bucket, count(*) AS inside FROM ${from} GROUP BY metric, bucket`;
  return sql`SELECT metric, bucket, inside, sum(inside) OVER (PARTITION BY metric ORDER BY bucket) - inside AS before,
    sum(inside) OVER (PARTITION BY metric) AS customers FROM (${counted}) AS counted`;
}

/**
 * The buckets that hold a cutpoint, in one row: `starts` says how many customers stand before each, by its metric and
 * number; `customers` is the number of all. `from` is what stands after FROM to read {@link buckets}.
 */
export function wanted(from: Sql, fits: Fits, dialect: Dialect): Sql {
  const lower = FIFTHS.map((k) => lowerPlace(sql`customers`, k, dialect));
  const upper = FIFTHS.map((k) => upperPlace(sql`customers`, k, dialect));
  const isInterpolated = DIMENSIONS.some((dimension) => fits[dimension].method === "percentiles");
  const holds = (isInterpolated ? [...lower, ...upper] : lower).map(
    (place) => sql`${place} BETWEEN before AND before + inside - 1`,
  );
  return sql`SELECT map_agg(ROW(metric, bucket), before) AS starts, max(customers) AS customers
    FROM ${from} WHERE ${join(holds, " OR ")}`;
}

/**
 * The values in the buckets that hold a cutpoint, with the first and the last place of each in the order of all, counted
 * from 0. With ties every customer has a place. Each bucket is sorted by itself; customers in others stay where they are,
 * since a single row travels to them. Both are what stands after FROM: {@link measured} and {@link wanted}.
 */
export function countedPositions(measuredFrom: Sql, wantedFrom: Sql, tie: TieBreaker): Sql {
  const id = tie === undefined ? sql`` : sql`, customer_id`;
  const started = sql`SELECT metric, bucket, value${id}, customers, element_at(starts, ROW(metric, bucket)) AS before
    FROM ${measuredFrom} CROSS JOIN ${wantedFrom}`;
  const upto = sql`before + sum(count(*)) OVER (PARTITION BY metric, bucket ORDER BY value${id})`;
  return sql`SELECT metric, value${id}, customers, ${upto} - count(*) AS first_place, ${upto} - 1 AS last_place
    FROM (${started}) AS started WHERE before IS NOT NULL GROUP BY metric, bucket, value${id}, before, customers`;
}

/**
 * The cutpoints in one row; with ties also the ids of the customers there, see {@link cutpointIdColumn}. `from` is what
 * stands after FROM to read {@link countedPositions}.
 */
export function countedCutpoints(from: Sql, fits: Fits, dialect: Dialect): Sql {
  const placeOf = (k: number): Sql => lowerPlace(sql`customers`, k, dialect);
  const lookup: Lookup = {
    valueAt: (dimension, place) => atPlace(sql`value`, dimension, place),
    ranked: (dimension, k) => atPlace(sql`value`, dimension, placeOf(k)),
  };
  const ids = DIMENSIONS.filter((dimension) => fits[dimension].method === "ranks").flatMap((dimension) =>
    FIFTHS.map(
      (k) => sql`${atPlace(sql`customer_id`, dimension, placeOf(k))} AS ${identifier(cutpointIdColumn(dimension, k))}`,
    ),
  );
  return sql`SELECT ${join([...cutpointColumns(fits, lookup, dialect), ...ids])} FROM ${from}`;
}

function atPlace(column: Sql, dimension: Dimension, place: Sql): Sql {
  return sql`max(${column}) FILTER (WHERE metric = ${literal(dimension)} AND ${place} BETWEEN first_place AND last_place)`;
}
