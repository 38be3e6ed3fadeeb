import type { BoundsRule } from "../../model/cutpoints.js";
import { CELLS } from "../../model/cell.js";
import type { Dimension } from "../../model/score.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";

/** How one dimension is scored in the pass over the customers. */
export interface DimensionScorer {
  /** Four cutpoints, ascending: {@link exactCutpoint} or any other SQL; ranks from 1 where `ranked` is true. */
  readonly cutpoints: readonly Sql[];
  readonly rule: Required<BoundsRule>;
  /**
   * Where ties are broken: for each cutpoint what is true of those who have exactly its value and pass it nevertheless,
   * since their ids come after that of the customer at the cutpoint; undefined where no customer does.
   */
  readonly tied?: readonly (Sql | undefined)[];
  /** Score the rank that `withRanks` gives, instead of the value. */
  readonly ranked?: boolean;
}

/** The scorers of all three dimensions. */
export type Scorers = Readonly<Record<Dimension, DimensionScorer>>;

/**
 * The score stage: one pass over the metrics gives each customer three scores and the segment of that cell. `segments`
 * names the segment of each of the 125 cells. Each customer is scored alone, so that no sort is needed.
 */
export function scored(metrics: Sql, scorers: Scorers, segments: readonly string[]): Sql {
  const scores = sql`(
    ${scoresOf(metrics, scorers)}) AS scores`;
  return withSegments(scores, sql`(${segmentCells(segments)}) AS cells (${CELL_COLUMNS})`);
}

/** Customers who are scored already, with the segments of another model: one pass, and no sort. `customers` is what stands after FROM. */
export function relabelled(customers: Sql, segments: readonly string[]): Sql {
  const columns = join(CUSTOMER_COLUMNS.filter((name) => name !== "segment").map((name) => identifier(name)));
  return withSegments(
    sql`(SELECT ${columns} FROM ${customers}) AS scores`,
    sql`(${segmentCells(segments)}) AS cells (${CELL_COLUMNS})`,
  );
}

/** The columns of {@link segmentCells}. */
export const CELL_COLUMNS = keyword("r, f, m, segment");

/** The segment of each of the 125 cells, as rows. */
export function segmentCells(segments: readonly string[]): Sql {
  const cells = CELLS.map(({ R, F, M }, index) => {
    return sql`(${literal(R)}, ${literal(F)}, ${literal(M)}, ${literal(segments[index] as string)})`;
  });
  return sql`VALUES ${join(cells)}`;
}

/** The metrics with three scores. `metrics` is what stands after FROM; it has the ranks, and all columns that the cutpoints name. */
export function scoresOf(metrics: Sql, scorers: Scorers): Sql {
  return sql`SELECT customer_id, recency, frequency, monetary, ${score("recency", scorers)} AS "R_score",
      ${score("frequency", scorers)} AS "F_score", ${score("monetary", scorers)} AS "M_score"
    FROM ${metrics}`;
}

/** The scores with the segment of their cell: the columns of `customer_rfm`. Both are what stands after FROM. */
export function withSegments(scores: Sql, cells: Sql): Sql {
  const columns = join(CUSTOMER_COLUMNS.map((name) => identifier(name)));
  return sql`SELECT ${columns} FROM ${scores}
    JOIN ${cells} ON "R_score" = r AND "F_score" = f AND "M_score" = m`;
}

/** The code of a customer's cell as a number, such as 543. */
export function cellCode(scorers: Scorers): Sql {
  return sql`CAST(100 * ${score("recency", scorers)} + 10 * ${score("frequency", scorers)} + ${score("monetary", scorers)} AS SMALLINT)`;
}

/** The name of the column that is held against the cutpoints. */
function valueOf(dimension: Dimension, scorers: Scorers): Sql {
  return identifier(scorers[dimension].ranked === true ? `${dimension}_rank` : dimension);
}

function score(dimension: Dimension, scorers: Scorers): Sql {
  const { cutpoints, rule, tied = [] } = scorers[dimension];
  const value = valueOf(dimension, scorers);
  const passes = keyword(rule.bounds === "reached" ? ">=" : ">");
  const steps = cutpoints.map((cutpoint, index) => {
    const comesAfter = tied[index];
    const orIsTied = comesAfter === undefined ? sql`` : sql` OR (${value} = ${cutpoint} AND ${comesAfter})`;
    return sql`CASE WHEN ${value} ${passes} ${cutpoint}${orIsTied} THEN 1 ELSE 0 END`;
  });
  const passed = join(steps, " + ");
  return rule.best === "low" ? sql`(5 - (${passed}))` : sql`(1 + ${passed})`;
}

/** A cutpoint given as exact decimal text. */
export function exactCutpoint(text: string): Sql {
  return sql`CAST(${text} AS ${typeOf(text)})`;
}

/** The narrowest type that holds a cutpoint, since customers are held against it one by one. */
function typeOf(cutpoint: string): Sql {
  if (/^-?\d{1,9}$/.test(cutpoint)) return keyword("INTEGER");
  return keyword(/^-?\d{1,14}(\.\d{1,4})?$/.test(cutpoint) ? "DECIMAL(18, 4)" : "DECIMAL(38, 5)");
}

/** How many customers share their value with a customer of another score: the price of breaking ties. */
export function splitCustomers(customers: Sql, dimension: Dimension): Sql {
  const column = identifier(`${dimension.charAt(0).toUpperCase()}_score`);
  return sql`SELECT coalesce(sum(customers), 0) AS customers FROM (
    SELECT count(*) AS customers FROM ${customers} GROUP BY ${identifier(dimension)} HAVING min(${column}) < max(${column})) AS split`;
}
