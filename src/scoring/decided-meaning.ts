import type { Decisions } from "../analysis/sales/decided-sales.js";
import type { Mapping } from "../analysis/sales/mapping.js";
import type { Rates } from "../analysis/sales/sales.js";
import type { AccountLine } from "../intake/meaning/account-line.js";
import { codeOf, unitOf } from "../intake/meaning/currency-codes.js";

/** What was said about the meaning of columns, beside their names. */
export interface GivenMeaning {
  /** The statuses that say that something was sold; undefined to find them out. */
  readonly sold: readonly string[] | undefined;
  /** The currency whose sales count; undefined where none was given. */
  readonly currency: string | undefined;
  readonly rates: Rates | undefined;
  /** What an amount is of that the lines of an order repeat; undefined to find it out. */
  readonly amountOf: "line" | "order" | undefined;
}

/** What was decided about sales, in sentences too. */
export interface DecidedMeaning {
  readonly decisions: Decisions;
  /** The roles that say something. */
  readonly mapping: Mapping;
  /** The unit of account; undefined where nothing tells it. */
  readonly unit: string | undefined;
  /** The statuses that count, as the source spells them; undefined where no column of statuses was taken. */
  readonly sold: readonly string[] | undefined;
  readonly account: readonly AccountLine[];
}

/** The unit of account of sales of which nothing else is open. */
export function givenUnit({ currency, rates }: GivenMeaning): string | undefined {
  return unitOf(rates) ?? (currency === undefined ? undefined : codeOf(currency));
}
