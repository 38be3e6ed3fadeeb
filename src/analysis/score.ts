import type { BoundsRule } from "../model/cutpoints.js";
import { CELLS } from "../model/cell.js";
import type { Dimension } from "../model/score.js";
import { CUSTOMER_COLUMNS } from "../sql/published-tables.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../sql/fragment.js";

/** How one dimension is scored in the pass over the customers. */
export interface DimensionScorer {
  /** Four cutpoints, ascending, as exact decimal text; ranks from 1 where `ranked` is true. */
  readonly cutpoints: readonly string[];
  readonly rule: Required<BoundsRule>;
  /** Score the rank among all customers, ties broken by customer id, instead of the value. */
  readonly ranked: boolean;
}

/** The scorers of all three dimensions. */
export type Scorers = Readonly<Record<Dimension, DimensionScorer>>;

/**
 * The score stage: one pass over the metrics gives each customer three scores and the segment of that cell. `segments`
 * names the segment of each of the 125 cells; `order` is that of the customers, in which ties are broken.
 */
export function scored(metrics: Sql, scorers: Scorers, segments: readonly string[], order: Sql): Sql {
  const cells = CELLS.map(({ R, F, M }, index) => {
    return sql`(${literal(R)}, ${literal(F)}, ${literal(M)}, ${literal(segments[index] as string)})`;
  });
  const columns = join(CUSTOMER_COLUMNS.map((name) => identifier(name)));
  return sql`SELECT ${columns} FROM (
    SELECT customer_id, recency, frequency, monetary, ${score("recency", scorers)} AS "R_score",
      ${score("frequency", scorers)} AS "F_score", ${score("monetary", scorers)} AS "M_score"
    FROM (${withRanks(metrics, scorers, order)}) AS metrics) AS scores
    JOIN (VALUES ${join(cells)}) AS cells (r, f, m, segment) ON "R_score" = r AND "F_score" = f AND "M_score" = m`;
}

/** The name of the column that is held against the cutpoints. */
function valueOf(dimension: Dimension, scorers: Scorers): Sql {
  return identifier(scorers[dimension].ranked ? `${dimension}_rank` : dimension);
}

function score(dimension: Dimension, scorers: Scorers): Sql {
  const { cutpoints, rule } = scorers[dimension];
  const value = valueOf(dimension, scorers);
  const passes = keyword(rule.bounds === "reached" ? ">=" : ">");
  const steps = cutpoints.map(
    (cutpoint) => sql`CASE WHEN ${value} ${passes} CAST(${cutpoint} AS ${typeOf(cutpoint)}) THEN 1 ELSE 0 END`,
  );
  const passed = join(steps, " + ");
  return rule.best === "low" ? sql`(5 - (${passed}))` : sql`(1 + ${passed})`;
}

/** The narrowest type that holds a cutpoint, since customers are held against it one by one. */
function typeOf(cutpoint: string): Sql {
  if (/^-?\d{1,9}$/.test(cutpoint)) return keyword("INTEGER");
  return keyword(/^-?\d{1,14}(\.\d{1,4})?$/.test(cutpoint) ? "DECIMAL(18, 4)" : "DECIMAL(38, 5)");
}

/** Ranks customers 1 to n where ties are broken; only then do the customers have to be sorted. */
function withRanks(metrics: Sql, scorers: Scorers, order: Sql): Sql {
  const ranked = (Object.keys(scorers) as Dimension[]).filter((dimension) => scorers[dimension].ranked);
  const ranks = ranked.map((dimension) => {
    return sql`, row_number() OVER (ORDER BY ${identifier(dimension)}, ${order}) AS ${identifier(`${dimension}_rank`)}`;
  });
  return sql`SELECT *${join(ranks, "")} FROM ${metrics}`;
}

/** How many customers share their value with somebody of another score: the price of breaking ties. */
export function splitCustomers(customers: Sql, dimension: Dimension): Sql {
  const column = identifier(`${dimension.charAt(0).toUpperCase()}_score`);
  return sql`SELECT coalesce(sum(customers), 0) AS customers FROM (
    SELECT count(*) AS customers FROM ${customers} GROUP BY ${identifier(dimension)} HAVING min(${column}) < max(${column})) AS split`;
}
