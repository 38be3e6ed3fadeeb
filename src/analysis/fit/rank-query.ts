import type { Dimension } from "../../model/score.js";
import { identifier, join, type Sql, sql } from "../../sql/fragment.js";

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
