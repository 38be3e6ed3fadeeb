import type { RunRecord } from "../../analysis/customers/companions.js";
import type { Store } from "../../engines/engine.js";
import type { Scoring } from "../../model/scoring.js";
import type { SegmentModel } from "../../model/segment-model.js";
import { summarizeSegments } from "../../model/summarize-segments.js";
import { checkDisplay, displayInputs } from "../inputs/display-inputs.js";
import { defineOperation } from "../operation.js";
import { storeInputs } from "../inputs/store-inputs.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { readDistributions } from "./read-distributions.js";
import { readCube } from "../../scoring/read-cube.js";
import { remember } from "../store/remember.js";
import { findRun } from "../store/stored-runs.js";
import type { ExactCutpoints } from "../../results/exact-cutpoints.js";
import type { Overview, OverviewRun } from "../../results/overview.js";
import type { RejectCounts } from "../../results/reject-counts.js";

/** Shows what a store holds. */
export const overviewOperation = defineOperation({
  name: "overview",
  summary: "Show the segments of a store, and the numbers behind them",
  description:
    "Reads what a store holds at a glance: its last run, the segments and the cells of the model, and how the customers spread over recency, frequency and monetary value.",
  inputs: { ...storeInputs, ...displayInputs },
  run: async ({ currency, locale, ...place }, context): Promise<Overview> => {
    const display = checkDisplay({ currency, locale });
    return withStore(place, context, (store) => readOverview(store, display));
  },
});

/** What a store holds at a glance. Raises `NO_SUCH_RUN`. */
export async function readOverview(store: Store, display: Display): Promise<Overview> {
  return { store: store.label, ...display, ...(await remember(store, "overview", () => readRun(store))) };
}

type Display = Pick<Overview, "currency" | "locale">;

type Read = Omit<Overview, "store" | keyof Display>;

/** All of one published state, since numbers of two runs do not belong together. */
async function readRun(store: Store): Promise<Read> {
  await requirePublished(store);
  const record = await findRun(store);
  const model = JSON.parse(record.model_definition) as SegmentModel;
  const run = parseRun(record);
  const cube = await readCube(store, store.table("customer_rfm"));
  const distributions = await readDistributions(store, cube, run.cutpoints);
  return { run, model, cube, segments: summarizeSegments(model, cube), distributions };
}

function parseRun(record: RunRecord): OverviewRun {
  const { run, finished_at, version, source, snapshot, sales, customers, model } = record;
  return {
    run,
    finished_at,
    version,
    source,
    snapshot,
    sales,
    customers,
    rejected: JSON.parse(record.rejected) as RejectCounts,
    scoring: JSON.parse(record.scoring) as Scoring,
    cutpoints: JSON.parse(record.cutpoints) as ExactCutpoints,
    options: JSON.parse(record.options) as OverviewRun["options"],
    timings: JSON.parse(record.timings) as OverviewRun["timings"],
    model,
  };
}
