import type { Database } from "../../sql/database.js";
import type { DecimalMark } from "../../sql/dialect.js";
import type { Sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";

/** One part of a sale in its source, as far as it takes to find out how its text is written. */
export interface SaleColumn {
  /** The header of the column, or the SQL expression that stands for it. */
  readonly name: string;
  /** What holds it, for messages. */
  readonly label: string;
  /** What a condition that leaves out rows by it is made of: its header, and the condition that rows meet already. Absent for expressions. */
  readonly condition?: { readonly column: string; readonly where: string | undefined } | undefined;
  readonly kind: ValueKind;
  /** The decimal mark of its numbers, where the source prescribes one. */
  readonly decimal?: DecimalMark | undefined;
  /** A query that gives the part of every row, under the name that it has among the mapped columns. */
  readonly all: Sql;
  /** The same query over a relation that is read in small pieces. Use it with LIMIT to look at the first rows. */
  readonly start: Sql;
  readonly database: Pick<Database, "dialect" | "query">;
}
