import { cube } from "../analysis/fit/cube.js";
import type { Database } from "../engines/engine.js";
import type { Cube } from "../model/cube.js";
import type { Score } from "../model/score.js";
import type { Sql } from "../sql/fragment.js";

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
