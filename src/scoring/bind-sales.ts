import { BoundSales } from "../analysis/sales/bound-sales.js";
import { mappedColumns } from "../analysis/sales/mapped-columns.js";
import { isPlain, type Mapping, type RoleSource, type SaleKinds, writtenSql } from "../analysis/sales/mapping.js";
import type { SaleMeanings } from "../analysis/sales/sale-meanings.js";
import type { Source } from "../engines/engine.js";
import { inputName, QuintileError } from "../errors.js";
import { type GivenSale, propose } from "../intake/roles/proposal.js";
import { proveGuess } from "../intake/roles/prove-guess.js";
import { identifier, join, sql } from "../sql/fragment.js";
import { isNumeric, type ValueKind } from "../sql/relation.js";

/** The columns that the user named: a column or an SQL expression for each part of a sale. */
export interface GivenColumns extends GivenSale {
  /** An SQL condition that rows must meet to be read at all. Default: all rows are read. */
  readonly where?: string | undefined;
}

/** When at least this share of the values of a text column are numbers, expressions see it as numbers. */
const NUMERIC_SHARE = 0.9;

/**
 * Finds out which columns or expressions are the customer, the date, the amount and the order, and of what kind they are.
 * Raises `UNKNOWN_COLUMN`, `AMBIGUOUS_COLUMN` or `BAD_EXPRESSION`.
 */
export async function bindSales(source: Source, given: GivenColumns): Promise<BoundSales<Source>> {
  const { relation } = source;
  const { roles: guessed, isUsual, meanings } = propose(relation.columns, given, source.label);
  const roles = isUsual ? guessed : await proveGuess(source, guessed, given);
  const mapping: Mapping = { ...roles, where: given.where };
  if (isPlain(mapping)) {
    return new BoundSales(source, mapping, requireKinds(columnKinds(mapping), mapping), undefined, meanings);
  }
  const numbers = relation.untyped ? await numericColumns(source, mapping) : [];
  return bindExpressions(source, mapping, numbers, meanings);
}

/**
 * Expressions see columns of numbers as numbers (`Quantity * Price`), except those that they treat as text (`Invoice NOT
 * LIKE 'C%'`). Tried are all combinations, those with the most numbers first, until the engine accepts one.
 */
async function bindExpressions(
  source: Source,
  mapping: Mapping,
  numbers: readonly string[],
  meanings: SaleMeanings,
): Promise<BoundSales<Source>> {
  let refused: unknown;
  for (const chosen of subsets(numbers)) {
    try {
      const kinds = await describeKinds(source, mapping, new Set(chosen));
      return new BoundSales(source, mapping, kinds, new Set(chosen), meanings);
    } catch (error) {
      if (!(error instanceof QuintileError) || !["bad-expression", "unfit-value"].includes(error.kind ?? ""))
        throw error;
      refused ??= error;
    }
  }
  throw refused;
}

/** All subsets of some names, the largest first; beyond a few names only all of them and none. */
function subsets(names: readonly string[]): string[][] {
  if (names.length > 6) return [[...names], []];
  const all = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((__, index) => (bits & (1 << index)) !== 0),
  );
  return all.toSorted((one, other) => other.length - one.length);
}

function columnKinds({ customer, date, revenue, order }: Mapping): SaleKinds {
  const kinds = { customer: kindOf(customer), date: kindOf(date), revenue: kindOf(revenue) };
  return order === undefined ? kinds : { ...kinds, order: kindOf(order) };
}

function kindOf(role: RoleSource): ValueKind {
  return role.kind === "column" ? role.column.kind : "other";
}

async function describeKinds(source: Source, mapping: Mapping, numbers: ReadonlySet<string>): Promise<SaleKinds> {
  const columns = await source.describe(mappedColumns(source.relation, mapping, source.dialect, numbers));
  const kind = (name: string): ValueKind => columns.find((column) => column.name === name)?.kind ?? "other";
  const kinds = { customer: kind("customer"), date: kind("sale_date"), revenue: kind("revenue") };
  return requireKinds(mapping.order === undefined ? kinds : { ...kinds, order: kind("purchase") }, mapping);
}

function requireKinds(kinds: SaleKinds, mapping: Mapping): SaleKinds {
  if (!["text", "date", "timestamp", "instant"].includes(kinds.date) && !isNumeric(kinds.date)) {
    throw wrongKind("date", "a date, a timestamp, text or a number", kinds.date, mapping.date);
  }
  if (kinds.revenue !== "text" && !isNumeric(kinds.revenue)) {
    throw wrongKind("revenue", "a number or text", kinds.revenue, mapping.revenue);
  }
  return kinds;
}

function wrongKind(role: "date" | "revenue", expected: string, kind: ValueKind, source: RoleSource): QuintileError {
  const name = source.kind === "column" ? `Column "${source.column.name}"` : `The expression for ${inputName(role)}`;
  return new QuintileError("BAD_EXPRESSION", `${name} is of kind ${kind}; the ${role} must be ${expected}.`, {
    hint: `Name another column with ${inputName(role)}, or convert it: CAST(column AS …).`,
  });
}

/** The columns of a text file that expressions mention and whose values are numbers: all values count, whatever the order of rows. */
async function numericColumns(source: Source, mapping: Mapping): Promise<string[]> {
  const written = writtenSql(mapping).toLowerCase();
  const mentioned = source.relation.columns.filter(
    ({ name, kind }) => kind === "text" && written.includes(name.toLowerCase()),
  );
  if (mentioned.length === 0) return [];
  const counts = mentioned.flatMap(({ name }, index) => {
    const value = identifier(name);
    return [
      sql`count(${value}) AS ${identifier(`values ${index}`)}`,
      sql`count(${source.dialect.toNumber(value)}) AS ${identifier(`numbers ${index}`)}`,
    ];
  });
  const [row = {}] = await source.query(sql`SELECT ${join(counts)} FROM ${source.relation.from} AS source`);
  return mentioned
    .filter((_, index) => {
      const numbers = Number(row[`numbers ${index}`]);
      return numbers > 0 && numbers >= NUMERIC_SHARE * Number(row[`values ${index}`]);
    })
    .map(({ name }) => name);
}
