import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { withoutFormula } from "../customers/without-formula.js";
import { segmentCells } from "../fit/score.js";

/** What is told of each customer who is there at the second of two moments. */
export const MOVEMENT_COLUMNS = [
  "customer_id",
  "R_before",
  "F_before",
  "M_before",
  "segment_before",
  "R_after",
  "F_after",
  "M_after",
  "segment_after",
  "segment_frozen",
  "bought",
  "reason",
  "revenue",
  "monetary",
] as const;

/**
 * The movement of each customer with scores and segments in the place of codes, and the reason of each move. What was before is null for
 * new customers, and the reason for those who stayed.
 *
 * @param movement what stands after FROM to read `customerMovement`.
 * @param segments the segment of each of the 125 cells.
 */
export function movedCustomers(movement: Sql, segments: readonly string[]): Sql {
  const cells = segmentCells(segments);
  const cellsOf = (name: string, code: string): Sql => {
    const [alias, column] = [identifier(name), identifier("moved", code)];
    return sql`(${cells}) AS ${alias} (r, f, m, segment) ON 100 * ${alias}.r + 10 * ${alias}.f + ${alias}.m = ${column}`;
  };
  const before = identifier("then_cells", "segment");
  const reason = sql`CASE WHEN ${before} = now_cells.segment THEN NULL WHEN frozen_cells.segment = ${before} THEN 'yardstick'
      WHEN moved.bought THEN 'behaviour' ELSE 'silence' END`;
  const values = [
    sql`moved.customer_id`,
    ...["then_cells", "now_cells"].flatMap((name) =>
      ["r", "f", "m", "segment"].map((column) => identifier(name, column)),
    ),
    sql`frozen_cells.segment`,
    sql`moved.bought`,
    reason,
    sql`moved.revenue`,
    sql`moved.monetary`,
  ];
  const columns = MOVEMENT_COLUMNS.map((name, index) => sql`${values[index] as Sql} AS ${identifier(name)}`);
  return sql`SELECT ${join(columns)} FROM (SELECT * FROM ${movement}) AS moved JOIN ${cellsOf("now_cells", "code_after")}
    LEFT JOIN ${cellsOf("then_cells", "code_before")} LEFT JOIN ${cellsOf("frozen_cells", "code_frozen")}`;
}

/** How the customers of a flow are listed. */
export interface FlowListing {
  readonly customer: ValueKind;
  /** Neutralise text that a spreadsheet would run as a formula. */
  readonly forSpreadsheets: boolean;
  /** List so many, those who have brought most first; default: all, in the order of their ids. */
  readonly most?: number | undefined;
}

/**
 * The customers of one flow.
 *
 * @param moved what stands after FROM to read {@link movedCustomers}.
 * @param flow the segments; null before is new.
 */
export function customersOfFlow(
  moved: Sql,
  flow: { readonly before: string | null; readonly after: string },
  { customer, forSpreadsheets, most }: FlowListing,
  dialect: Dialect,
): Sql {
  const id = identifier("listed", "customer_id");
  const isText = (name: string): boolean =>
    name.startsWith("segment_") || (name === "customer_id" && customer === "text");
  const columns = MOVEMENT_COLUMNS.map((name) => {
    const column = identifier("listed", name);
    return forSpreadsheets && isText(name) ? sql`${withoutFormula(column, dialect)} AS ${identifier(name)}` : column;
  });
  const isBefore = flow.before === null ? keyword("IS NULL") : sql`= ${literal(flow.before)}`;
  return sql`SELECT ${join(columns)} FROM ${moved} WHERE listed.segment_before ${isBefore} AND listed.segment_after = ${literal(flow.after)}
    ORDER BY ${most === undefined ? sql`` : sql`listed.monetary DESC, `}${dialect.byCodePoint(id, customer)}${most === undefined ? sql`` : sql` LIMIT ${literal(most)}`}`;
}
