import { FIFTHS } from "../../model/quantile-ranks.js";
import { type Dimension, DIMENSIONS } from "../../model/score.js";
import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";

/** Where the four cutpoints of a dimension come from. With `ranks`, the ranks of customers are scored, not their values. */
export type Fit =
  | { readonly method: "quintiles" | "percentiles" | "ranks" }
  | { readonly method: "given"; readonly cutpoints: readonly Sql[] };

/** How each dimension is fitted. */
export type Fits = Readonly<Record<Dimension, Fit>>;

/** The column that holds the k-th cutpoint of a dimension, k = 1..4. */
export function cutpointColumn(dimension: Dimension, k: number): string {
  return `${dimension}_${k}`;
}

/** True where {@link cutpoints} needs to look at the customers. */
export function looksAtCustomers(fits: Fits): boolean {
  return DIMENSIONS.some((dimension) => fits[dimension].method !== "given");
}

/** The metrics that are fitted, with the 0-based place of each value in the order of all, and the number of `customers`. */
export function positions(metrics: Sql, fits: Fits): Sql {
  const columns = DIMENSIONS.filter((dimension) => isSorted(fits[dimension])).flatMap((dimension) => {
    const value = identifier(dimension);
    return [value, sql`row_number() OVER (ORDER BY ${value}) - 1 AS ${positionOf(dimension)}`];
  });
  return sql`SELECT ${join([...columns, sql`count(*) OVER () AS customers`])} FROM ${metrics}`;
}

/**
 * The metrics with the ranks 1 to n of customers in some dimensions, as `recency_rank` and so on, for a query that stands by
 * itself. A sort of all customers for each is its price; a run finds the customers at the cutpoints by counting instead.
 *
 * @param order that of the customers, in which ties are broken.
 */
export function withRanks(metrics: Sql, ranked: readonly Dimension[], order: Sql): Sql {
  const ranks = ranked.map((dimension) => {
    return sql`, row_number() OVER (ORDER BY ${identifier(dimension)}, ${order}) AS ${identifier(`${dimension}_rank`)}`;
  });
  return sql`SELECT *${join(ranks, "")} FROM ${metrics}`;
}

/** How a query looks up what the cutpoints are made of: aggregates over the rows that it reads. */
export interface Lookup {
  /** The value at a place in the order of all, counted from 0. */
  readonly valueAt: (dimension: Dimension, place: Sql) => Sql;
  /** The k-th cutpoint of a dimension whose ties are broken. */
  readonly ranked: (dimension: Dimension, k: number) => Sql;
}

/**
 * The fit stage as one query that stays right when the customers change: the same cutpoints that a run finds by counting,
 * in one row. A sort for each dimension is its price. `from` is what stands after FROM to read {@link positions}.
 */
export function cutpoints(from: Sql, fits: Fits, dialect: Dialect): Sql {
  const lookup: Lookup = {
    valueAt: (dimension, place) =>
      sql`max(${identifier(dimension)}) FILTER (WHERE ${positionOf(dimension)} = ${place})`,
    ranked: (_, k) => sql`${lowerPlace(sql`max(customers)`, k, dialect)} + 1`,
  };
  const columns = cutpointColumns(fits, lookup, dialect);
  return looksAtCustomers(fits) ? sql`SELECT ${join(columns)} FROM ${from}` : sql`SELECT ${join(columns)}`;
}

/** The twelve cutpoints, as columns of one row. */
export function cutpointColumns(fits: Fits, lookup: Lookup, dialect: Dialect): Sql[] {
  return DIMENSIONS.flatMap((dimension) =>
    FIFTHS.map(
      (k, index) =>
        sql`${cutpoint(dimension, fits[dimension], k, index, lookup, dialect)} AS ${identifier(cutpointColumn(dimension, k))}`,
    ),
  );
}

/** How many whole fifths there are in k times the way from the first customer to the last. */
export function lowerPlace(customers: Sql, k: number, dialect: Dialect): Sql {
  return dialect.wholeQuotient(sql`(${customers} - 1) * ${literal(k)}`, 5);
}

/** Like {@link lowerPlace}, but rounded up. */
export function upperPlace(customers: Sql, k: number, dialect: Dialect): Sql {
  return dialect.wholeQuotient(sql`((${customers} - 1) * ${literal(k)} + 4)`, 5);
}

function isSorted({ method }: Fit): boolean {
  return method === "quintiles" || method === "percentiles";
}

function positionOf(dimension: Dimension): Sql {
  return identifier(`${dimension}_position`);
}

function cutpoint(dimension: Dimension, fit: Fit, k: number, index: number, lookup: Lookup, dialect: Dialect): Sql {
  const customers = sql`customers`;
  const lower = lookup.valueAt(dimension, lowerPlace(customers, k, dialect));
  switch (fit.method) {
    case "given":
      return fit.cutpoints[index] as Sql;
    case "ranks":
      return lookup.ranked(dimension, k);
    case "quintiles":
      return lower;
    case "percentiles": {
      // Exact: the way between two neighbours is always a whole number of fifths.
      const upper = lookup.valueAt(dimension, upperPlace(customers, k, dialect));
      return sql`${lower} + (${upper} - ${lower}) * ((max(customers) - 1) * ${literal(k)} % 5) * 0.2`;
    }
  }
}
