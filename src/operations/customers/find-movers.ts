import { type Direction, idsOfMovers, keptMoments } from "../../analysis/movement/movers.js";
import type { CustomerQuery } from "../../analysis/customers/customer-pages.js";
import type { Store } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import type { ListedMovement } from "../../results/customers.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import { findSegment } from "../store/find-segment.js";
import { listRuns } from "../store/stored-runs.js";
import type { ChosenCustomers } from "./inputs.js";

/** The customers who moved, and the movement that knows of them. */
export interface FoundMovers {
  readonly query: NonNullable<CustomerQuery["among"]>;
  readonly movement: ListedMovement;
}

/**
 * Who entered or left a segment: as the kept movement has it, or where there is none, as the last run changed it. Undefined where
 * nobody asks. Raises `NO_SUCH_SEGMENT`, and `NO_SUCH_MOVEMENT` where the store knows of none.
 */
export async function findMovers(
  store: Store,
  run: StoredRun,
  { entered, left }: Pick<ChosenCustomers, "entered" | "left">,
): Promise<FoundMovers | undefined> {
  const named = entered ?? left;
  if (named === undefined) return undefined;
  const names = run.model.segments.map(({ name }) => name);
  const direction: Direction = entered === undefined ? "left" : "entered";
  const movers = { segment: findSegment(named, names), direction };
  if (store.columns("customer_movement").size > 0) {
    const table = store.table("customer_movement");
    const [row] = await store.query(keptMoments(table));
    if (row !== undefined) {
      const [from, to] = [String(row["moment_before"]), String(row["moment_after"])];
      const movement = { ...movers, table: "customer_movement" as const, from, to, run: Number(row["run"]) };
      return { query: { ids: idsOfMovers(table, movers), asText: false }, movement };
    }
  }
  const before = await runBefore(store, run);
  if (before === undefined) throw noMovement(store);
  const query = { ids: idsOfMovers(store.table("rfm_changes"), movers, run.run), asText: true };
  const [from, to] = [before.snapshot, run.snapshot];
  return { query, movement: { ...movers, table: "rfm_changes", from, to, run: run.run } };
}

/** The run whose customers the last one replaced; undefined where there is none, or what changed was not kept. */
async function runBefore(store: Store, run: StoredRun): Promise<StoredRun | undefined> {
  if (store.columns("rfm_changes").size === 0 || run.options["changesFor"] === 0) return undefined;
  return (await listRuns(store)).find((each) => each.run < run.run);
}

function noMovement(store: Store): QuintileError {
  return new QuintileError("NO_SUCH_MOVEMENT", `${store.label} does not know yet who moved.`, {
    hint: `Find it out of the sales: quintile movement, with the store named by ${inputName("store")}.`,
  });
}
