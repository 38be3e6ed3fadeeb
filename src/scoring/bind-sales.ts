import { BoundSales } from "../analysis/sales/bound-sales.js";
import { mappedColumns } from "../analysis/sales/mapped-columns.js";
import {
  isPlain,
  MAPPED_NAMES,
  type Mapping,
  type RoleSource,
  type SaleKinds,
  type StatusFlag,
  type StatusSource,
} from "../analysis/sales/mapping.js";
import type { FoundColumn, SaleMeanings } from "../analysis/sales/sale-meanings.js";
import type { TypedExpressions } from "../analysis/sales/typed-expressions.js";
import type { Source } from "../engines/engine.js";
import { inputName, QuintileError } from "../errors.js";
import { readExpressions } from "../intake/expressions/read-expressions.js";
import { likeliestOrder } from "../intake/roles/find-order.js";
import { givenRole } from "../intake/roles/guess-columns.js";
import type { GivenSale } from "../intake/roles/given-sale.js";
import { propose, type Proposal } from "../intake/roles/proposal.js";
import { requireRepeatingCustomer } from "../intake/roles/repeating-customer.js";
import type { DecimalMark } from "../sql/dialect.js";
import { isNumeric, type ValueKind } from "../sql/relation.js";

/** The columns that the user named: a column or an SQL expression for each part of a sale. */
export interface GivenColumns extends GivenSale {
  /** How many purchases a row stands for: a column or an SQL expression. Default: a row is a purchase, or a line of one. */
  readonly frequency?: string | undefined;
  /** An SQL condition that rows must meet to be read at all. Default: all rows are read. */
  readonly where?: string | undefined;
  /** The decimal mark of the columns that expressions use as numbers. Default: what their values show. */
  readonly decimal?: DecimalMark | undefined;
}

/**
 * Finds out which columns or expressions are the customer, the date, the amount and the order, and of what kind they are.
 * Raises `UNKNOWN_COLUMN`, `AMBIGUOUS_COLUMN` or `BAD_EXPRESSION`.
 *
 * @param proposal what headers and contents say. Default: it is found out.
 */
export async function bindSales(source: Source, given: GivenColumns, proposal?: Proposal): Promise<BoundSales<Source>> {
  const { roles, isUsual, meanings } = proposal ?? (await propose(source, given));
  const isKnown = isUsual || meanings.knownExport !== undefined || given.frequency !== undefined;
  if (!isKnown) await requireRepeatingCustomer(source, roles);
  const mapping: Mapping = { ...roles, ...(await openRoles(source, roles, meanings, given)), where: given.where };
  if (isPlain(mapping)) {
    return new BoundSales(source, mapping, requireKinds(columnKinds(mapping), mapping), undefined, meanings);
  }
  const expressions = await readExpressions(source, mapping, given.decimal);
  const kinds = await describeKinds(source, mapping, expressions);
  return new BoundSales(source, mapping, kinds, expressions, meanings);
}

/**
 * The roles that are decided once the rows are grouped. A guess that the condition names is none: whoever wrote it decided that already.
 */
async function openRoles(
  source: Source,
  roles: Omit<Mapping, "where">,
  meanings: SaleMeanings,
  given: GivenColumns,
): Promise<Pick<Mapping, "order" | "status" | "currency" | "refunded" | "frequency">> {
  const isNamed = ({ column: { name } }: FoundColumn): boolean => holdsWord(given.where ?? "", name);
  const roleOf = (found: FoundColumn | undefined): RoleSource | undefined =>
    found === undefined || (found.guessed && isNamed(found)) ? undefined : { kind: "column", ...found };
  const isSubtracted = roles.revenue.guessed && roles.revenue.kind === "column";
  const refunded = meanings.refunded?.guessed === false || isSubtracted ? roleOf(meanings.refunded) : undefined;
  const { frequency: count } = given;
  const frequency =
    count === undefined ? undefined : givenRole("frequency", source.relation.columns, count, source.label);
  const likeliest =
    roles.order === undefined && frequency === undefined ? await likeliestOrder(source, meanings.orders) : undefined;
  const order: RoleSource | undefined =
    roles.order ?? (likeliest && { kind: "column", column: likeliest, guessed: true });
  const flags = meanings.flags.filter((flag) => !isNamed({ column: flag.column, guessed: true }));
  return {
    order,
    status: statusOf(roleOf(meanings.status), flags),
    currency: roleOf(meanings.currency),
    refunded,
    frequency,
  };
}

/** The status with its flags; where it has no column of its own, that of the first flag. */
function statusOf(status: RoleSource | undefined, flags: readonly StatusFlag[]): StatusSource | undefined {
  const [first] = flags;
  if (first === undefined) return status;
  return { ...(status ?? { kind: "column", column: first.column, guessed: true }), flags };
}

/** Whether a text holds a name that is no part of a longer one; letter case plays no part. */
function holdsWord(text: string, name: string): boolean {
  const literally = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])${literally}(?![\p{L}\p{N}_])`, "iu").test(text);
}

function columnKinds({ customer, date, revenue, ...others }: Mapping): SaleKinds {
  const kinds = { customer: kindOf(customer), date: kindOf(date), revenue: kindOf(revenue) };
  return { ...kinds, ...kindsOf(others, kindOf) };
}

/** The kinds of the parts that a sale may do without. */
function kindsOf(
  { order, refunded, frequency }: Pick<Mapping, "order" | "refunded" | "frequency">,
  kind: (role: RoleSource, name: string) => ValueKind,
): Partial<SaleKinds> {
  return {
    ...(order === undefined ? {} : { order: kind(order, MAPPED_NAMES.order) }),
    ...(refunded === undefined ? {} : { refunded: kind(refunded, MAPPED_NAMES.refunded) }),
    ...(frequency === undefined ? {} : { frequency: kind(frequency, MAPPED_NAMES.frequency) }),
  };
}

function kindOf(role: RoleSource): ValueKind {
  return role.kind === "column" ? role.column.kind : "other";
}

async function describeKinds(source: Source, mapping: Mapping, expressions: TypedExpressions): Promise<SaleKinds> {
  const columns = await source.describe(mappedColumns(source.relation, mapping, source.dialect, expressions));
  const kind = (name: string): ValueKind => columns.find((column) => column.name === name)?.kind ?? "other";
  const kinds = { customer: kind("customer"), date: kind("sale_date"), revenue: kind("revenue") };
  return requireKinds({ ...kinds, ...kindsOf(mapping, (_, name) => kind(name)) }, mapping);
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
