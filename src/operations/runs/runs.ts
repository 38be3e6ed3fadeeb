import type { RejectCounts } from "../../analysis/sales/row-status.js";
import { defineOperation } from "../operation.js";
import { storeInputs, withStore } from "../store/open-store.js";
import { listRuns } from "../store/stored-runs.js";

/** A run as the list shows it. */
export interface ListedRun {
  readonly run: number;
  /** UTC, ISO 8601 with a blank. */
  readonly finished_at: string;
  readonly source: string;
  readonly snapshot: string;
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
  readonly scoring: string;
  readonly model: string;
  readonly version: string;
}

/** Lists what was run on a store, newest first. */
export const runsOperation = defineOperation({
  name: "runs",
  summary: "List the runs of a store",
  description:
    "Lists the runs of a store, newest first: when, from which source, with which counts, scoring and model.",
  inputs: storeInputs,
  configured: ["store", "schema"],
  run: (place, context = {}): Promise<{ readonly store: string; readonly runs: readonly ListedRun[] }> =>
    withStore(place, context, async (store) => {
      const runs = await listRuns(store);
      return {
        store: store.label,
        runs: runs.map((run) => ({
          run: run.run,
          finished_at: run.finished_at,
          source: run.source,
          snapshot: run.snapshot,
          sales: run.sales,
          customers: run.customers,
          rejected: JSON.parse(run.rejected) as RejectCounts,
          scoring: (JSON.parse(run.scoring) as { name: string }).name,
          model: run.model,
          version: run.version,
        })),
      };
    }),
});
