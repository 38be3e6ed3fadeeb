import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import type { storeInputs } from "../inputs/store-inputs.js";
import { withStore } from "../store/open-store.js";
import { listRuns } from "../store/stored-runs.js";
import { summarizeSegments } from "../../model/summarize-segments.js";
import type { ListedRuns, RunSegment } from "../../results/runs.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** Lists what was run on a store, newest first. */
export function readRuns(place: ValuesOf<typeof storeInputs>, context: Context): Promise<ListedRuns> {
  return withStore(place, context, async (store) => {
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
        relabels: run.options.relabels ?? null,
        segments: segmentsOf(run),
        reading: run.reading,
        version: run.version,
      })),
    };
  });
}

function segmentsOf({ model, cube }: StoredRun): readonly RunSegment[] | null {
  if (cube === null) return null;
  return summarizeSegments(model, cube).map(({ segment, customers, revenue }) => ({ segment, customers, revenue }));
}
