import { customerCount, customerPage, type CustomerQuery } from "../../analysis/customers/customer-pages.js";
import type { Store } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import type { Score } from "../../model/score.js";
import { parseCursor, renderCursor } from "./cursor.js";
import type { customersInputs } from "./inputs.js";
import { openList, publishedCube } from "./open-list.js";
import { withStore } from "../store/open-store.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import type { Customer, CustomersPage } from "../../results/customers.js";

/** Lists customers, a page at a time. */
export function listCustomers(
  { store: location, schema, limit, cursor, ...chosen }: ValuesOf<typeof customersInputs>,
  context: Context,
): Promise<CustomersPage> {
  return withStore({ store: location, schema }, context, async (store) => {
    const { run, query, movement } = await openList(store, chosen);
    const scope = { run: run.run, query, movement };
    const after = cursor === undefined ? undefined : parseCursor(cursor, scope);
    const rows = await store.query(customerPage(query, after, limit + 1, store.dialect));
    const customers = rows.slice(0, limit).map(toCustomer);
    const last = customers.at(-1);
    const next =
      rows.length > limit && last !== undefined
        ? renderCursor(scope, {
            value: query.sort === "customer_id" ? "" : String(last[query.sort]),
            id: last.customer_id,
          })
        : null;
    const total = await totalOf(store, query);
    return { customers, total, next, ...(movement === undefined ? {} : { movement }) };
  });
}

/** Where only cells are chosen, the cube knows. */
async function totalOf(store: Store, query: CustomerQuery): Promise<number> {
  if (query.search !== undefined || query.among !== undefined) {
    const [row] = await store.query(customerCount(query));
    return Number(row?.["customers"] ?? 0);
  }
  const cube = await publishedCube(store);
  const chosen = cube.filter(({ R, F, M }) => query.cells?.includes(R * 100 + F * 10 + M) ?? true);
  return chosen.reduce((sum, cell) => sum + cell.customers, 0);
}

/** A row of {@link customerPage}. */
export function toCustomer(row: Row): Customer {
  return {
    customer_id: String(row["customer_id"]),
    recency: Number(row["recency"]),
    frequency: Number(row["frequency"]),
    monetary: String(row["monetary"]),
    R_score: Number(row["R_score"]) as Score,
    F_score: Number(row["F_score"]) as Score,
    M_score: Number(row["M_score"]) as Score,
    segment: String(row["segment"]),
  };
}
