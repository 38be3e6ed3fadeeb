import type { Mapping, Role, RoleSource } from "../../analysis/sales/mapping.js";
import type { Column } from "../../sql/relation.js";
import { columnsCalled, headerOf, unknownColumn } from "../../sql/find-column.js";
import { guessFurther } from "./guess-further.js";
import { ambiguousColumn, unknownRoles } from "./role-errors.js";
import { type GuessedRole, USUAL_HEADERS, USUAL_ORDERS, USUAL_PRICES, USUAL_QUANTITIES } from "./usual-headers.js";

const GUESSED_ROLES: readonly GuessedRole[] = ["customer", "date", "revenue"];

/** What says that no column has a role that would otherwise be guessed. */
export const NO_COLUMN = "none";

/** Where each part of a sale is, as far as somebody said so: a column, or an SQL expression over the columns. */
export type GivenRoles = Readonly<Partial<Record<Role, string | undefined>>>;

/** Where each role comes from. */
export interface Guess {
  readonly roles: Omit<Mapping, "where">;
  /** True where every role was given or has one of the usual headers; elsewhere the values have to bear the guess out. */
  readonly isUsual: boolean;
}

/** Finds where each role comes from: as given, or guessed from the headers. Raises `UNKNOWN_COLUMN`, `AMBIGUOUS_COLUMN`. */
export function guessColumns(columns: readonly Column[], given: GivenRoles, source: string): Guess {
  const order =
    given.order === undefined || given.order === NO_COLUMN ? undefined : named("order", columns, given.order, source);
  const [customer, date, revenue] = GUESSED_ROLES.map((role) => resolveUsual(role, columns, given[role], source));
  if (customer && date && revenue) return { roles: { customer, date, revenue, order }, isUsual: true };
  const [one, two, three] = [customer, date, revenue].map((usual, index) =>
    usual?.guessed === false ? usual : guessFurther(GUESSED_ROLES[index] as GuessedRole, columns, source),
  );
  if (one && two && three) return { roles: { customer: one, date: two, revenue: three, order }, isUsual: false };
  const missing = GUESSED_ROLES.filter((_, index) => [one, two, three][index] === undefined);
  throw unknownRoles(missing, columns, source);
}

/** The column that looks most like a customer's id; undefined where none does, or several do alike. */
export function likelyCustomer(columns: readonly Column[]): Column | undefined {
  for (const headers of USUAL_HEADERS.customer) {
    const found = columns.filter((column) => headers.includes(plain(headerOf(column))));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** A column that looks like an order id: its rows may be lines of one purchase. */
export function likelyOrder(columns: readonly Column[]): string | undefined {
  return columns.find(({ name, kind }) => kind !== "other" && USUAL_ORDERS.includes(plain(name)))?.name;
}

function resolveUsual(
  role: GuessedRole,
  columns: readonly Column[],
  given: string | undefined,
  source: string,
): RoleSource | undefined {
  if (given !== undefined) return named(role, columns, given, source);
  for (const headers of USUAL_HEADERS[role]) {
    const found = columns.filter((column) => column.kind !== "other" && headers.includes(plain(headerOf(column))));
    if (found.length === 1) return { kind: "column", column: found[0] as Column, guessed: true };
    if (found.length > 1) throw ambiguousColumn(role, found, source);
  }
  const product = role === "revenue" ? quantityTimesPrice(columns) : undefined;
  return product === undefined ? undefined : { kind: "expression", text: product, guessed: true };
}

/** Invoice lines carry a quantity and a price rather than an amount. */
function quantityTimesPrice(columns: readonly Column[]): string | undefined {
  const quantities = columns.filter((column) => USUAL_QUANTITIES.includes(plain(headerOf(column))));
  const prices = columns.filter((column) => USUAL_PRICES.includes(plain(headerOf(column))));
  if (quantities.length > 1 || prices.length > 1) return undefined;
  const [quantity] = quantities;
  const [price] = prices;
  return quantity && price && `${quoted(quantity.name)} * ${quoted(price.name)}`;
}

function named(role: Role, columns: readonly Column[], given: string, source: string): RoleSource {
  const found = columnsCalled(columns, given);
  if (found.length > 1) throw ambiguousColumn(role, found, source);
  const [column] = found;
  if (column) return { kind: "column", column, guessed: false };
  // `customer.id` reaches into a nested column.
  const outer = columns.some(({ name, kind }) => kind === "other" && given.startsWith(`${name}.`));
  if (outer || !looksLikeName(given)) return { kind: "expression", text: given, guessed: false };
  throw unknownColumn(columns, given, source);
}

/** SQL that is made of words alone. */
const IN_WORDS = /^(true|false|null)$|^case\s.*\send$|^not\s|\sis\s+(not\s+)?null$/is;

/** A name has no operators, quotes or brackets; a bare number is an expression. */
function looksLikeName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ .#-]*$/u.test(text) && !/ - /.test(text) && !IN_WORDS.test(text);
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
