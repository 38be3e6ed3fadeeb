import { customerLines } from "../../analysis/customers/customer-pages.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import type { OptionsOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { readInputs } from "../inputs/read-inputs.js";
import { storeInputs } from "../inputs/store-inputs.js";
import { withStore } from "../store/open-store.js";
import { chosenCustomers } from "./inputs.js";
import { openList } from "./open-list.js";

/** Takes a part of a text; resolves when there is room for more. */
export type TakeText = (text: string) => Promise<void>;

/**
 * All customers of a list as CSV, neutralised for spreadsheets as `export` does, in parts that are given to a taker one
 * after the other. `begin` gives that taker once the list is known to be right. Raises `CANCELLED` when the signal fires.
 */
export function writeCustomersCsv(
  options: OptionsOf<typeof chosenCustomers & typeof storeInputs>,
  context: Context,
  begin: () => TakeText,
): Promise<void> {
  const { store: location, schema, ...chosen } = readInputs({ ...chosenCustomers, ...storeInputs }, options);
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
