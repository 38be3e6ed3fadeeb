import { FIFTHS } from "../model/quantile-ranks.js";
import { type Dimension, DIMENSIONS } from "../model/score.js";
import type { Dialect } from "../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../sql/fragment.js";

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
 * The fit stage as one query that stays right when the customers change: the same cutpoints that a run finds by counting,
 * in one row. A sort for each dimension is its price. `from` is what stands after FROM to read {@link positions}.
 */
export function cutpoints(from: Sql, fits: Fits, dialect: Dialect): Sql {
  const columns = DIMENSIONS.flatMap((dimension) =>
    FIFTHS.map(
      (k, index) =>
        sql`${cutpoint(dimension, fits[dimension], k, index, dialect)} AS ${identifier(cutpointColumn(dimension, k))}`,
    ),
  );
  return looksAtCustomers(fits) ? sql`SELECT ${join(columns)} FROM ${from}` : sql`SELECT ${join(columns)}`;
}

function isSorted({ method }: Fit): boolean {
  return method === "quintiles" || method === "percentiles";
}

function positionOf(dimension: Dimension): Sql {
  return identifier(`${dimension}_position`);
}

function cutpoint(dimension: Dimension, fit: Fit, k: number, index: number, dialect: Dialect): Sql {
  /** How many whole fifths there are in k times the way from the first customer to the last. */
  const fifths = (customers: Sql): Sql => dialect.wholeQuotient(sql`(${customers} - 1) * ${literal(k)}`, 5);
  const valueAt = (position: Sql): Sql =>
    sql`max(${identifier(dimension)}) FILTER (WHERE ${positionOf(dimension)} = ${position})`;
  const lower = valueAt(fifths(sql`customers`));
  switch (fit.method) {
    case "given":
      return fit.cutpoints[index] as Sql;
    case "ranks":
      return sql`${fifths(sql`max(customers)`)} + 1`;
    case "quintiles":
      return lower;
    case "percentiles": {
      // Exact: the way between two neighbours is always a whole number of fifths.
      const upper = valueAt(dialect.wholeQuotient(sql`((customers - 1) * ${literal(k)} + 4)`, 5));
      return sql`${lower} + (${upper} - ${lower}) * ((max(customers) - 1) * ${literal(k)} % 5) * 0.2`;
    }
  }
}
