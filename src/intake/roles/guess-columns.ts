import type { Mapping, Role, RoleSource } from "../../analysis/sales/mapping.js";
import { columnsCalled, headerOf, uniqueName, unknownColumn } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import type { KnownExport } from "../exports/known-export.js";
import { candidatesOf, type Ranks } from "./candidates.js";
import { type GivenSale, NONE } from "./given-sale.js";
import { plainHeader } from "./plain-header.js";
import { ambiguousColumn } from "./role-errors.js";
import { type GuessedRole, USUAL_HEADERS } from "./usual-headers.js";

/** The roles that every sale has. */
export const GUESSED_ROLES: readonly GuessedRole[] = ["customer", "date", "revenue"];

/** Where each role may come from: one source where it was given, else what the headers offer. */
export interface Candidates {
  readonly ranks: Readonly<Record<GuessedRole, Ranks>>;
  /** The order as it was given; undefined where none was named. */
  readonly order: RoleSource | undefined;
}

/**
 * Where each role may come from: as given, or by the headers. Raises `UNKNOWN_COLUMN` for a given column that is not there.
 *
 * @param open those of the columns that may be guessed.
 */
export function guessColumns(
  columns: readonly Column[],
  open: readonly Column[],
  given: GivenSale,
  source: string,
  known?: KnownExport,
): Candidates {
  const ranksOf = (role: GuessedRole): Ranks => {
    const name = given[role];
    return name === undefined ? candidatesOf(role, open, known) : [[givenRole(role, columns, name, source)]];
  };
  return {
    order:
      given.order === undefined || given.order === NONE ? undefined : givenRole("order", columns, given.order, source),
    ranks: { customer: ranksOf("customer"), date: ranksOf("date"), revenue: ranksOf("revenue") },
  };
}

/** True where every role was given or has one of the usual headers; elsewhere the values have to bear the guess out. */
export function areUsual(roles: Pick<Mapping, GuessedRole>): boolean {
  return GUESSED_ROLES.every((role) => {
    const from = roles[role];
    if (!from.guessed) return true;
    return from.kind === "column" && USUAL_HEADERS[role].flat().includes(plainHeader(headerOf(from.column)));
  });
}

/** The column that looks most like a customer's id; undefined where none does, or several do alike. */
export function likelyCustomer(columns: readonly Column[]): Column | undefined {
  for (const headers of USUAL_HEADERS.customer) {
    const found = columns.filter((column) => headers.includes(plainHeader(headerOf(column))));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** A role that was given: a column, or an SQL expression over the columns. Raises `UNKNOWN_COLUMN`. */
export function givenRole(
  role: Role | "frequency",
  columns: readonly Column[],
  given: string,
  source: string,
): RoleSource {
  const found = columnsCalled(columns, given);
  if (found.length > 1)
    throw ambiguousColumn(
      role,
      found.map((column) => uniqueName(column, found)),
      source,
    );
  const [column] = found;
  if (column) return { kind: "column", column, guessed: false };
  // `customer.id` reaches into a nested column.
  const outer = columns.some(({ name, kind }) => kind === "other" && given.startsWith(`${name}.`));
  if (outer || !looksLikeName(given) || isDifference(columns, given))
    return { kind: "expression", text: given, guessed: false };
  throw unknownColumn(columns, given, source);
}

/** Whether a text takes one column from another: `gross-refund`. */
function isDifference(columns: readonly Column[], text: string): boolean {
  const parts = text.split("-");
  return (
    parts.length > 1 && parts.every((part) => /^[a-z_]\w*$/i.test(part) && columnsCalled(columns, part).length > 0)
  );
}

/** SQL that is made of words alone. */
const IN_WORDS = /^(true|false|null)$|^case\s.*\send$|^not\s|\sis\s+(not\s+)?null$|\scollate\s+[\w.]+$/is;

/** A name has no operators, quotes or brackets; a bare number is an expression. */
function looksLikeName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ .#-]*$/u.test(text) && !/ - /.test(text) && !IN_WORDS.test(text);
}
