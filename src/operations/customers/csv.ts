import { customerLines } from "../../analysis/customers/customer-pages.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import type { Context, ValuesOf } from "../operation.js";
import { type storeInputs, withStore } from "../store/open-store.js";
import type { chosenCustomers } from "./inputs.js";
import { openList } from "./open-list.js";

/** Takes a part of a text; resolves when there is room for more. */
export type TakeText = (text: string) => Promise<void>;

/**
 * All customers of a list as CSV, neutralised for spreadsheets as `export` does, in parts that are given to a taker one
 * after the other. `begin` gives that taker once the list is known to be right. Raises `CANCELLED` when the signal fires.
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
      await take(`${CUSTOMER_COLUMNS.join(",")}\n`);
      for await (const rows of store.stream(customerLines(query, store.dialect), context.signal)) {
        await take(rows.map(({ line }) => `${String(line)}\n`).join(""));
      }
    },
    "read",
    "long",
  );
}
