import type { RoleSource } from "../../analysis/sales/mapping.js";
import { QuintileError } from "../../errors.js";
import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { headerMeans, type Meaning } from "./known-headers.js";
import { bareHeader, plainHeader } from "./plain-header.js";
import { ambiguousColumn } from "./role-errors.js";
import { type GuessedRole, USUAL_HEADERS, USUAL_ORDERS, USUAL_PRICES, USUAL_QUANTITIES } from "./usual-headers.js";

/** What a role may be called, best first: lines of the usual headers, by their place, and what headers mean in any language. */
const PREFERENCES: Readonly<Record<GuessedRole, readonly (number | Meaning)[]>> = {
  customer: [0, 1, 2, "customer id", 3, 4, "email", 5, "customer name"],
  date: [0, 1, "sale date", 2, 3, 4, "date"],
  revenue: [0, 1, 2, "order total", 3, "line total", "money", 4],
};

/** Headers of money that some data sets give to a number of pieces. */
const PERHAPS_PIECES = ["amount", "amt"];

/**
 * Finds a role by what headers mean in all languages that are known. Undefined where none means it. Raises
 * `AMBIGUOUS_COLUMN` where a careful person would ask.
 */
export function guessFurther(role: GuessedRole, columns: readonly Column[], source: string): RoleSource | undefined {
  const column = bestColumn(role, columns, source);
  if (role === "revenue")
    return column === undefined ? fromPrice(columns, source) : requireMoney(column, columns, source);
  return column === undefined ? undefined : { kind: "column", column, guessed: true };
}

/** The columns whose headers mean something, in any language that is known. */
export function columnsThatMean(meaning: Meaning, columns: readonly Column[]): readonly Column[] {
  return matching(columns, (header) => headerMeans(header, meaning));
}

/** Columns that may be an order id, the likeliest first. */
export function orderColumns(columns: readonly Column[]): readonly Column[] {
  const usual = matching(columns, (header) => USUAL_ORDERS.includes(header));
  return [...new Set([...usual, ...columnsThatMean("order", columns)])];
}

function bestColumn(role: GuessedRole, columns: readonly Column[], source: string): Column | undefined {
  for (const preference of PREFERENCES[role]) {
    const usual = typeof preference === "number" ? (USUAL_HEADERS[role][preference] ?? []) : undefined;
    const found = usual
      ? matching(columns, (header) => usual.includes(header))
      : columnsThatMean(preference as Meaning, columns);
    const likeliest = withTax(found);
    if (likeliest.length > 1) throw ambiguousColumn(role, likeliest, source);
    if (likeliest.length === 1) return likeliest[0];
  }
  return undefined;
}

function matching(columns: readonly Column[], isIt: (header: string) => boolean): Column[] {
  const readable = columns.filter(({ kind }) => kind !== "other");
  const exact = readable.filter((column) => isIt(plainHeader(headerOf(column))));
  return exact.length > 0 ? exact : readable.filter((column) => isIt(bareHeader(headerOf(column)).plain));
}

/** Of the same amount with and without tax, what the customer was charged. */
function withTax(found: readonly Column[]): readonly Column[] {
  for (const tax of ["with", undefined] as const) {
    const such = found.filter(({ name }) => bareHeader(name).tax === tax);
    if (such.length > 0) return such;
  }
  return found;
}

/** Money, unless it may as well be a number of pieces: Ta-Feng's `AMOUNT` beside `SALES_PRICE` is one. */
function requireMoney(column: Column, columns: readonly Column[], source: string): RoleSource {
  const prices = [...columnsThatMean("price", columns), ...columnsThatMean("unit price", columns)];
  const [price] = prices;
  if (price !== undefined && PERHAPS_PIECES.includes(bareHeader(column.name).plain)) {
    throw ambiguousColumn("revenue", [price, column], source);
  }
  return { kind: "column", column, guessed: true };
}

/** Quantity times unit price where both headers are clear; a question where a price may be one piece's or the line's. */
function fromPrice(columns: readonly Column[], source: string): RoleSource | undefined {
  const quantities = either(columns, USUAL_QUANTITIES, "quantity");
  const unitPrices = columnsThatMean("unit price", columns);
  const prices = unitPrices.length > 0 ? unitPrices : either(columns, USUAL_PRICES, "price");
  const [quantity] = quantities;
  const [price] = prices;
  if (price === undefined) return undefined;
  if (prices.length > 1 || quantities.length > 1) throw ambiguousColumn("revenue", prices, source);
  const product = quantity === undefined ? undefined : `${quoted(quantity.name)} * ${quoted(price.name)}`;
  if (product !== undefined && unitPrices.length === 1) return { kind: "expression", text: product, guessed: true };
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `${source} has no total; "${price.name}" may be the price of one piece or of all.`,
    {
      hint: "Say which amount counts.",
      tries: [
        ...(product === undefined
          ? []
          : [{ inputs: { revenue: product }, means: `"${price.name}" is the price of one piece` }]),
        { inputs: { revenue: price.name }, means: `"${price.name}" is what was paid` },
      ],
    },
  );
}

function either(columns: readonly Column[], usual: readonly string[], meaning: Meaning): readonly Column[] {
  const found = matching(columns, (header) => usual.includes(header));
  return found.length > 0 ? found : columnsThatMean(meaning, columns);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
