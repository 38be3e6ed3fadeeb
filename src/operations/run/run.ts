import { nextRunNumber } from "../../analysis/customers/companions.js";
import type { Store } from "../../engines/engine.js";
import { perDimension } from "../../model/score.js";
import { summarizeSegments } from "../../model/summarize-segments.js";
import type { RunResult } from "../../results/run.js";
import type { Fitted } from "../../scoring/fit-cutpoints.js";
import { publish } from "../../scoring/publish.js";
import type { SalesRead } from "../../scoring/read-sales.js";
import { scoreSales } from "../../scoring/score-sales.js";
import { Stages } from "../../scoring/stages.js";
import { type ScoredTotals, sumUp } from "../../scoring/sum-up.js";
import { version } from "../../version.js";
import type { Context } from "../operation.js";
import { sourceOf } from "../inputs/source-of.js";
import { withoutDefaults } from "../inputs/read-inputs.js";
import { DEFAULT_STORE } from "../inputs/store-inputs.js";
import { requireWritable } from "../../engines/files/written-format.js";
import { earlierCutpoints } from "./earlier-cutpoints.js";
import { type RunOptions, runInputs } from "./inputs.js";
import { noteOnTies } from "./parse-ties.js";
import { choicesOf, planOf } from "./plan.js";
import { readingNotes } from "./reading-notes.js";
import { shownColumns } from "./shown-columns.js";
import { requireDistinctFiles } from "./written-files.js";

/** Scores sales and publishes the result: the whole way from a source to `customer_rfm`. */
export async function run(options: RunOptions, context: Context): Promise<RunResult> {
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
      source: sourceOf(options, note),
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
    const plan = await planOf(engine, options, choices, await earlierCutpoints(store, options.cutpoints));
    const stage: Store["stage"] = (rows, order, listener) => store.stage(rows, order, listener);
    const scored = await scoreSales({ engine, source, stage }, plan, stages, readingNotes(note));
    const { read, snapshot, fitted } = scored;
    const totals = await stages.run("cube", () => sumUp(engine, scored));
    const number = await numberOfRun(store);
    const files = options.to ?? [];
    await stages.run("publish", () =>
      publish(engine, store, scored.customers, files, {
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
        timings: stages.timings,
      }),
    );
    return {
      run: number,
      source: source.label,
      store: store.label,
      snapshot,
      ...accountOf(read),
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

function accountOf(
  read: SalesRead,
): Pick<RunResult, "customers" | "sales" | "rows" | "rejected" | "columns" | "date_format"> {
  const { reading } = read.rules.date;
  return {
    customers: read.customers,
    sales: read.sales,
    rows: read.rows,
    rejected: read.rejected,
    columns: shownColumns(read.bound.mapping),
    date_format: read.bound.kinds.date === "text" ? (typeof reading === "object" ? reading.format : "ISO 8601") : null,
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
