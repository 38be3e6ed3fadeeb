import type { RunRecord } from "../../analysis/customers/companions.js";
import type { RejectCounts } from "../../analysis/sales/row-status.js";
import type { Store } from "../../engines/engine.js";
import type { Cube } from "../../model/cube.js";
import type { Scoring } from "../../model/scoring.js";
import type { SegmentModel } from "../../model/segment-model.js";
import { type SegmentSummary, summarizeSegments } from "../../model/summarize-segments.js";
import { checkDisplay, displayInputs } from "../inputs/display-inputs.js";
import { defineOperation } from "../operation.js";
import { requirePublished, storeInputs, withStore } from "../store/open-store.js";
import { type Distributions, readDistributions } from "./read-distributions.js";
import { readCube } from "../store/read-cube.js";
import { remember } from "../store/remember.js";
import type { ExactCutpoints } from "../../scoring/cutpoints.js";
import { findRun } from "../store/stored-runs.js";

/** The run that an overview shows. */
export interface OverviewRun {
  readonly run: number;
  /** UTC, ISO 8601 with a blank. */
  readonly finished_at: string;
  readonly version: string;
  readonly source: string;
  readonly snapshot: string;
  /** Rows that were used. */
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
  readonly scoring: Scoring;
  /** Four per dimension, ascending, as exact text. */
  readonly cutpoints: ExactCutpoints;
  /** What the run was told, by input name. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Milliseconds per stage, and in all. */
  readonly timings: Readonly<Record<string, number>>;
  /** Name of the model. */
  readonly model: string;
}

/** A scored base at a glance: everything that reports and dashboards draw. It holds no customer. */
export interface Overview {
  readonly store: string;
  readonly currency: string | null;
  readonly locale: string | null;
  readonly run: OverviewRun;
  readonly model: SegmentModel;
  readonly cube: Cube;
  readonly segments: readonly SegmentSummary[];
  readonly distributions: Distributions;
}

/** Shows what a store holds. */
export const overviewOperation = defineOperation({
  name: "overview",
  summary: "Show the segments of a store, and the numbers behind them",
  description:
    "Reads what a store holds at a glance: its last run, the segments and the cells of the model, and how the customers spread over recency, frequency and monetary value.",
  inputs: { ...storeInputs, ...displayInputs },
  configured: ["store", "schema", "currency", "locale"],
  run: async ({ currency, locale, ...place }, context = {}): Promise<Overview> => {
    const display = checkDisplay({ currency, locale });
    return withStore(place, context, async (store) => ({
      store: store.label,
      ...display,
      ...(await remember(store, "overview", () => readRun(store))),
    }));
  },
});

type Read = Omit<Overview, "store" | "currency" | "locale">;

/** Reads again where a run published meanwhile, since numbers of two runs do not belong together. */
async function readRun(store: Store): Promise<Read> {
  await requirePublished(store);
  for (let run = await findRun(store); ;) {
    const read = await readCustomers(store, run);
    const latest = await findRun(store);
    if (latest.run === run.run) return read;
    run = latest;
  }
}

async function readCustomers(store: Store, record: RunRecord): Promise<Read> {
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
