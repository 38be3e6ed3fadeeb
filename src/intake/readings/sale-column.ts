import type { Database } from "../../sql/database.js";
import type { Sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";

/** One part of a sale in its source, as far as it takes to find out how its text is written. */
export interface SaleColumn {
  /** The header of the column, or the SQL expression that stands for it. */
  readonly name: string;
  /** What holds it, for messages. */
  readonly label: string;
  readonly kind: ValueKind;
  /** A query that gives the part of every row, under the name that it has among the mapped columns. */
  readonly all: Sql;
  /** The same query over a relation that is read in small pieces. Use it with LIMIT to look at the first rows. */
  readonly start: Sql;
  readonly database: Pick<Database, "dialect" | "query">;
}
