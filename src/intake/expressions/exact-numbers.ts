import type { ExpressionRole } from "../../analysis/sales/typed-expressions.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import type { DecimalMark, NumberNotation } from "../../sql/dialect.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import { firstNotation, provedNotation } from "../notations/notation-rules.js";
import type { SaleColumn } from "../notations/sale-column.js";

/** A column of text that an expression uses as a number. */
export interface AskedNumber {
  /** The column or, where it holds objects, the way to a value in it. */
  readonly path: readonly [string, ...string[]];
  /** What the expression is written for. */
  readonly role: ExpressionRole;
}

/** How the numbers of a column are written, and how wide they are. */
export interface NumbersFound {
  readonly notation: NumberNotation;
  /** The most digits before the decimal mark. */
  readonly digits: number;
  /** The most places behind it. */
  readonly places: number;
}

/** More places than these are rounded off. */
const MOST_PLACES = 10;

/**
 * Finds out how the numbers in a column of text are written, as its values show, and how wide they are: all values count, whatever the
 * order of rows. Raises `AMBIGUOUS_COLUMN` where its numbers may mean two things, and `BAD_EXPRESSION` where none of its values is one.
 */
export async function findNumbers(
  source: Source,
  asked: AskedNumber,
  decimal: DecimalMark | undefined,
): Promise<NumbersFound> {
  const column = columnOf(source, asked);
  const first = await firstNotation(column, decimal);
  const found = await look(column, first.notation);
  if (found.numbers === found.values) return found;
  const { notation } = await provedNotation(column, decimal);
  const proved = await look(column, notation);
  if (proved.numbers === 0) throw noNumber(asked);
  return proved;
}

/** A column of text as exact decimals with so many places. */
export function exactNumber(
  { dialect }: Pick<Source, "dialect">,
  asked: AskedNumber,
  { notation, digits }: NumbersFound,
  places: number,
): Sql {
  return dialect.toNumber(valueOf(asked), notation, digits, Math.min(places, MOST_PLACES));
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

/** How many values a column has, how many of them are numbers in a notation, and how wide those are. */
async function look(
  { all, database }: SaleColumn,
  notation: NumberNotation,
): Promise<NumbersFound & { readonly values: number; readonly numbers: number }> {
  const { dialect } = database;
  const text = identifier("revenue");
  const read = dialect.computeOnce(
    sql`SELECT CASE WHEN NOT ${dialect.isBlank(text)} THEN 1 END AS filled, ${dialect.numberText(text, notation)} AS number FROM (${all}) AS mapped`,
  );
  const [row = {}] = await database.query(
    sql`SELECT count(filled) AS filled, count(number) AS numbers,
      max(CASE WHEN number LIKE '%.%' THEN strpos(number, '.') - 1 ELSE length(number) END) AS digits,
      max(CASE WHEN number LIKE '%.%' THEN length(number) - strpos(number, '.') END) AS places FROM (${read}) AS numbers_read`,
  );
  const count = (name: string): number => Number(row[name] ?? 0);
  return {
    notation,
    values: count("filled"),
    numbers: count("numbers"),
    digits: count("digits"),
    places: Math.min(count("places"), MOST_PLACES),
  };
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
