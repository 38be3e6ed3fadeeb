import { nextRunNumber } from "../../analysis/customers/companions.js";
import type { Store } from "../../engines/engine.js";
import type { Cube } from "../../model/cube.js";
import { perDimension } from "../../model/score.js";
import { summarizeSegments } from "../../model/summarize-segments.js";
import { QuintileError } from "../../errors.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import type { RunResult } from "../../results/run.js";
import type { Fitted } from "../../scoring/fit-cutpoints.js";
import { publish } from "../../scoring/publish.js";
import type { SalesRead } from "../../scoring/prove.js";
import { readingOf } from "../../scoring/reading-of.js";
import { type ReadingListener, scoreSales } from "../../scoring/score-sales.js";
import { Stages } from "../../scoring/stages.js";
import { type ScoredTotals, sumUp } from "../../scoring/sum-up.js";
import { version } from "../../version.js";
import type { Context } from "../operation.js";
import { sourceOf } from "../inputs/source-of.js";
import { withoutDefaults } from "../inputs/read-inputs.js";
import { DEFAULT_STORE } from "../inputs/store-inputs.js";
import { requireWritable } from "../../engines/files/written-format.js";
import { latestRun } from "../store/stored-runs.js";
import { comparingReadings } from "./compare-readings.js";
import { earlierCutpoints } from "./earlier-cutpoints.js";
import { idNotes } from "./id-notes.js";
import { type RunValues, runInputs } from "./inputs.js";
import { noteOnTies } from "./parse-ties.js";
import { choicesOf, planOf } from "./plan.js";
import { readingNotes } from "./reading-notes.js";
import { shownColumns } from "./shown-columns.js";
import { requireDistinctFiles } from "./written-files.js";

/** Scores sales and publishes the result: the whole way from a source to `customer_rfm`. */
export async function run(options: RunValues, context: Context): Promise<RunResult> {
  const started = new Date();
  const stages = new Stages(context.progress);
  const note = (message: string): void => context.progress?.note(message);
  const choices = await choicesOf(options);
  const { model } = choices;
  const idle = noteOnTies(options.ties, choices.scoring, choices.ties);
  if (idle !== undefined) note(idle);
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { isDatabase, withoutPassword } = await import("../../engines/location.js");
  for (const file of [...(options.to ?? []), ...(options.rejects === undefined ? [] : [options.rejects])])
    requireWritable(file);
  const place = options.store ?? (isDatabase(options.source) ? options.source : DEFAULT_STORE);
  const { replace, schema, memory, threads, statementTimeout, lockTimeout } = options;
  const opening = stages.run("open", () =>
    openPlaces({
      source: sourceOf(options, note, context.input),
      store: { at: place, mode: "write", replace, schema, note },
      memory,
      threads,
      statementTimeout,
      lockTimeout,
      signal: context.signal,
    }),
  );
  return withPlaces(opening, async ({ engine, source, store }) => {
    for (const each of source.notes) note(each);
    requireDistinctFiles(options, source.files, store.label);
    const cutpointsOf = await earlierCutpoints(store, options.cutpoints);
    const plan = await planOf(engine, options, choices, cutpointsOf);
    const last = await lastRun(store, note);
    const comparing = comparingReadings({ last, cutpointsOf }, plan.reading, note);
    const stage: Store["stage"] = (rows, order, listener) => store.stage(rows, order, listener);
    const listeners = [
      comparing,
      readingNotes(note),
      ...(context.progress === undefined ? [] : [idNotes(engine, note)]),
    ];
    const scored = await scoreSales({ engine, source, stage }, plan, stages, allOf(listeners));
    const { read, snapshot, fitted } = scored;
    const reading = readingOf(read);
    const totals = await stages.run("cube", () => sumUp(engine, scored));
    const number = await numberOfRun(store);
    const files = options.to ?? [];
    await stages.run("publish", () =>
      publish(
        engine,
        store,
        scored.customers,
        files,
        {
          run: number,
          started_at: started.toISOString(),
          finished_at: new Date().toISOString(),
          version,
          source: source.label,
          snapshot,
          sales: read.sales,
          customers: read.customers,
          rejected: read.rejected,
          scoring: fitted.scoring,
          cutpoints: fitted.cutpoints,
          model,
          options: {
            ...withoutDefaults(runInputs, options),
            source: withoutPassword(options.source),
            store: withoutPassword(place),
          },
          reading,
          timings: stages.timings,
          cube: totals.cube,
        },
        options.changesFor ?? runInputs.changesFor.default,
      ),
    );
    return {
      run: number,
      source: source.label,
      store: store.label,
      snapshot,
      ...accountOf(read, totals.cube),
      columns: shownColumns(reading.columns),
      date_format: reading.date_format,
      reading,
      ...scoresOf(fitted, totals),
      model: model.name,
      segments: summarizeSegments(model, totals.cube),
      files,
      timings: stages.timings,
    };
  });
}

async function numberOfRun(store: Store): Promise<number> {
  if (store.columns("rfm_runs").size === 0) return 1;
  const [row] = await store.query(nextRunNumber(store.table("rfm_runs")));
  return Number(row?.["run"] ?? 1);
}

/** The last run of a store. One whose record is damaged is told of, and a run goes on without it. */
async function lastRun(store: Store, note: (message: string) => void): Promise<StoredRun | undefined> {
  try {
    return await latestRun(store);
  } catch (error) {
    if (!(error instanceof QuintileError) || error.code !== "BAD_FILE") throw error;
    note(`${error.message} How it read its sales is not compared with this run.`);
    return undefined;
  }
}

/** Tells several listeners, one after the other. */
function allOf(listeners: readonly ReadingListener[]): ReadingListener {
  return {
    bound: (bound) => listeners.forEach((each) => each.bound?.(bound)),
    read: async (read) => {
      for (const each of listeners) await each.read(read);
    },
  };
}

function accountOf(
  read: SalesRead,
  cube: Cube,
): Pick<RunResult, "customers" | "sales" | "purchases" | "rows" | "rejected"> {
  return {
    customers: read.customers,
    sales: read.sales,
    purchases: cube.reduce((sum, { frequency }) => sum + frequency, 0),
    rows: read.rows,
    rejected: read.rejected,
  };
}

function scoresOf(
  fitted: Fitted,
  { split }: ScoredTotals,
): Pick<RunResult, "scoring" | "cutpoints_of" | "cutpoints" | "collapsed" | "split"> {
  return {
    scoring: fitted.scoring.name,
    cutpoints_of: fitted.earlierRun,
    cutpoints: perDimension((dimension) => fitted.cutpoints[dimension].map(Number)),
    collapsed: fitted.collapsed,
    split,
  };
}
