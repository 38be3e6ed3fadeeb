import type { RoleSource } from "../../analysis/sales/mapping.js";
import type { AmountMeaning, FoundColumn, SaleMeanings } from "../../analysis/sales/sale-meanings.js";
import { findColumn, unknownColumn } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { type GivenRoles, type Guess, guessColumns } from "./guess-columns.js";
import { columnsThatMean, orderColumns } from "./guess-further.js";

/** What is given where no column is to be taken for it. */
const NONE = "none";

/** The parts of a sale that somebody named: a column or an expression each, or `none` for those that a sale can do without. */
export interface GivenSale extends GivenRoles {
  readonly status?: string | undefined;
  readonly refunded?: string | undefined;
}

/** What the headers of a source say, before any row is read. */
export interface Proposal extends Guess {
  readonly meanings: SaleMeanings;
}

/**
 * What the headers of a source say, with what was given instead. Raises `UNKNOWN_COLUMN`, and `AMBIGUOUS_COLUMN` where
 * a careful person would ask.
 */
export function propose(columns: readonly Column[], given: GivenSale, source: string): Proposal {
  const { order, ...others } = given;
  const guess = guessColumns(columns, order === NONE ? others : given, source);
  const taken = Object.values(guess.roles).flatMap((role?: RoleSource) =>
    role?.kind === "column" ? [role.column.name] : [],
  );
  const free = columns.filter(({ name }) => !taken.includes(name));
  return {
    ...guess,
    meanings: {
      orders: order === undefined ? orderColumns(columns).filter(({ name }) => !taken.includes(name)) : [],
      status:
        given.status === undefined ? first(columnsThatMean("status", free)) : named(columns, given.status, source),
      currency: first(columnsThatMean("currency", free)),
      refunded:
        given.refunded === undefined
          ? first(columnsThatMean("refunded", free))
          : named(columns, given.refunded, source),
      amountIs: amountMeaning(guess.roles.revenue),
      knownExport: undefined,
    },
  };
}

function amountMeaning(revenue: RoleSource): AmountMeaning {
  if (revenue.kind === "expression") return revenue.guessed ? "line total" : "unknown";
  const says = (meaning: Parameters<typeof columnsThatMean>[0]): boolean =>
    columnsThatMean(meaning, [revenue.column]).length > 0;
  if (says("order total")) return "order total";
  if (says("line total")) return "line total";
  return says("unit price") ? "unit price" : "unknown";
}

function first([column]: readonly Column[]): FoundColumn | undefined {
  return column && { column, guessed: true };
}

function named(columns: readonly Column[], name: string, source: string): FoundColumn | undefined {
  if (name === NONE) return undefined;
  const column = findColumn(columns, name);
  if (column === undefined) throw unknownColumn(columns, name, source);
  return { column, guessed: false };
}
