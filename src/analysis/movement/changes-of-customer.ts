import { type Sql, sql } from "../../sql/fragment.js";

/**
 * The changes of one customer, by run.
 *
 * @param changes what stands after FROM to read `rfm_changes`.
 */
export function changesOfCustomer(changes: Sql, id: string): Sql {
  return sql`SELECT run, segment_before, segment_after FROM ${changes} WHERE customer_id = ${id} ORDER BY run`;
}
