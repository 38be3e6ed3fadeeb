import type { ComparedCustomers } from "../sql/customer-changes.js";
import type { Database } from "../sql/database.js";
import { type Sql, sql } from "../sql/fragment.js";
import { hasCustomers, type PublishedColumns } from "./own-tables.js";

/** The customers that are published and those that take their place; undefined where none are published yet. */
export async function comparedCustomers(
  database: Pick<Database, "describe">,
  columns: PublishedColumns,
  before: Sql,
  after: Sql,
): Promise<ComparedCustomers | undefined> {
  if (!hasCustomers(columns)) return undefined;
  const [one, other] = await database.describe(
    sql`SELECT before.customer_id AS one, staged.customer_id AS other FROM ${before} AS before, ${after} AS staged`,
  );
  return { before, after, asText: one?.kind !== other?.kind };
}
