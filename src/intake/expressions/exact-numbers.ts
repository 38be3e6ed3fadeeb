import type { ExpressionRole } from "../../analysis/sales/typed-expressions.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import type { DecimalMark, NumberNotation } from "../../sql/dialect.js";
import { identifier, literal, join, type Sql, sql } from "../../sql/fragment.js";
import { firstNotation, provedNotation } from "../readings/notation-rules.js";
import type { SaleColumn } from "../readings/sale-column.js";

/** A column of text that an expression uses as a number. */
export interface AskedNumber {
  /** The column or, where it holds objects, the way to a value in it. */
  readonly path: readonly [string, ...string[]];
  /** What the expression is written for. */
  readonly role: ExpressionRole;
}

/** More places than these are rounded off. */
const MOST_PLACES = 10;

/** How many values a column has, how many of them are numbers in a notation, and how many places those have at most. */
interface NumbersFound {
  readonly values: number;
  readonly numbers: number;
  readonly places: number;
}

/**
 * A column of text as exact decimals in the notation that its values show, with as many places as any of them has: all values count,
 * whatever the order of rows. Raises `AMBIGUOUS_COLUMN` where its numbers may mean two things, and `BAD_EXPRESSION` where none of its
 * values is one.
 */
export async function exactNumber(source: Source, asked: AskedNumber, decimal: DecimalMark | undefined): Promise<Sql> {
  const column = columnOf(source, asked);
  let { notation } = await firstNotation(column, decimal);
  let found = await look(column, notation, MOST_PLACES);
  if (found.numbers < found.values) {
    ({ notation } = await provedNotation(column, decimal));
    found = await look(column, notation, MOST_PLACES);
    // A number of so many digits that they leave no room for places may still be a whole one.
    const isNone = found.numbers === 0 && (await look(column, notation, 0)).numbers === 0;
    if (isNone && found.values > 0) throw noNumber(asked);
  }
  return source.dialect.toNumber(valueOf(asked), notation, found.places);
}

/** The column as amounts are looked at. */
function columnOf(source: Source, asked: AskedNumber): SaleColumn {
  const values = (from: Sql): Sql => sql`SELECT ${valueOf(asked)} AS revenue FROM ${from} AS source`;
  return {
    name: asked.path.join("."),
    label: source.label,
    kind: "text",
    decimal:
      asked.path.length === 1 ? source.relation.columns.find(({ name }) => name === asked.path[0])?.decimal : undefined,
    all: values(source.relation.from),
    start: values(source.start),
    database: source,
  };
}

async function look({ all, database }: SaleColumn, notation: NumberNotation, places: number): Promise<NumbersFound> {
  const { dialect } = database;
  const text = identifier("revenue");
  const number = identifier("number");
  const read = dialect.computeOnce(
    sql`SELECT CASE WHEN NOT ${dialect.isBlank(text)} THEN 1 END AS filled, ${dialect.toNumber(text, notation, places)} AS number FROM (${all}) AS mapped`,
  );
  const [row = {}] = await database.query(
    sql`SELECT count(filled) AS filled, count(number) AS numbers, max(${placesOf(number, places)}) AS places FROM (${read}) AS numbers_read`,
  );
  return { values: Number(row["filled"]), numbers: Number(row["numbers"]), places: Number(row["places"]) };
}

/** How many places of a decimal there are, up to the last that is not zero. */
function placesOf(number: Sql, most: number): Sql {
  if (most === 0) return literal(0);
  const cases = Array.from(
    { length: most },
    (_, places) => sql`WHEN ${number} = round(${number}, ${literal(places)}) THEN ${literal(places)}`,
  );
  return sql`CASE ${join(cases, " ")} ELSE ${literal(most)} END`;
}

/** Text of the file, or of a value within an object. */
function valueOf({ path }: AskedNumber): Sql {
  const value = identifier(...path);
  return path.length === 1 ? value : sql`CAST(${value} AS VARCHAR)`;
}

function noNumber({ path, role }: AskedNumber): QuintileError {
  const name = path.join(".");
  return new QuintileError(
    "BAD_EXPRESSION",
    `The expression for ${inputName(role)} takes "${name}" for a number, and none of its values is one.`,
    {
      hint: `"${name}" || '' is its text: write that, or compare it with text in single quotes.`,
      kind: "bad-expression",
    },
  );
}
