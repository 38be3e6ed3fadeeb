import type { ListedRuns } from "../results/runs.js";
import { formatCount } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** Renders the runs of a store, newest first. */
export function renderRuns(shown: ListedRuns, style: Style): string {
  if (shown.runs.length === 0) return `${shown.store} holds no run yet. Start one: quintile run SOURCE`;
  return renderTable(
    [
      { heading: "Run", align: "right" },
      { heading: "Finished (UTC)" },
      { heading: "Snapshot" },
      { heading: "Customers", align: "right" },
      { heading: "Sales", align: "right" },
      { heading: "Rejected", align: "right" },
      { heading: "Scoring" },
      { heading: "Model" },
      { heading: "Source" },
    ],
    shown.runs.map((run) => [
      String(run.run),
      run.finished_at.slice(0, 19),
      run.snapshot,
      formatCount(run.customers),
      formatCount(run.sales),
      formatCount(run.rejected.bad_date + run.rejected.bad_revenue + (run.rejected.bad_frequency ?? 0)),
      run.scoring,
      run.model,
      run.relabels === null ? run.source : `run ${run.relabels}, relabelled`,
    ]),
    style,
  );
}
