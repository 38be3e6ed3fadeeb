import type { overviewInputs } from "./operation.js";
import type { Store } from "../../engines/engine.js";
import { summarizeSegments } from "../../model/summarize-segments.js";
import { checkDisplay } from "../inputs/display-inputs.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { readDistributions } from "./read-distributions.js";
import { readCube } from "../../analysis/fit/cube.js";
import { remember } from "../store/remember.js";
import { findRun } from "../store/stored-runs.js";
import type { Overview, OverviewRun } from "../../results/overview.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** Shows what a store holds. */
export async function showOverview(
  { currency, locale, ...place }: ValuesOf<typeof overviewInputs>,
  context: Context,
): Promise<Overview> {
  const display = checkDisplay({ currency, locale });
  return withStore(place, context, (store) => readOverview(store, display));
}

/** What a store holds at a glance. Raises `NO_SUCH_RUN`. */
export async function readOverview(store: Store, display: Display): Promise<Overview> {
  return { store: store.label, ...display, ...(await remember(store, "overview", () => readLastRun(store))) };
}

type Display = Pick<Overview, "currency" | "locale">;

type Read = Omit<Overview, "store" | keyof Display>;

/** All of one published state, since numbers of two runs do not belong together. */
async function readLastRun(store: Store): Promise<Read> {
  requirePublished(store);
  const stored = await findRun(store);
  const { model } = stored;
  const run = shownRun(stored);
  const cube = await readCube(store, store.table("customer_rfm"));
  const distributions = await readDistributions(store, cube, run.cutpoints);
  return { run, model, cube, segments: summarizeSegments(model, cube), distributions };
}

/** What an overview tells of a run. */
function shownRun(stored: StoredRun): OverviewRun {
  const { started_at: _, cube: __, model, ...run } = stored;
  return { ...run, model: model.name };
}
