import { readCube } from "../../analysis/fit/cube.js";
import { relabelled } from "../../analysis/fit/score.js";
import { inputName, QuintileError } from "../../errors.js";
import type { Cube } from "../../model/cube.js";
import { modelMoves } from "../../model/model-moves.js";
import type { SegmentModel } from "../../model/segment-model.js";
import { segmentMap } from "../../model/segment-map.js";
import { summarizeSegments } from "../../model/summarize-segments.js";
import type { RelabelResult, RelabelledSegment } from "../../results/relabel.js";
import type { RecordedOptions } from "../../results/recorded-options.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import { publish } from "../../scoring/publish.js";
import { Stages } from "../../scoring/stages.js";
import { identifier, sql } from "../../sql/fragment.js";
import { version } from "../../version.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { chooseModel } from "../run/choose-model.js";
import { runInputs } from "../run/inputs.js";
import { requirePublished } from "../store/open-store.js";
import { findRun } from "../store/stored-runs.js";
import type { relabelInputs } from "./operation.js";

type RelabelValues = ValuesOf<typeof relabelInputs>;

/** Publishes the customers of a store under another segment model, from the scores that are there. */
export async function relabel(options: RelabelValues, context: Context): Promise<RelabelResult> {
  const started = new Date();
  const stages = new Stages(context.progress);
  const given = await givenModel(options);
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { schema, lockTimeout } = options;
  const note = (message: string): void => context.progress?.note(message);
  const opening = stages.run("open", () =>
    openPlaces({
      store: { at: options.store, mode: "write", isThere: true, schema, note },
      lockTimeout,
      signal: context.signal,
    }),
  );
  return withPlaces(opening, async ({ engine, store }) => {
    requirePublished(store);
    const last = await findRun(store);
    const model = given ?? (await findRun(store, options.modelOf)).model;
    const published = store.table("customer_rfm");
    const [id] = await store.describe(sql`SELECT customer_id FROM ${published}`);
    const order = store.dialect.byCodePoint(identifier("customer_id"), id?.kind ?? "text");
    const rows = relabelled(published, segmentMap(model));
    const customers = await stages.run("score", (progress) => store.stage(rows, order, progress));
    const cube = await stages.run("cube", () => readCube(engine, customers.from));
    requireEverybody(cube, last, store.label);
    const recorded: RecordedOptions = { ...last.options, ...changedOptions(options, model), relabels: last.run };
    const changesFor = Number(recorded["changesFor"] ?? runInputs.changesFor.default);
    await stages.run("publish", () =>
      publish(
        engine,
        store,
        customers,
        [],
        {
          ...last,
          run: last.run + 1,
          started_at: started.toISOString(),
          finished_at: new Date().toISOString(),
          version,
          model,
          options: recorded,
          timings: stages.timings,
          cube,
        },
        changesFor,
      ),
    );
    return {
      run: last.run + 1,
      relabels: last.run,
      store: store.label,
      snapshot: last.snapshot,
      customers: last.customers,
      model_before: last.model.name,
      model: model.name,
      segments: comparedSegments(last.model, model, cube),
      moves: modelMoves(last.model, model, cube),
      timings: stages.timings,
    };
  });
}

/** The model that was named; undefined where that of an earlier run is asked for. */
async function givenModel({ model, modelOf }: RelabelValues): Promise<SegmentModel | undefined> {
  if (model !== undefined) return chooseModel(model);
  if (modelOf !== undefined) return undefined;
  throw new QuintileError("USAGE", "No segment model is named.", {
    hint: `Name one with ${inputName("model")}, or the run that had it with ${inputName("modelOf")}.`,
  });
}

/** The model is kept whole where it has no name that a later run could find it by. */
function changedOptions({ model, changesFor }: RelabelValues, chosen: SegmentModel): Record<string, unknown> {
  return { model: model ?? chosen, ...(changesFor === undefined ? {} : { changesFor }) };
}

/** Raises `BAD_FILE` where a score of the store is none from 1 to 5: its customer would have no segment, and be gone. */
function requireEverybody(cube: Cube, last: StoredRun, store: string): void {
  const found = cube.reduce((sum, { customers }) => sum + customers, 0);
  if (found === last.customers) return;
  throw new QuintileError(
    "BAD_FILE",
    `customer_rfm of ${store} has ${found} customers with three scores from 1 to 5; run ${last.run} published ${last.customers}.`,
    { hint: "Score the sales again: quintile run SOURCE." },
  );
}

/** The segments of both models, those of the new one first. */
function comparedSegments(before: SegmentModel, after: SegmentModel, cube: Cube): RelabelledSegment[] {
  const [old, now] = [summarizeSegments(before, cube), summarizeSegments(after, cube)];
  const names = new Set([...now, ...old].map(({ segment }) => segment));
  return [...names].map((segment) => {
    const [one, other] = [old, now].map((all) => all.find((each) => each.segment === segment));
    return {
      segment,
      customers_before: one?.customers ?? null,
      customers: other?.customers ?? null,
      revenue_before: one?.revenue ?? null,
      revenue: other?.revenue ?? null,
    };
  });
}
