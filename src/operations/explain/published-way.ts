import { changesOfCustomer } from "../../analysis/movement/changes-of-customer.js";
import type { Store } from "../../engines/engine.js";
import type { PublishedStay } from "../../results/explanation.js";
import { listRuns } from "../store/stored-runs.js";

/** The segments in which runs published a customer, as far as the store kept changes; empty where it kept none. */
export async function publishedWay(store: Store, customer: string): Promise<PublishedStay[]> {
  if (store.columns("rfm_changes").size === 0) return [];
  const changes = await store.query(changesOfCustomer(store.table("rfm_changes"), customer));
  const [first] = changes;
  if (first === undefined) return [];
  const snapshots = new Map((await listRuns(store)).map(({ run, snapshot }) => [run, snapshot]));
  return [
    { segment: segmentOf(first["segment_before"]), run: null, since: null },
    ...changes.map((change) => {
      const run = Number(change["run"]);
      return { segment: segmentOf(change["segment_after"]), run, since: snapshots.get(run) ?? null };
    }),
  ];
}

function segmentOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
