import { defineOperation } from "../operation.js";
import { storeInputs } from "../inputs/store-inputs.js";
import { withStore } from "../store/open-store.js";
import { listRuns } from "../store/stored-runs.js";
import type { ListedRuns } from "../../results/runs.js";

/** Lists what was run on a store, newest first. */
export const runsOperation = defineOperation({
  name: "runs",
  summary: "List the runs of a store",
  description:
    "Lists the runs of a store, newest first: when, from which source, with which counts, scoring and model.",
  inputs: storeInputs,
  run: (place, context): Promise<ListedRuns> =>
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
          rejected: run.rejected,
          scoring: run.scoring.name,
          model: run.model.name,
          version: run.version,
        })),
      };
    }),
});
