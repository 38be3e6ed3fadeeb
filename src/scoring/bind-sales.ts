import { BoundSales } from "../analysis/sales/bound-sales.js";
import { mappedColumns } from "../analysis/sales/mapped-columns.js";
import { isPlain, type Mapping, type RoleSource, type SaleKinds } from "../analysis/sales/mapping.js";
import type { TypedExpressions } from "../analysis/sales/typed-expressions.js";
import type { Source } from "../engines/engine.js";
import { inputName, QuintileError } from "../errors.js";
import { readExpressions } from "../intake/expressions/read-expressions.js";
import type { GivenSale } from "../intake/roles/given-sale.js";
import { propose } from "../intake/roles/proposal.js";
import { proveGuess } from "../intake/roles/prove-guess.js";
import type { DecimalMark } from "../sql/dialect.js";
import { isNumeric, type ValueKind } from "../sql/relation.js";

/** The columns that the user named: a column or an SQL expression for each part of a sale. */
export interface GivenColumns extends GivenSale {
  /** An SQL condition that rows must meet to be read at all. Default: all rows are read. */
  readonly where?: string | undefined;
  /** The decimal mark of the columns that expressions use as numbers. Default: what their values show. */
  readonly decimal?: DecimalMark | undefined;
}

/**
 * Finds out which columns or expressions are the customer, the date, the amount and the order, and of what kind they are.
 * Raises `UNKNOWN_COLUMN`, `AMBIGUOUS_COLUMN` or `BAD_EXPRESSION`.
 */
export async function bindSales(source: Source, given: GivenColumns): Promise<BoundSales<Source>> {
  const { roles: guessed, isUsual, meanings } = await propose(source, given);
  const roles = isUsual ? guessed : await proveGuess(source, guessed, given);
  const mapping: Mapping = { ...roles, where: given.where };
  if (isPlain(mapping)) {
    return new BoundSales(source, mapping, requireKinds(columnKinds(mapping), mapping), undefined, meanings);
  }
  const expressions = await readExpressions(source, mapping, given.decimal);
  const kinds = await describeKinds(source, mapping, expressions);
  return new BoundSales(source, mapping, kinds, expressions, meanings);
}

function columnKinds({ customer, date, revenue, order }: Mapping): SaleKinds {
  const kinds = { customer: kindOf(customer), date: kindOf(date), revenue: kindOf(revenue) };
  return order === undefined ? kinds : { ...kinds, order: kindOf(order) };
}

function kindOf(role: RoleSource): ValueKind {
  return role.kind === "column" ? role.column.kind : "other";
}

async function describeKinds(source: Source, mapping: Mapping, expressions: TypedExpressions): Promise<SaleKinds> {
  const columns = await source.describe(mappedColumns(source.relation, mapping, source.dialect, expressions));
  const kind = (name: string): ValueKind => columns.find((column) => column.name === name)?.kind ?? "other";
  const kinds = { customer: kind("customer"), date: kind("sale_date"), revenue: kind("revenue") };
  return requireKinds(mapping.order === undefined ? kinds : { ...kinds, order: kind("purchase") }, mapping);
}

function requireKinds(kinds: SaleKinds, mapping: Mapping): SaleKinds {
  if (!["text", "date", "timestamp", "instant"].includes(kinds.date)) {
    throw wrongKind("date", "a date, a timestamp or text", kinds.date, mapping.date);
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
