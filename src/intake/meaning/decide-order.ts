import type { AmountMeaning } from "../../analysis/sales/sale-meanings.js";
import { QuintileError } from "../../errors.js";
import type { AccountLine } from "./account-line.js";

/** What the ids of orders that repeat are like. */
export interface OrderFacts {
  /** Ids on more than one row. */
  readonly repeated: number;
  /** Ids with more than one amount of 0 or more; the following are counts of these. */
  readonly several: number;
  readonly oneCustomer: number;
  readonly oneDay: number;
  readonly oneAmount: number;
  /** The share of all rows that have an id that repeats: 0 to 1. */
  readonly share: number;
}

/** At least this share of the ids with several amounts have one customer, and one day, or they are no order ids. */
const SURE = 0.99;

/** From so many orders on, lines that all have one amount are no chance. */
const TELLING_ORDERS = 20;

/** From this share of orders on, lines with one amount are the rule. */
const MOSTLY = 0.5;
const NEARLY_ALL = 0.95;

/** Whether rows with one id are one purchase, and what to tell; a guess is taken only where the ids repeat. */
export function decideOrder(
  name: string,
  guessed: boolean,
  facts: OrderFacts,
): { taken: boolean; account: AccountLine[] } {
  const { repeated, several, oneCustomer, oneDay, share } = facts;
  const told = { text: `Rows with the same "${name}" are one purchase.`, share };
  if (!guessed) return { taken: true, account: repeated === 0 ? [] : [told] };
  if (repeated === 0) return { taken: false, account: [] };
  const others = [...(oneCustomer < SURE * several ? ["customer"] : []), ...(oneDay < SURE * several ? ["day"] : [])];
  if (others.length === 0) return { taken: true, account: [told] };
  return {
    taken: false,
    account: [
      {
        text: `"${name}" is not taken for an order id: too many of the ${several} values that repeat have more than one ${others.join(" and more than one ")}. Every row is a purchase.`,
        share,
      },
    ],
  };
}

/** An amount that may be repeated on the lines of its order. */
export interface RepeatedAmount {
  /** The column of the amount. */
  readonly name: string;
  readonly order: string;
  readonly amountIs: AmountMeaning;
  /** What was said about it; undefined where nothing was. */
  readonly given: "line" | "order" | undefined;
  /** Columns with the amounts of lines. */
  readonly lineTotals: readonly string[];
  /** The source, as messages name it. */
  readonly source: string;
}

/** Whether amounts count once per order, and what to tell. Raises `AMBIGUOUS_COLUMN` where a careful person would ask. */
export function decideTotals(amount: RepeatedAmount, facts: OrderFacts): { once: boolean; account: AccountLine[] } {
  const { several, oneAmount, share } = facts;
  const { name, order, given, amountIs } = amount;
  const once = {
    once: true,
    account: [
      {
        text: `"${name}" is the total of the order by "${order}", and counts once per order, not once per line.`,
        share,
      },
    ],
  };
  if (given === "line" || several === 0 || oneAmount === 0) return { once: false, account: [] };
  if (given === "order") return once;
  if (amountIs === "order total") {
    if (oneAmount === several) return once;
    if (oneAmount >= MOSTLY * several) throw repeatedTotal(amount, facts);
    return { once: false, account: [] };
  }
  if (amountIs === "line total" || amountIs === "unit price") return { once: false, account: [] };
  if (oneAmount >= TELLING_ORDERS && oneAmount >= NEARLY_ALL * several) throw repeatedTotal(amount, facts);
  if (oneAmount < several) return { once: false, account: [] };
  return {
    once: false,
    account: [
      {
        text: `All lines of an order have the same "${name}" (${several} orders of several lines); they are added up as the amounts of lines.`,
        share,
      },
    ],
  };
}

function repeatedTotal(
  { name, order, lineTotals, source }: RepeatedAmount,
  { several, oneAmount }: OrderFacts,
): QuintileError {
  return new QuintileError(
    "AMBIGUOUS_COLUMN",
    `In ${oneAmount} of ${several} orders of ${source} with several lines, by "${order}", all lines have the same "${name}": it may be the total of the order, which counts once, or the amount of each line.`,
    {
      hint: "Say what it is.",
      tries: [
        { inputs: { amountOf: "order" }, means: `"${name}" is the total of the order, and counts once` },
        ...lineTotals
          .slice(0, 1)
          .map((line) => ({ inputs: { revenue: line }, means: `"${line}" is the amount of the line` })),
        { inputs: { amountOf: "line" }, means: `"${name}" is the amount of each line` },
      ],
    },
  );
}
