import type { Mapping, RoleSource } from "../../analysis/sales/mapping.js";
import type { DateRule } from "../../analysis/sales/sales.js";
import type { BoundSales } from "../../analysis/sales/bound-sales.js";
import type { Source } from "../../engines/engine.js";
import { findDateNotation } from "../../intake/notations/find-date-notation.js";
import { findNotation } from "../../intake/notations/find-notation.js";
import { numbersOf } from "../../intake/notations/notation-rules.js";
import { type NumberColumn, numberColumn } from "../../intake/notations/number-column.js";
import type { SaleColumn } from "../../intake/notations/sale-column.js";
import { shapeOf } from "../../intake/notations/shapes.js";
import { type ContentsLook, isDate, lookAtContents } from "../../intake/roles/look-at-contents.js";
import type { InspectedColumn, InspectedNotation } from "../../results/inspection.js";
import { saleColumn } from "../../scoring/sale-column.js";
import type { DecimalMark } from "../../sql/dialect.js";
import { identifier, join, sql } from "../../sql/fragment.js";
import { type Column, isNumeric } from "../../sql/relation.js";

/** What is known of the columns before their values are asked. */
export interface KnownColumns {
  readonly source: Source;
  /** Undefined where it is not known which columns make a sale. */
  readonly bound: BoundSales<Source> | undefined;
  /** How dates are read; undefined where that is not known. */
  readonly date: DateRule | undefined;
  /** What was named: a decimal mark, a format of dates. */
  readonly given: { readonly decimal?: DecimalMark | undefined; readonly dateFormat?: string | undefined };
  /** True where values may be shown. */
  readonly showsValues: boolean;
}

/** What a column is a part of, as far as that says how its values are read. */
type Part = "date" | "amount" | "id";

/** Where so many of the first values look like numbers or dates, all are asked. */
const HALF = 0.5;

/** The columns of a source, and how all of their values are written. */
export async function writtenColumns(known: KnownColumns): Promise<readonly InspectedColumn[]> {
  const { source, bound } = known;
  const { columns } = source.relation;
  const partOf = (column: Column): Part | undefined => bound && partIn(bound.mapping, column);
  const asked = columns.filter((each) => each.kind === "text" || (isNumeric(each.kind) && partOf(each) === "date"));
  const looks = asked.length === 0 ? [] : await lookAtContents(source, asked);
  const filled = await countFilled(source, asked);
  const written = new Map<Column, InspectedNotation>();
  for (const look of looks) {
    const { column } = look;
    written.set(column, await notationOf(look, partOf(column), filled.get(column) ?? 0, known));
  }
  return columns.map((column) => {
    const { name, kind, type } = column;
    return { name, kind, type, written: written.get(column) ?? null };
  });
}

function partIn({ customer, date, revenue, order, refunded, frequency }: Mapping, { name }: Column): Part | undefined {
  const isIt = (role: RoleSource | undefined): boolean => role?.kind === "column" && role.column.name === name;
  if (isIt(date)) return "date";
  if ([revenue, refunded, frequency].some(isIt)) return "amount";
  return [customer, order].some(isIt) ? "id" : undefined;
}

async function notationOf(
  look: ContentsLook,
  part: Part | undefined,
  filled: number,
  known: KnownColumns,
): Promise<InspectedNotation> {
  const { column } = look;
  if (filled === 0) return plain("blank", filled);
  if (part === "id") return plain("ids", filled);
  if (part === "date" || (part === undefined && (isDate(look) || isOften(look.dates, look)))) {
    const found = await dates(column, part, known);
    if (part === "date" || found.read >= found.filled * HALF) return found;
  }
  if (part === "amount" || look.filled === 0 || isOften(look.numbers, look)) {
    const found = await numbers(column, part, known);
    if (part === "amount" || found.read >= found.filled * HALF) return found;
  }
  return plain("text", filled);
}

