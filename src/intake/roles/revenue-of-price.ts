import type { RoleSource } from "../../analysis/sales/mapping.js";
import { QuintileError } from "../../errors.js";
import { headerOf, uniqueName } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { columnsHeaded, columnsThatMean, quoted } from "./candidates.js";
import type { Meaning } from "./known-headers.js";
import { bareHeader } from "./plain-header.js";
import { ambiguousColumn } from "./role-errors.js";
import { CLEAR_UNIT_PRICES, USUAL_PRICES, USUAL_QUANTITIES } from "./usual-headers.js";

/** Headers of money that some data sets give to a number of pieces. */
const PERHAPS_PIECES = ["amount", "amt"];

/**
 * Quantity times unit price, where both headers are clear; undefined where there is no price. Raises `AMBIGUOUS_COLUMN` where a
 * price may be that of one piece or of the line.
 */
export function revenueOfPrice(columns: readonly Column[], source: string): RoleSource | undefined {
  const quantities = either(columns, USUAL_QUANTITIES, "quantity");
  const unitPrices = [
    ...new Set([...columnsHeaded(CLEAR_UNIT_PRICES, columns), ...columnsThatMean("unit price", columns)]),
  ];
  const prices = unitPrices.length > 0 ? unitPrices : either(columns, USUAL_PRICES, "price");
  const [quantity] = quantities;
  const [price] = prices;
  if (price === undefined) return undefined;
  if (prices.length > 1 || quantities.length > 1)
    throw ambiguousColumn(
      "revenue",
      prices.map(({ name }) => name),
      source,
    );
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

/** Raises `AMBIGUOUS_COLUMN` where an amount may as well be a number of pieces: Ta-Feng's `AMOUNT` beside `SALES_PRICE` is one. */
export function requireMoney(revenue: RoleSource, columns: readonly Column[], source: string): void {
  if (revenue.kind === "expression" || !revenue.guessed) return;
  if (!PERHAPS_PIECES.includes(bareHeader(headerOf(revenue.column)).plain)) return;
  const [price] = [...columnsThatMean("price", columns), ...columnsThatMean("unit price", columns)];
  if (price !== undefined) throw ambiguousColumn("revenue", namesAmong([price, revenue.column]), source);
}

function namesAmong(columns: readonly Column[]): readonly string[] {
  return columns.map((column) => uniqueName(column, columns));
}

function either(columns: readonly Column[], usual: readonly string[], meaning: Meaning): readonly Column[] {
  const found = columnsHeaded(usual, columns);
  return found.length > 0 ? found : columnsThatMean(meaning, columns);
}
