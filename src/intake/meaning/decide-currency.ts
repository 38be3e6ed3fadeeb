import type { Rates } from "../../analysis/sales/sales.js";
import { inputName, QuintileError } from "../../errors.js";
import type { AccountLine } from "./account-line.js";
import { codeOf, unitOf } from "./currency-codes.js";
import {
  type Counted,
  countWords,
  listCounted,
  MOST_ANSWERS,
  MOST_VALUES,
  rowCount,
  rowsIn,
  shareOf,
  type WordCount,
} from "./words.js";

/** A column of currencies, and what was said about them. */
export interface CurrencyColumn {
  readonly name: string;
  /** The currency whose sales count; undefined where none was given. */
  readonly currency: string | undefined;
  readonly rates: Rates | undefined;
  /** The source, as messages name it. */
  readonly source: string;
}

/** What was decided about a column, in sentences too; `taken` is false where it says nothing. */
export interface CurrencyDecision {
  readonly taken: boolean;
  /** The currencies that count, as the source spells them; undefined where all do. */
  readonly currencies: readonly string[] | undefined;
  /** The unit of account; undefined where nothing tells it. */
  readonly unit: string | undefined;
  readonly account: readonly AccountLine[];
}

/**
 * Which currencies count.
 *
 * @param counts the rows that count otherwise.
 * @param all all rows of customers, used or not.
 * @throws QuintileError `AMBIGUOUS_COLUMN`, a question, where there are several and nothing was said; `USAGE` where one has no rate, or
 * no row has the given one.
 */
export function decideCurrency(
  column: CurrencyColumn,
  counts: readonly WordCount[],
  all: readonly WordCount[],
): CurrencyDecision {
  const { name, currency, rates, source } = column;
  const codes = countWords(counts, codeOfRow);
  const spellings = countWords(all, (each) => each.currency).map(({ word }) => word);
  const blank = counts.filter((each) => each.currency === null);
  if (codes.length === 0 || codes.length > MOST_VALUES) {
    return { taken: false, currencies: undefined, unit: unitOf(rates) ?? (currency && codeOf(currency)), account: [] };
  }
  const told = (unit: string): AccountLine[] =>
    blank.length === 0
      ? []
      : [{ text: `${rowCount(rowsIn(blank))} without "${name}" count as ${unit}.`, share: shareOf(blank, counts) }];
  if (rates !== undefined) {
    requireRates(column, codes, rates);
    const unit = unitOf(rates) as string;
    const foreign = codes.filter(({ word }) => word !== unit);
    const shown = foreign.map(({ word, rows }) => `${word} at ${rates.get(word)} (${rows})`).join(", ");
    const text = `Amounts are counted in ${unit} by "${name}": ${shown}.`;
    const account = foreign.length === 0 ? [] : [{ text, share: shareOf(foreign, counts) }];
    return { taken: true, currencies: undefined, unit, account: [...account, ...told(unit)] };
  }
  if (currency !== undefined) {
    const unit = codeOf(currency);
    if (!codes.some(({ word }) => word === unit)) {
      throw new QuintileError("USAGE", `No sale of ${source} is in ${unit} by "${name}".`, {
        hint: `Currencies there: ${listCounted(codes)}.`,
      });
    }
    // Another currency is the first reason to leave a row out, whatever else it is.
    const others = countWords(all, codeOfRow).filter(({ word }) => word !== unit);
    const text = `Not in ${unit} by "${name}", and left out: ${listCounted(others)}.`;
    const account = others.length === 0 ? [] : [{ text, share: shareOf(others, all) }];
    const counted = spellings.filter((word) => codeOf(word) === unit);
    return { taken: true, currencies: counted, unit, account: [...account, ...told(unit)] };
  }
  const [only] = codes;
  if (only !== undefined && codes.length === 1) {
    return { taken: true, currencies: undefined, unit: only.word, account: told(only.word) };
  }
  throw severalCurrencies(column, codes);
}

function codeOfRow({ currency }: WordCount): string | null {
  return currency === null ? null : codeOf(currency);
}

function requireRates({ name, source }: CurrencyColumn, codes: readonly Counted[], rates: Rates): void {
  const without = codes.filter(({ word }) => !rates.has(word));
  if (without.length === 0) return;
  throw new QuintileError(
    "USAGE",
    `${inputName("rates")} has none for currencies in "${name}" of ${source}: ${listCounted(without)}.`,
    {
      hint: `Add what one unit of each is worth, or leave their sales out with ${inputName("where")}.`,
    },
  );
}

function severalCurrencies({ name, source }: CurrencyColumn, codes: readonly Counted[]): QuintileError {
  const [first, second] = codes.map(({ word }) => word);
  return new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Column "${name}" of ${source} has several currencies: ${listCounted(codes)}. Amounts of different currencies cannot be added.`,
    {
      hint: `Score the sales of one currency, or say what one unit of each is worth: ${inputName("rates")} ${first}=1,${second}=RATE, with a figure of yours for RATE.`,
      tries: codes.slice(0, MOST_ANSWERS).map(({ word }) => ({
        inputs: { currency: word },
        means: `only sales in ${word}`,
      })),
    },
  );
}
