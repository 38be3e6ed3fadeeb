import { allCustomers } from "../../analysis/customers/customers.js";
import { sql } from "../../sql/fragment.js";
import type { Customer } from "../../results/customers.js";
import { requirePublished } from "../store/open-store.js";

/** The customers of a store, one after the other, in the order of their ids. The store is open while they are read. */
export async function* scoredRows(
  place: { readonly store: string; readonly schema: string | undefined },
  signal: AbortSignal | undefined,
): AsyncGenerator<Customer, void, undefined> {
  const { openPlaces } = await import("../../engines/open-places.js");
  const { store, close } = await openPlaces({ store: { at: place.store, schema: place.schema, mode: "read" }, signal });
  try {
    requirePublished(store);
    const customers = store.table("customer_rfm");
    const columns = await store.describe(sql`SELECT * FROM ${customers}`);
    for await (const rows of store.stream(allCustomers(customers, columns, store.dialect), signal)) {
      yield* rows as unknown as readonly Customer[];
    }
  } finally {
    await close();
  }
}
