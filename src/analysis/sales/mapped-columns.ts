import type { Dialect } from "../../sql/dialect.js";
import { expression, identifier, join, type Sql, sql } from "../../sql/fragment.js";
import type { Column, Relation } from "../../sql/relation.js";
import type { Mapping, RoleSource } from "./mapping.js";

/** Rows that carry themselves as the record `quintile_row` (and their file and line where numbered), to be given back as they came. */
export interface OriginalRows {
  readonly from: Sql;
  readonly numbered: boolean;
}

/**
 * The mapped columns of the source, as they stand there: `customer`, `sale_date`, `revenue` and `purchase` (the order).
 *
 * A plain column is taken untouched. Expressions and conditions see the columns in `numbers` as numbers, since a text
 * file has no types of its own and `Quantity * Price` must mean what it says.
 *
 * @param original reads these rows instead of the relation's, and adds the columns of {@link originalColumns}.
 */
export function mappedColumns(
  relation: Relation,
  mapping: Mapping,
  dialect: Dialect,
  numbers: ReadonlySet<string> = new Set(),
  original?: OriginalRows,
): Sql {
  const roles = {
    customer: mapping.customer,
    sale_date: mapping.date,
    revenue: mapping.revenue,
    purchase: mapping.order,
  };
  const taken = original ? originalColumns(original) : [];
  const from = original
    ? sql`(SELECT ${join([...taken, dialect.allColumnsOf(identifier("quintile_row"))])} FROM ${original.from} AS numbered)`
    : relation.from;
  const chosen = Object.entries(roles).flatMap(([name, role]) =>
    role === undefined ? [] : [sql`${partOf(role)} AS ${identifier(name)}`],
  );
  const where = mapping.where === undefined ? sql`` : sql` WHERE ${expression(mapping.where)}`;
  const isPlain = where.parts.length === 0 && Object.values(roles).every((role) => role?.kind !== "expression");
  if (!original && (isPlain || numbers.size === 0)) return sql`SELECT ${join(chosen)} FROM ${from} AS source${where}`;
  // The inner query keeps the untouched text under a name of its own, beside the typed columns that expressions see.
  const typed = relation.columns.map((column) => typedColumn(column, numbers, dialect));
  const untouched = Object.entries(roles).flatMap(([name, role]) =>
    role?.kind === "column" ? [sql`${identifier(role.column.name)} AS ${identifier(`untouched ${name}`)}`] : [],
  );
  const outer = Object.entries(roles).flatMap(([name, role]) => {
    if (role === undefined) return [];
    const part = role.kind === "column" ? identifier(`untouched ${name}`) : expression(role.text);
    return [sql`${part} AS ${identifier(name)}`];
  });
  return sql`SELECT ${join([...outer, ...taken])} FROM (SELECT ${join([...typed, ...untouched, ...taken])} FROM ${from} AS source) AS source${where}`;
}

/**
 * How many rows of the source there are, and what the condition says of them, in one row: `rows`, `left_out` (it is false)
 * and `unknown` (it is null). The condition sees the columns as {@link mappedColumns} shows them to it.
 */
export function countWhere(relation: Relation, where: string, dialect: Dialect, numbers: ReadonlySet<string>): Sql {
  const typed = relation.columns.map((column) => typedColumn(column, numbers, dialect));
  const from = numbers.size === 0 ? relation.from : sql`(SELECT ${join(typed)} FROM ${relation.from} AS source)`;
  const condition = expression(where);
  return sql`SELECT count(*) AS rows, count(*) FILTER (WHERE NOT ${condition}) AS left_out,
    count(*) FILTER (WHERE ${condition} IS NULL) AS unknown FROM ${from} AS source`;
}

/** The columns that {@link mappedColumns} carries along for original rows. */
export function originalColumns(original: OriginalRows): Sql[] {
  return original.numbered
    ? [identifier("quintile_file"), identifier("quintile_line"), identifier("quintile_row")]
    : [identifier("quintile_row")];
}

function partOf(role: RoleSource): Sql {
  return role.kind === "column" ? identifier(role.column.name) : expression(role.text);
}

function typedColumn(column: Column, numbers: ReadonlySet<string>, dialect: Dialect): Sql {
  const name = identifier(column.name);
  return numbers.has(column.name) ? sql`${dialect.toNumber(name)} AS ${name}` : name;
}
