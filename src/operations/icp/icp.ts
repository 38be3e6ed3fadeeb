import { scoredCustomers } from "../../analysis/icp/scored-customers.js";
import { inputName, QuintileError } from "../../errors.js";
import { DEFAULT_MIN_TOTAL, topCells } from "../../model/icp/top-performers.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { Source, Store } from "../../engines/engine.js";
import type { OpenedPlaces } from "../../engines/places.js";
import { sql } from "../../sql/fragment.js";
import { findSegment } from "../store/find-segment.js";
import { checkHoldout, type Cohort, openCohort, scoreCohort } from "./holdout.js";
import { type FoundPatterns, findPatterns } from "./find-patterns.js";
import type { IcpValues } from "./inputs.js";
import { keepResult } from "./kept-result.js";
import { readingOfList } from "../inputs/list-inputs.js";
import { attributesBeside, explainAttributes, placeOfAttributes } from "./open-attributes.js";
import { parseBands } from "./parse-bands.js";
import { joinAttributes, readAttributes } from "./read-attributes.js";
import { inOneState, requirePublished, withStore } from "../store/open-store.js";
import type { Context } from "../operation.js";
import type { BandsByAttribute } from "../../model/icp/bands.js";
import { findRun } from "../store/stored-runs.js";
import type { IcpResult } from "../../results/icp.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** Finds what sets top performers apart. */
export async function findIcp(options: IcpValues, context: Context): Promise<IcpResult> {
  const bands = parseBands(options.bands);
  if (options.holdout === undefined && options.source !== undefined) {
    throw new QuintileError("USAGE", `${inputName("source")} names the sales of a holdout.`, {
      hint: `Add ${inputName("holdout")} DATE.`,
    });
  }
  if (options.holdout !== undefined) return compareHeldOut(options, context, bands, options.holdout);
  const { result, counts } = await compare(options, context, bands);
  await keep(options, context, result, counts);
  return result;
}

/** How often an earlier day is scored again, when runs keep publishing meanwhile. */
const MOST_ATTEMPTS = 3;

/** Compares the customers of an earlier day, scored as the store's last run scored those of now. Raises `STORE_BUSY`. */
async function compareHeldOut(
  options: IcpValues,
  context: Context,
  bands: BandsByAttribute,
  day: string,
): Promise<IcpResult> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const run = await withStore(options, context, lastRun);
    chooseTop(run.model, options); // what is wrong with it is said before the work
    const cohort = await scoreCohort(run, day, options, context);
    try {
      const { result } = await compare(options, context, bands, cohort);
      if (result.run === run.run) return result;
    } finally {
      cohort.remove();
    }
  }
  throw new QuintileError("STORE_BUSY", "Each time that the earlier day was scored, another run was published.", {
    hint: "Try again when the runs are done.",
  });
}

/** The last run of the store. Raises `NO_SUCH_RUN`. */
async function lastRun(store: Store): Promise<StoredRun> {
  requirePublished(store);
  return findRun(store);
}

/** Who counts as a top performer. Raises `NO_SUCH_SEGMENT`. */
function chooseTop(model: SegmentModel, { top, minTotal }: IcpValues): IcpResult["top"] & { cells: boolean[] } {
  const names = model.segments.map(({ name }) => name);
  const chosen = top?.map((wanted) => findSegment(wanted, names, `The model ${model.name}`));
  return {
    segments: chosen ?? model.segments.filter(({ group }) => group === "top").map(({ name }) => name),
    min_total: minTotal ?? (chosen === undefined ? DEFAULT_MIN_TOTAL : null),
    cells: topCells(model, { segments: chosen, minTotal }),
  };
}

/** Compares attributes with scores, all of one published state of the store. */
async function compare(
  options: IcpValues,
  context: Context,
  bands: BandsByAttribute,
  cohort?: Cohort,
): Promise<{ result: IcpResult; counts: FoundPatterns["counts"] }> {
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  context.progress?.stage("attributes");
  const at = options.store;
  const opening = openPlaces({
    source: attributesBeside(at, placeOfAttributes(options.attributes), readingOfList(options, context.progress?.note)),
    store: { at, mode: "read", schema: options.schema, note: context.progress?.note },
    carried: cohort !== undefined,
    signal: context.signal,
  }).catch((error: unknown) => Promise.reject(explainAttributes(error)));
  return withPlaces(opening, (places) =>
    inOneState(places.store, () => compareIn(places, options, context, bands, cohort)),
  );
}

async function compareIn(
  places: OpenedPlaces & { readonly source: Source; readonly store: Store },
  options: IcpValues,
  context: Context,
  bands: BandsByAttribute,
  cohort: Cohort | undefined,
): Promise<{ result: IcpResult; counts: FoundPatterns["counts"] }> {
  const { engine, source, store } = places;
  for (const each of source.notes) context.progress?.note(each);
  const { run, model } = await lastRun(store);
  const { cells, ...top } = chooseTop(model, options);
  const customers = store.table("customer_rfm");
  const [id] = await store.describe(sql`SELECT customer_id FROM ${customers}`);
  const attributes = await readAttributes(engine, source, id?.kind ?? "other", {
    key: options.key,
    named: options.dimensions,
  });
  noteOthers(attributes.others, context);
  const now = await store.collect("scored_customers", scoredCustomers(customers, attributes.id));
  const earlier = cohort === undefined ? undefined : await openCohort(places, cohort, attributes.id);
  const joined = await joinAttributes(engine, "customers_with_attributes", earlier ?? now, attributes);
  context.progress?.stage("patterns");
  const given = { bands, named: options.dimensions !== undefined };
  const found = await findPatterns(engine, attributes, joined, cells, given);
  const result: IcpResult = {
    store: store.label,
    run,
    model: model.name,
    attributes: attributes.label,
    top,
    ...found.result,
  };
  if (cohort === undefined || earlier === undefined) return { result, counts: found.counts };
  const holdout = await checkHoldout(engine, attributes, { now, earlier }, cells, found, cohort.snapshot);
  return { result: { ...result, holdout }, counts: found.counts };
}

/** Where no attributes are named, a note lists those that could be compared too. */
function noteOthers(others: readonly string[], context: Context): void {
  if (others.length > 0)
    context.progress?.note(`Compared only where ${inputName("dimensions")} names them: ${others.join(", ")}`);
}

/** Keeps the patterns in the store. Where that fails, they are still shown, and a note says why they are not kept. */
async function keep(
  options: IcpValues,
  context: Context,
  result: IcpResult,
  counts: FoundPatterns["counts"],
): Promise<void> {
  try {
    await withStore(options, context, (store) => keepResult(store, result, counts, options), "amend");
  } catch (error) {
    if (!(error instanceof QuintileError) || error.kind === "cancelled") throw error;
    context.progress?.note(
      `The patterns are not kept in the store, where qualify would find them: ${error.words.message}`,
    );
  }
}
