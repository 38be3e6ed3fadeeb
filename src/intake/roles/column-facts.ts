import type { RoleSource } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import { expression, identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { wordsOf } from "./candidates.js";

/** A look reads so many rows: even in ten million rows in any order, ids that repeat do so among them. */
const LOOK_ROWS = 20_000;

/** What columns hold, whatever their headers say. */
export interface ColumnFacts {
  readonly rows: number;
  /** True where these are the facts of all rows. */
  readonly areOfAll: boolean;
  /** False for what was not looked at: it counts as filled, with a value of its own in each row. */
  knows(source: RoleSource): boolean;
  of(source: RoleSource): { readonly filled: number; readonly distinct: number };
}

/** What some columns hold, in the first rows or in all: how many values that are not blank, and how many distinct ones. */
export async function columnFacts(
  source: Source,
  columns: readonly RoleSource[],
  which: "first rows" | "all rows",
): Promise<ColumnFacts> {
  const values = columns.map((column, index) => sql`${valueOf(column)} AS ${identifier(`value ${index}`)}`);
  const isLook = which === "first rows";
  const rows = isLook
    ? sql`SELECT ${join(values)} FROM ${source.start} AS source LIMIT ${literal(LOOK_ROWS)}`
    : sql`SELECT ${join(values)} FROM ${source.relation.from} AS source`;
  const counts = columns.flatMap((_, index) => {
    const value = identifier(`value ${index}`);
    return [
      sql`count(${value}) AS ${identifier(`filled ${index}`)}`,
      sql`count(DISTINCT ${value}) AS ${identifier(`distinct ${index}`)}`,
    ];
  });
  const [row = {}] = await source.query(sql`SELECT count(*) AS all_rows, ${join(counts)} FROM (${rows}) AS looked_at`);
  const found = new Map(
    columns.map((column, index) => [
      wordsOf(column),
      { filled: Number(row[`filled ${index}`]), distinct: Number(row[`distinct ${index}`]) },
    ]),
  );
  const count = Number(row["all_rows"]);
  return {
    rows: count,
    areOfAll: !isLook || count < LOOK_ROWS,
    knows: (column) => found.has(wordsOf(column)),
    of: (column) => found.get(wordsOf(column)) ?? { filled: count, distinct: count },
  };
}

/** True where two columns say the same in every row. */
export async function areAlike(source: Source, one: RoleSource, other: RoleSource): Promise<boolean> {
  const [row = {}] = await source.query(
    sql`SELECT count(CASE WHEN ${valueOf(one)} IS DISTINCT FROM ${valueOf(other)} THEN 1 END) AS others FROM ${source.relation.from} AS source`,
  );
  return Number(row["others"]) === 0;
}

/** The value as text, null where it is blank. */
function valueOf(column: RoleSource): Sql {
  const value = column.kind === "column" ? identifier(column.column.name) : expression(column.text);
  return sql`nullif(trim(CAST(${value} AS VARCHAR)), '')`;
}
