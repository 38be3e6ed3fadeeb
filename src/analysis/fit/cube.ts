import { type Sql, sql } from "../../sql/fragment.js";

/** The cube stage: what the customers of each cell add up to, at most 125 rows. */
export function cube(customers: Sql): Sql {
  return sql`SELECT "R_score" AS r, "F_score" AS f, "M_score" AS m, count(*) AS customers, sum(recency) AS recency,
    sum(frequency) AS frequency, CAST(sum(monetary) AS VARCHAR) AS monetary
    FROM ${customers} GROUP BY "R_score", "F_score", "M_score" ORDER BY r, f, m`;
}
