import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import type { QueriedTable } from "../../sql/kept-table.js";
import type { KeptType } from "../../sql/published-tables.js";
import { segmentCells } from "../fit/score.js";
import { MOVEMENT_COLUMNS, movedCustomers } from "./moved-customers.js";

/** What the kept rows of a movement say of it as a whole. */
export interface KeptMovement {
  /** The run whose sales and options it goes by. */
  readonly run: number;
  /** The first moment, ISO 8601. */
  readonly before: string;
  /** The second moment. */
  readonly after: string;
  /** When it was found, ISO 8601 in UTC. */
  readonly createdAt: string;
}

const AMOUNT = "DECIMAL(38, 4)";

/**
 * The tables that keep a movement: `customer_movement` with a row for each customer, and `rfm_movement` with the customers of each way
 * through the cells, counted. Both say of which moments they are.
 *
 * @param movement what stands after FROM to read `customerMovement`.
 * @param segments the segment of each of the 125 cells.
 */
export function movementTables(movement: Sql, segments: readonly string[], kept: KeptMovement): QueriedTable[] {
  return [
    { name: "customer_movement", query: customersOf(movement, segments, kept) },
    { name: "rfm_movement", query: countsOf(movement, segments, kept) },
  ];
}

function customersOf(movement: Sql, segments: readonly string[], kept: KeptMovement): Sql {
  const columns = MOVEMENT_COLUMNS.map((name) => {
    const column = identifier("kept", name);
    if (name === "customer_id" || name === "bought") return sql`${column} AS ${identifier(name)}`;
    if (name === "revenue" || name === "monetary") return as(column, AMOUNT, name);
    return as(column, /^[RFM]_/.test(name) ? "INTEGER" : "VARCHAR", name);
  });
  return sql`SELECT ${join([...columns, ...momentsOf(kept)])} FROM (${movedCustomers(movement, segments)}) AS kept`;
}

function countsOf(movement: Sql, segments: readonly string[], kept: KeptMovement): Sql {
  const codes = ["code_before", "code_frozen", "code_after"] as const;
  const order = sql`coalesce(code_before, 0), coalesce(code_frozen, 0), code_after, CASE WHEN bought THEN 1 ELSE 0 END`;
  const segmentOf = (code: string): Sql => {
    const alias = identifier(`cells_of_${code}`);
    return sql`LEFT JOIN (${segmentCells(segments)}) AS ${alias} (r, f, m, segment)
      ON 100 * ${alias}.r + 10 * ${alias}.f + ${alias}.m = ${identifier("counted", code)}`;
  };
  const columns = [
    as(sql`row_number() OVER (ORDER BY ${order})`, "INTEGER", "position"),
    ...codes.map((code) => as(identifier("counted", code), "INTEGER", code)),
    ...codes.map((code) => as(identifier(`cells_of_${code}`, "segment"), "VARCHAR", code.replace("code", "segment"))),
    sql`counted.bought`,
    as(identifier("counted", "customers"), "BIGINT", "customers"),
    as(identifier("counted", "revenue"), AMOUNT, "revenue"),
    as(identifier("counted", "monetary"), AMOUNT, "monetary"),
    ...momentsOf(kept),
    as(literal(kept.createdAt.replace("T", " ").replace(/Z$/, "")), "TIMESTAMP(6)", "created_at"),
  ];
  return sql`SELECT ${join(columns)} FROM (SELECT code_before, code_frozen, code_after, bought, count(*) AS customers,
      sum(revenue) AS revenue, sum(monetary) AS monetary FROM ${movement} GROUP BY code_before, code_frozen, code_after, bought) AS counted
    ${join(codes.map(segmentOf), " ")}`;
}

function momentsOf({ before, after, run }: KeptMovement): Sql[] {
  return [
    as(literal(before), "VARCHAR", "moment_before"),
    as(literal(after), "VARCHAR", "moment_after"),
    as(literal(run), "INTEGER", "run"),
  ];
}

function as(value: Sql, type: KeptType | typeof AMOUNT | "TIMESTAMP(6)", name: string): Sql {
  return sql`CAST(${value} AS ${keyword(type)}) AS ${identifier(name)}`;
}
