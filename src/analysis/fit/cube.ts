import type { Cube } from "../../model/cube.js";
import type { Score } from "../../model/score.js";
import type { Database } from "../../sql/database.js";
import { type Sql, sql } from "../../sql/fragment.js";

/** The cube stage: what the customers of each cell add up to, at most 125 rows. */
export function cube(customers: Sql): Sql {
  return sql`SELECT "R_score" AS r, "F_score" AS f, "M_score" AS m, count(*) AS customers, sum(recency) AS recency,
    sum(frequency) AS frequency, CAST(sum(monetary) AS VARCHAR) AS monetary
    FROM ${customers} GROUP BY "R_score", "F_score", "M_score" ORDER BY r, f, m`;
}

/** What the customers of a scored table add up to per cell. */
export async function readCube(database: Database, customers: Sql): Promise<Cube> {
  const rows = await database.query(cube(customers));
  return rows.map((row) => ({
    R: Number(row["r"]) as Score,
    F: Number(row["f"]) as Score,
    M: Number(row["m"]) as Score,
    customers: Number(row["customers"]),
    recency: Number(row["recency"]),
    frequency: Number(row["frequency"]),
    monetary: String(row["monetary"]),
  }));
}
