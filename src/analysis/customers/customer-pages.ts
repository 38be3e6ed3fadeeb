import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import type { Column } from "../../sql/relation.js";
import { withoutFormula } from "./without-formula.js";

/** What customers can be sorted by. */
export const SORTS = ["monetary", "recency", "frequency", "customer_id"] as const;

/** A column that customers are sorted by; equal values are in the order of the ids, always ascending. */
export type Sort = (typeof SORTS)[number];

/** The published customers that are meant, and their order. */
export interface CustomerQuery {
  readonly customers: Sql;
  /** The columns of `customers`, as the engine describes them. */
  readonly columns: readonly Column[];
  /** Codes of cells, such as 555; undefined for all. */
  readonly cells: readonly number[] | undefined;
  /** The beginning of an id, or all of it. */
  readonly search: string | undefined;
  /** Only those whose id is among the `ids` of a query; `asText` where that gives ids as text, whatever those of the customers are. */
  readonly among?: { readonly ids: Sql; readonly asText: boolean } | undefined;
  readonly sort: Sort;
  readonly order: "asc" | "desc";
}

/** Where a page ended: the value that it was sorted by, and the id, as text. */
export interface Position {
  readonly value: string;
  readonly id: string;
}

const ID = identifier("customer_id");
const LARGEST_DIGITS = 18;

/** The customers after a position, ids and amounts as exact text. */
export function customerPage(query: CustomerQuery, after: Position | undefined, limit: number, dialect: Dialect): Sql {
  return sql`${selected(query, dialect, after)} LIMIT ${literal(limit)}`;
}

/** All of them in their order, each as a `line` of CSV without its end, neutralised for spreadsheets. */
export function customerLines(query: CustomerQuery, dialect: Dialect): Sql {
  const values = CUSTOMER_COLUMNS.map((name) => {
    const column = identifier("published", name);
    const isText = query.columns.some((each) => each.name === name && each.kind === "text");
    return isText ? quoted(withoutFormula(column, dialect)) : sql`CAST(${column} AS VARCHAR)`;
  });
  const line = join(values, " || ',' || ");
  return sql`SELECT ${line} AS line FROM ${query.customers} AS published WHERE ${conditions(query)} ORDER BY ${sorting(query, dialect)}`;
}

function quoted(text: Sql): Sql {
  const signs = [",", '"', "\n", "\r"].map((sign) => sql`${text} LIKE ${literal(`%${sign}%`)}`);
  return sql`CASE WHEN ${join(signs, " OR ")} THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`;
}

/** How many there are. */
export function customerCount(query: CustomerQuery): Sql {
  return sql`SELECT count(*) AS customers FROM ${query.customers} WHERE ${conditions(query)}`;
}

function selected(query: CustomerQuery, dialect: Dialect, after: Position | undefined): Sql {
  const columns = CUSTOMER_COLUMNS.map((name) => {
    const column = identifier(name);
    return name === "customer_id" || name === "monetary" ? sql`CAST(${column} AS VARCHAR) AS ${column}` : column;
  });
  const rest = after === undefined ? sql`` : sql` AND ${isAfter(query, after, dialect)}`;
  return sql`SELECT ${join(columns)} FROM ${query.customers} AS published WHERE ${conditions(query)}${rest} ORDER BY ${sorting(query, dialect)}`;
}

function sorting(query: CustomerQuery, dialect: Dialect): Sql {
  const direction = keyword(query.order === "asc" ? "ASC" : "DESC");
  const id = idOrder(query, dialect);
  return query.sort === "customer_id"
    ? sql`${id} ${direction}`
    : sql`${identifier("published", query.sort)} ${direction}, ${id}`;
}

function conditions({ cells, search, among, columns }: CustomerQuery): Sql {
  const all = [sql`true`];
  if (cells !== undefined) all.push(cells.length === 0 ? sql`false` : isInCells(cells));
  if (search !== undefined) all.push(startsWith(idOf(columns), search));
  if (among !== undefined) all.push(sql`${among.asText ? sql`CAST(${ID} AS VARCHAR)` : ID} IN (${among.ids})`);
  return join(all, " AND ");
}

function isInCells(cells: readonly number[]): Sql {
  return sql`"R_score" * 100 + "F_score" * 10 + "M_score" IN (${join(cells.map((cell) => literal(cell)))})`;
}

/** Whole numbers that begin with some digits are a few ranges, which an engine finds without a look at every customer. */
function startsWith(id: Column, search: string): Sql {
  if (id.kind !== "integer") return sql`starts_with(CAST(${ID} AS VARCHAR), ${search})`;
  if (!/^(0|-?[1-9]\d*)$/.test(search) || search.length > LARGEST_DIGITS) return sql`false`;
  const digits = search.replace("-", "").length;
  const ranges = [sql`${ID} = ${literal(BigInt(search))}`];
  const longest = search === "0" ? digits : LARGEST_DIGITS;
  for (let more = 1; digits + more <= longest; more++) {
    const size = 10n ** BigInt(more);
    const [near, far] = [BigInt(search) * size, (size - 1n) * (search.startsWith("-") ? -1n : 1n)];
    const [low, high] = far < 0n ? [near + far, near] : [near, near + far];
    ranges.push(sql`${ID} BETWEEN ${literal(low)} AND ${literal(high)}`);
  }
  return sql`(${join(ranges, " OR ")})`;
}

function isAfter(query: CustomerQuery, { value, id }: Position, dialect: Dialect): Sql {
  const { sort, order, columns } = query;
  const than = keyword(order === "asc" ? ">" : "<");
  const column = columns.find(({ name }) => name === sort);
  if (sort === "customer_id" || column === undefined)
    return sql`${idOrder(query, dialect)} ${than} ${idValue(query, id)}`;
  const [left, right] = [sql`published.${identifier(sort)}`, sql`CAST(${value} AS ${keyword(column.type)})`];
  return sql`${left} ${than}= ${right} AND (${left} ${than} ${right} OR ${idOrder(query, dialect)} > ${idValue(query, id)})`;
}

/** Whole numbers are in the order of their values; all other ids in that of their text, by code point. */
function idOrder({ columns }: CustomerQuery, dialect: Dialect): Sql {
  const { kind } = idOf(columns);
  const id = identifier("published", "customer_id");
  return kind === "integer" ? id : dialect.byCodePoint(kind === "text" ? id : sql`CAST(${id} AS VARCHAR)`, "text");
}

function idValue({ columns }: CustomerQuery, id: string): Sql {
  return idOf(columns).kind === "integer" ? literal(BigInt(id)) : sql`${id}`;
}

function idOf(columns: readonly Column[]): Column {
  return columns.find(({ name }) => name === "customer_id") ?? { name: "customer_id", kind: "other", type: "VARCHAR" };
}
