import { customerRows } from "../../analysis/customer-pages.js";
import { renderCsvLine } from "../../outputs/csv-line.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import { type Context, type ValuesOf } from "../operation.js";
import { type storeInputs, withStore } from "../open-store.js";
import type { chosenCustomers } from "./inputs.js";
import { openList } from "./open-list.js";

/** Takes a part of a text; resolves when there is room for more. */
export type TakeText = (text: string) => Promise<void>;

/** Columns whose values are text wherever they came from. */
const TEXTS = new Set<string>(["segment"]);

/**
 * All customers of a list as CSV, neutralised for spreadsheets as `export` does, in parts that are given to `take` one
 * after the other. `begin` is called once the list is known to be right. Raises `CANCELLED` when the signal fires.
 */
export function writeCustomersCsv(
  { store: location, schema, ...chosen }: ValuesOf<typeof chosenCustomers & typeof storeInputs>,
  context: Context,
  begin: () => TakeText,
): Promise<void> {
  return withStore(
    { store: location, schema },
    context,
    async (store) => {
      const { query } = await openList(store, chosen);
      const take = begin();
      const isText = CUSTOMER_COLUMNS.map(
        (name) => TEXTS.has(name) || query.columns.some((column) => column.name === name && column.kind === "text"),
      );
      await take(renderCsvLine(CUSTOMER_COLUMNS));
      for await (const rows of store.stream(customerRows(query, store.dialect), context.signal)) {
        const lines = rows.map((row) =>
          renderCsvLine(CUSTOMER_COLUMNS.map((name, index) => asCell(String(row[name]), isText[index] === true))),
        );
        await take(lines.join(""));
      }
    },
    "long",
  );
}

/** Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers. */
function asCell(value: string, isText: boolean): string {
  return isText && /^[=+\-@\t]/.test(value) ? `'${value}` : value;
}
