import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { columnsHeaded, columnsThatMean, quoted } from "./candidates.js";
import { fieldsOf } from "./struct-fields.js";
import { USUAL_PRICES, USUAL_QUANTITIES } from "./usual-headers.js";

/** Digits enough for any amount and any number of pieces. */
const [AMOUNT, PIECES] = ["DECIMAL(18,4)", "DECIMAL(14,4)"];

/**
 * The expressions that add up what stands in a column of lists of lines, such as the articles of an order: their totals, or price times
 * quantity. One for each column that has them.
 */
export function amountsInLists(columns: readonly Column[]): readonly string[] {
  return columns.flatMap((column) => {
    if (!column.type.endsWith("[]")) return [];
    const fields = fieldsOf({ ...column, type: column.type.slice(0, -2) }).map(({ field }): Column => ({
      name: field,
      type: "VARCHAR",
      kind: "text",
    }));
    const [total] = columnsThatMean("line total", fields);
    const [price] = [
      ...columnsHeaded(USUAL_PRICES, fields),
      ...columnsThatMean("unit price", fields),
      ...columnsThatMean("price", fields),
    ];
    const [quantity] = [...columnsHeaded(USUAL_QUANTITIES, fields), ...columnsThatMean("quantity", fields)];
    const [money] = [...columnsHeaded(["total", "amount"], fields), ...columnsThatMean("money", fields)];
    const amount = total ?? (price && quantity ? undefined : money);
    if (amount !== undefined) return [summed(column, numberIn(amount, AMOUNT))];
    if (price === undefined || quantity === undefined) return [];
    return [summed(column, `${numberIn(price, AMOUNT)} * ${numberIn(quantity, PIECES)}`)];
  });
}

function summed(column: Column, amount: string): string {
  return `list_sum(list_transform(${written(headerOf(column))}, lambda line: ${amount}))`;
}

function numberIn({ name }: Column, type: string): string {
  return `CAST(line.${written(name)} AS ${type})`;
}

function written(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoted(name);
}
