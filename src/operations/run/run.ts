import { nextRunNumber } from "../../analysis/customers/companions.js";
import { likelyOrder } from "../../intake/roles/guess-columns.js";
import type { Source, Store } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { summarizeSegments } from "../../model/summarize-segments.js";
import { version } from "../../version.js";
import { type Context, defineOperation, withEngine } from "../operation.js";
import { DEFAULT_STORE } from "../store/open-store.js";
import { bindSales } from "../../scoring/bind-sales.js";
import { chooseModel, chooseScoring } from "./choose-scoring.js";
import { fitCutpointsOf, type Fitted, perDimension } from "../../scoring/cutpoints.js";
import { earlierCutpoints } from "../../scoring/earlier-cutpoints.js";
import { type RunOptions, runInputs } from "./inputs.js";
import { publish, stage, type Staged } from "../../scoring/publish.js";
import { computeMetrics, readSales, requireCustomers, type SalesRead } from "../../scoring/read-sales.js";
import { requireFewRejects, writeRejects } from "../../scoring/rejects.js";
import { readingOf } from "./reading.js";
import { rejectLimit } from "./reject-limit.js";
import { describeColumns, shownColumns } from "./shown-columns.js";
import { Stages } from "../../scoring/stages.js";
import { noteOnTies, parseTies } from "../../scoring/ties.js";
import { requireDistinctFiles } from "./written-files.js";
import type { RunResult } from "../../results/run.js";

/** Scores sales and publishes the result: the whole way from a source to `customer_rfm`. */
export const runOperation = defineOperation({
  name: "run",
  summary: "Score sales and publish customer_rfm",
  description:
    "Reads sales, computes recency, frequency and monetary value per customer, scores each from 1 to 5, puts every customer in a segment, and publishes the result to a store and to files.",
  inputs: runInputs,
  configured: Object.keys(runInputs) as (keyof typeof runInputs)[],
  run: scoreSales,
});

async function scoreSales(options: RunOptions, context: Context = {}): Promise<RunResult> {
  const started = new Date();
  const stages = new Stages(context.progress);
  const ties = parseTies(options.ties);
  const model = await chooseModel(options.model);
  const scoring = await chooseScoring(options.scoring);
  if (options.cutpoints !== undefined && (options.scoring !== undefined || options.ties !== undefined)) {
    throw new QuintileError("USAGE", "--cutpoints brings its own scoring and shares ties.", {
      hint: "Leave out --scoring and --ties, or leave out --cutpoints.",
    });
  }
  const limit = rejectLimit(options);
  const idle = noteOnTies(options.ties, scoring, ties);
  if (idle !== undefined) context.progress?.note(idle);
  const { isDatabase, openEngine, requireWritable, withoutPassword } = await import("../../engines/open-engine.js");
  for (const file of [...(options.to ?? []), ...(options.rejects === undefined ? [] : [options.rejects])])
    requireWritable(file);
  const place = options.store ?? (isDatabase(options.source) ? options.source : DEFAULT_STORE);
  const engine = await openEngine({ ...options, store: place, signal: context.signal });
  return withEngine(engine, async () => {
    const { source, store } = await stages.run("open", async () => ({
      source: await engine.source(options.source, options.table),
      store: await engine.store(place, {
        mode: "write",
        replace: options.replace,
        schema: options.schema,
        note: context.progress?.note,
      }),
    }));
    for (const note of source.notes) context.progress?.note(note);
    requireDistinctFiles(options, source.files, store.label);
    const earlier = await earlierCutpoints(store, options.cutpoints);
    const read = await stages.run(
      "sales",
      async (listener) => {
        const bound = await bindSales(source, options);
        context.progress?.note(`Columns: ${describeColumns(bound.mapping)}`);
        noteLikelyOrder(source, options, context);
        return readSales(engine, bound, await readingOf(engine, options), listener);
      },
      source.estimatedRows,
    );
    noteReading(read, context);
    if (options.rejects !== undefined) await writeRejects(read, options.rejects);
    await requireFewRejects(read, limit, options.rejects);
    const snapshot = requireCustomers(read);
    const metrics = await stages.run("metrics", () => computeMetrics(engine, read, snapshot));
    const fitted = await stages.run("fit", () => fitCutpointsOf(engine, metrics, scoring, ties, earlier));
    const staged = await stage(engine, store, { from: metrics, customer: read.customerKind }, fitted, model, stages);
    const segments = summarizeSegments(model, staged.cube);
    const run = await numberOfRun(store);
    const files = options.to ?? [];
    await stages.run("publish", () =>
      publish(engine, store, staged, files, model, {
        run,
        started_at: started.toISOString(),
        finished_at: new Date().toISOString(),
        version,
        source: source.label,
        snapshot,
        sales: read.sales,
        customers: read.customers,
        rejected: JSON.stringify(read.rejected),
        scoring: JSON.stringify(fitted.scoring),
        cutpoints: JSON.stringify(fitted.cutpoints),
        model: model.name,
        model_definition: JSON.stringify(model),
        options: JSON.stringify({ ...options, source: withoutPassword(options.source), store: withoutPassword(place) }),
        timings: JSON.stringify(stages.timings),
      }),
    );
    return {
      run,
      source: source.label,
      store: store.label,
      snapshot,
      ...accountOf(read),
      ...scoresOf(fitted, staged),
      model: model.name,
      segments,
      files,
      timings: stages.timings,
    };
  });
}

async function numberOfRun(store: Store): Promise<number> {
  if (!(await store.has("rfm_runs"))) return 1;
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

/** Whoever has lines of orders should know that each counts, and that an order's total may stand on all of them. */
function noteLikelyOrder(source: Source, options: RunOptions, context: Context): void {
  const order = likelyOrder(source.relation.columns, options.order);
  if (order === undefined) return;
  context.progress?.note(
    `Every row counts as a purchase of its own. If "${order}" repeats, --order '${order}' counts orders; amounts must then be those of the lines.`,
  );
}

/** A date format that was found by itself is shown. */
function noteReading(read: SalesRead, context: Context): void {
  const { date } = read.rules;
  if (read.bound.kinds.date === "text" && typeof date.reading === "object") {
    context.progress?.note(`Dates are read as ${date.reading.format}`);
  }
}

function scoresOf(
  fitted: Fitted,
  staged: Staged,
): Pick<RunResult, "scoring" | "cutpoints_of" | "cutpoints" | "collapsed" | "split"> {
  return {
    scoring: fitted.scoring.name,
    cutpoints_of: fitted.earlierRun,
    cutpoints: perDimension((dimension) => fitted.cutpoints[dimension].map(Number)),
    collapsed: fitted.collapsed,
    split: staged.split,
  };
}
