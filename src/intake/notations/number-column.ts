import type { Database } from "../../sql/database.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";

/** Text that may hold numbers. */
export interface NumberColumn {
  /** The header of the column, or the SQL expression that stands for it. */
  readonly name: string;
  /** What holds it, for messages. */
  readonly label: string;
  /** What a condition that leaves out rows by it is made of: its header, and the condition that rows meet already. Absent for expressions. */
  readonly condition?: { readonly column: string; readonly where: string | undefined } | undefined;
  /** A query that gives the text of every row as `value`. */
  readonly values: Sql;
  readonly database: Pick<Database, "dialect" | "query">;
}

/** A column of a source as numbers. */
export function numberColumn(
  source: Pick<Database, "dialect" | "query"> & { readonly label: string; readonly relation: { readonly from: Sql } },
  name: string,
): NumberColumn {
  const values = sql`SELECT ${identifier(name)} AS value FROM ${source.relation.from} AS source`;
  return { name, label: source.label, values, database: source };
}
