import type { Dialect } from "../../sql/dialect.js";
import { expression, identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Relation } from "../../sql/relation.js";
import { MAPPED_NAMES, type Mapping, type RoleSource, type StatusSource, UNFLAGGED, wordOfFlag } from "./mapping.js";
import { AS_WRITTEN, type TypedExpressions } from "./typed-expressions.js";

/** Rows that carry themselves as the record `quintile_row` (and their file and line where numbered), to be given back as they came. */
export interface OriginalRows {
  readonly from: Sql;
  readonly numbered: boolean;
}

/**
 * The mapped columns of the source, as they stand there, under the names of {@link MAPPED_NAMES}.
 *
 * A plain column is taken untouched. Expressions and the condition see a column of text as text in some places and as numbers in others.
 *
 * @param original reads these rows instead of the relation's, and adds the columns of {@link originalColumns}.
 */
export function mappedColumns(
  relation: Relation,
  mapping: Mapping,
  dialect: Dialect,
  expressions: TypedExpressions = AS_WRITTEN,
  original?: OriginalRows,
): Sql {
  const roles = Object.entries(MAPPED_NAMES) as (readonly [role: keyof typeof MAPPED_NAMES, name: string])[];
  const taken = original ? originalColumns(original) : [];
  const from = original
    ? sql`(SELECT ${join([...taken, dialect.allColumnsOf(identifier("quintile_row"))])} FROM ${original.from} AS numbered)`
    : relation.from;
  const chosen = roles.flatMap(([role, name]) => {
    const source = mapping[role];
    if (source === undefined) return [];
    const part = partOf(source, expressions.texts[role]);
    const value = role === "status" ? withFlags(source, part, dialect) : part;
    return [sql`${value} AS ${identifier(name)}`];
  });
  const where = mapping.where === undefined ? sql`` : sql` WHERE ${conditionOf(mapping.where, expressions)}`;
  return sql`SELECT ${join([...chosen, ...taken])} FROM ${withNumbers(relation, expressions, from, taken)} AS source${where}`;
}

/**
 * How many rows of the source there are, and what the condition says of them, in one row: `rows`, `left_out` (it is false)
 * and `unknown` (it is null). The condition sees the columns as {@link mappedColumns} shows them to it.
 */
export function countWhere(relation: Relation, where: string, expressions: TypedExpressions): Sql {
  const condition = conditionOf(where, expressions);
  return sql`SELECT count(*) AS rows, count(*) FILTER (WHERE NOT ${condition}) AS left_out,
    count(*) FILTER (WHERE ${condition} IS NULL) AS unknown FROM ${withNumbers(relation, expressions, relation.from)} AS source`;
}

/** The columns that {@link mappedColumns} carries along for original rows. */
export function originalColumns(original: OriginalRows): Sql[] {
  return original.numbered
    ? [identifier("quintile_file"), identifier("quintile_line"), identifier("quintile_row")]
    : [identifier("quintile_row")];
}

function partOf(role: RoleSource, typed: string | undefined): Sql {
  return role.kind === "column" ? identifier(role.column.name) : expression(typed ?? role.text);
}

/** The word of the first flag that says that a row was no sale, else the status. */
function withFlags(status: StatusSource, part: Sql, dialect: Dialect): Sql {
  const { flags = [] } = status;
  if (flags.length === 0) return part;
  const cases = flags.map((flag) => {
    const text = sql`CAST(${identifier(flag.column.name)} AS VARCHAR)`;
    const isFilled = sql`NOT ${dialect.isBlank(text)}`;
    if (flag.isMoment) return sql`WHEN ${text} IS NOT NULL AND ${isFilled} THEN ${literal(wordOfFlag(flag))}`;
    const isSold = sql`lower(trim(${text})) IN (${join(flag.sold.map(literal))})`;
    return sql`WHEN ${text} IS NOT NULL AND ${isFilled} AND NOT ${isSold} THEN ${literal(wordOfFlag(flag))} || trim(${text})`;
  });
  const isFlag = status.kind === "column" && flags.some(({ column }) => column.name === status.column.name);
  // Without a column of statuses, a row that no flag speaks of is no blank line of an order.
  const rest = isFlag ? literal(UNFLAGGED) : sql`CAST(${part} AS VARCHAR)`;
  return sql`CASE ${join(cases, " ")} ELSE ${rest} END`;
}

function conditionOf(where: string, { texts }: TypedExpressions): Sql {
  return expression(texts.where ?? where);
}

/** What stands after FROM to read the columns and, beside them, the numbers that expressions see. */
function withNumbers({ columns }: Relation, { numbers }: TypedExpressions, from: Sql, taken: readonly Sql[] = []): Sql {
  if (numbers.length === 0) return from;
  const texts = columns.map(({ name }) => identifier(name));
  const read = numbers.map(({ name, number }) => sql`${number} AS ${identifier(name)}`);
  return sql`(SELECT ${join([...texts, ...read, ...taken])} FROM ${from} AS source)`;
}
