import { duckdbDialect } from "../dialect/dialect.js";
import { type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import type { DuckdbSession } from "../session.js";
import type { FileSource } from "./file-source.js";

/** The parts of a source whose columns have types, and whose rows have no lines. */
export async function typedRows(
  session: DuckdbSession,
  from: Sql,
): Promise<Pick<FileSource, "relation" | "start" | "rows" | "notes">> {
  const columns = await describe(session, sql`SELECT * FROM ${from}`);
  return {
    relation: { from, columns, untyped: false },
    start: from,
    rows: () => Promise.resolve({ from: sql`(SELECT quintile_row FROM ${from} AS quintile_row)`, numbered: false }),
    notes: [],
  };
}

/** The columns of a query with the kinds of their types. */
export async function describe(session: DuckdbSession, query: Sql): Promise<Column[]> {
  const rows = await session.query(sql`DESCRIBE ${query}`);
  return rows.map((row) => {
    const type = String(row["column_type"]);
    return { name: String(row["column_name"]), type, kind: duckdbDialect.kindOf(type) };
  });
}
