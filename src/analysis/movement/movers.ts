import { identifier, literal, type Sql, sql } from "../../sql/fragment.js";

/** Into a segment, or out of it. */
export type Direction = "entered" | "left";

/** Who moved into a segment, or out of it. */
export interface Movers {
  readonly segment: string;
  readonly direction: Direction;
}

/**
 * The ids of those who moved, as `customer_id`.
 *
 * @param moves what stands after FROM to read rows with `segment_before` and `segment_after`, null for those who were not there.
 * @param run only what this run published; default: all rows.
 */
export function idsOfMovers(moves: Sql, { segment, direction }: Movers, run?: number): Sql {
  const [here, there] =
    direction === "entered" ? ["segment_after", "segment_before"] : ["segment_before", "segment_after"];
  const ofRun = run === undefined ? sql`` : sql` AND run = ${literal(run)}`;
  return sql`SELECT customer_id FROM ${moves} WHERE ${identifier(here)} = ${literal(segment)}
    AND ${identifier(there)} IS DISTINCT FROM ${literal(segment)}${ofRun}`;
}

/** Of which moments and of which run the kept movement is: one row. */
export function keptMoments(movement: Sql): Sql {
  return sql`SELECT moment_before, moment_after, run FROM ${movement} LIMIT 1`;
}
