import type { CustomerQuery } from "../../analysis/customers/customer-pages.js";
import type { Store } from "../../engines/engine.js";
import type { Cube } from "../../model/cube.js";
import type { Column } from "../../sql/relation.js";
import { sql } from "../../sql/fragment.js";
import { requirePublished } from "../store/open-store.js";
import { remember } from "../store/remember.js";
import { readCube } from "../../analysis/fit/cube.js";
import { findRun } from "../store/stored-runs.js";
import type { ListedMovement } from "../../results/customers.js";
import { findCells } from "./find-cells.js";
import { findMovers } from "./find-movers.js";
import type { ChosenCustomers } from "./inputs.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** A list of customers of a store, and the run that published them. */
export interface CustomerList {
  readonly run: StoredRun;
  readonly query: CustomerQuery;
  /** Which movement knows of them, where those are listed who moved. */
  readonly movement: ListedMovement | undefined;
}

/** Raises `NO_SUCH_RUN`, `NO_SUCH_SEGMENT`, `NO_SUCH_MOVEMENT` or `USAGE`. */
export async function openList(store: Store, chosen: ChosenCustomers): Promise<CustomerList> {
  const { run, columns } = await remember(store, "customers", () => look(store));
  const { segment = [], cells, search, sort, order } = chosen;
  const movers = await findMovers(store, run, chosen);
  const query = {
    customers: store.table("customer_rfm"),
    columns,
    cells: findCells(run.model, segment, cells),
    search: search?.trim() || undefined,
    among: movers?.query,
    sort,
    order,
  };
  return { run, query, movement: movers?.movement };
}

/** The cube of the published customers. */
export function publishedCube(store: Store): Promise<Cube> {
  return remember(store, "cube", () => readCube(store, store.table("customer_rfm")));
}

async function look(store: Store): Promise<{ run: StoredRun; columns: readonly Column[] }> {
  requirePublished(store);
  const run = await findRun(store);
  const columns = await store.describe(sql`SELECT * FROM ${store.table("customer_rfm")}`);
  return { run, columns };
}