function isOften(count: number, { filled }: ContentsLook): boolean {
  return filled > 0 && count >= filled * HALF;
}

/** Values that are read as they stand. */
function plain(as: "ids" | "text" | "blank", filled: number): InspectedNotation {
  return {
    as,
    notation: null,
    known_by: null,
    filled,
    read: filled,
    witness: null,
    others: [],
    unread: [],
    currencies: [],
  };
}

async function dates(
  column: Column,
  part: Part | undefined,
  { source, bound, date, given, showsValues }: KnownColumns,
): Promise<InspectedNotation> {
  const isSale = part === "date" && bound !== undefined;
  const found = await findDateNotation(
    isSale ? saleColumn(bound, "date") : dateColumn(source, column),
    isSale ? date : undefined,
  );
  const { verdict, notation = null, filled, read, witness, others, unread } = found;
  return {
    as: "dates",
    notation,
    known_by: isSale && given.dateFormat !== undefined ? "given" : verdict,
    filled,
    read,
    witness: witness === undefined ? null : shown(witness.value, witness.count, showsValues),
    others,
    unread,
    currencies: [],
  };
}

async function numbers(
  column: Column,
  part: Part | undefined,
  { source, bound, given, showsValues }: KnownColumns,
): Promise<InspectedNotation> {
  const decimal = given.decimal ?? column.decimal;
  const { verdict, notation, filled, read, currencies, unread, counts } = await findNotation(
    amountColumn(column, part, source, bound),
    decimal,
  );
  const isTold = decimal !== undefined || verdict === "shown";
  const mark = isTold ? notation?.decimal : undefined;
  const { alone = 0, value } = mark === undefined ? {} : counts[mark];
  const others = ([".", ","] as const).filter(
    (other) => other !== mark && verdict !== "alike" && counts[other].read > 0,
  );
  return {
    as: "numbers",
    notation: mark ?? null,
    known_by: decimal !== undefined ? "given" : verdict,
    filled,
    read,
    witness: value === undefined ? null : shown(value, alone, showsValues),
    others: others.map((other) => ({ notation: other, read: counts[other].read })),
    unread,
    currencies: currencies.map(({ word, count }) => ({ currency: word, count })),
  };
}

function amountColumn(
  { name }: Column,
  part: Part | undefined,
  source: Source,
  bound: BoundSales<Source> | undefined,
): NumberColumn {
  const revenue = bound?.mapping.revenue;
  const isRevenue = part === "amount" && revenue?.kind === "column" && revenue.column.name === name;
  return isRevenue && bound !== undefined ? numbersOf(saleColumn(bound, "revenue")) : numberColumn(source, name);
}

function dateColumn(source: Source, { name, kind }: Column): SaleColumn {
  const from = (rows: Source["start"]) => sql`SELECT ${identifier(name)} AS sale_date FROM ${rows} AS source`;
  return {
    name,
    label: source.label,
    kind,
    all: from(source.relation.from),
    start: from(source.start),
    database: source,
  };
}

function shown(value: string, count: number, showsValues: boolean): InspectedNotation["witness"] {
  return { shape: shapeOf(value), count, value: showsValues ? value : null };
}

/** How many values of each column are not blank, in all rows. */
async function countFilled(source: Source, columns: readonly Column[]): Promise<ReadonlyMap<Column, number>> {
  if (columns.length === 0) return new Map();
  const counts = columns.map(({ name, kind }, index) => {
    const value = identifier(name);
    const isFilled = kind === "text" ? sql`NOT ${source.dialect.isBlank(value)}` : sql`${value} IS NOT NULL`;
    return sql`count(CASE WHEN ${isFilled} THEN 1 END) AS ${identifier(`filled ${index}`)}`;
  });
  const [row = {}] = await source.query(sql`SELECT ${join(counts)} FROM ${source.relation.from} AS source`);
  return new Map(columns.map((column, index) => [column, Number(row[`filled ${index}`])]));
}
