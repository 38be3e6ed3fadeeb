import { customersOfCohort, scoredCustomers } from "../../analysis/icp/scored-customers.js";
import { inputName, QuintileError } from "../../errors.js";
import { DEFAULT_MIN_TOTAL, topCells } from "../../model/icp/top-performers.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { Engine, Source, Store } from "../../engines/engine.js";
import type { OpenedPlaces, SoughtSource } from "../../engines/places.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { findSegment } from "../store/find-segment.js";
import { checkHoldout, type Cohort, openCohort, scoreCohort } from "./holdout.js";
import { type FoundPatterns, findPatterns } from "./find-patterns.js";
import type { IcpValues } from "./inputs.js";
import { keepResult } from "./kept-result.js";
import { fileOptionsOfList } from "../inputs/list-inputs.js";
import { attributesBeside, explainAttributes, placeOfAttributes } from "./open-attributes.js";
import { parseBands } from "./parse-bands.js";
import { namesIn } from "./choose-columns.js";
import { parseMultiple } from "./several-values.js";
import type { KnownAttributes } from "./known-since.js";
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
  if (options.holdout === undefined && options.knownSince !== undefined) {
    throw new QuintileError("USAGE", `${inputName("knownSince")} says what a holdout may know.`, {
      hint: `Add ${inputName("holdout")} DATE.`,
    });
  }
  if (options.holdout !== undefined) return compareHeldOut(options, context, bands, options.holdout);
  const { result, counts } = await compare(options, context, bands);
  await keep(options, context, result, counts);
  return result;
}

/** Compares the customers of an earlier day, scored as the store's last run scored those of now. */
async function compareHeldOut(
  options: IcpValues,
  context: Context,
  bands: BandsByAttribute,
  day: string,
): Promise<IcpResult> {
  const { run, label } = await withStore(options, context, async (store) => ({
    run: await lastRun(store),
    label: store.label,
  }));
  const top = chooseTop(run.model, options); // what is wrong with it is said before the work
  const cohort = await scoreCohort(run, day, options, context);
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  context.progress?.stage("attributes");
  try {
    const source = attributesOf(options, context);
    const opening = openPlaces({ source, carried: true, signal: context.signal }).catch(explained);
    return await withPlaces(opening, async (places) => {
      const { from, kind } = await openCohort(places, cohort);
      const customers = { of: "cohort", from, kind, cohort } as const;
      const { result } = await compareIn(places, options, context, bands, { store: label, run, top }, customers);
      return result;
    });
  } finally {
    cohort.remove();
  }
}

/** The last run of the store. Raises `NO_SUCH_RUN`. */
async function lastRun(store: Store): Promise<StoredRun> {
  requirePublished(store);
  return findRun(store);
}

/** Who counts as a top performer. Raises `NO_SUCH_SEGMENT`. */
function chooseTop(
  model: SegmentModel,
  { top, minTotal, sumOnly }: IcpValues,
): IcpResult["top"] & { cells: boolean[] } {
  const names = model.segments.map(({ name }) => name);
  const chosen = sumOnly ? [] : top?.map((wanted) => findSegment(wanted, names, `The model ${model.name}`));
  const least = minTotal ?? (chosen === undefined || sumOnly ? DEFAULT_MIN_TOTAL : null);
  return {
    segments: chosen ?? model.segments.filter(({ group }) => group === "top").map(({ name }) => name),
    min_total: least,
    cells: topCells(model, { segments: chosen, minTotal: least ?? undefined }),
  };
}

/** Compares attributes with scores, all of one published state of the store. */
async function compare(
  options: IcpValues,
  context: Context,
  bands: BandsByAttribute,
): Promise<{ result: IcpResult; counts: FoundPatterns["counts"] }> {
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  context.progress?.stage("attributes");
  const opening = openPlaces({
    source: attributesOf(options, context),
    store: { at: options.store, mode: "read", schema: options.schema, note: context.progress?.note },
    signal: context.signal,
  }).catch(explained);
  return withPlaces(opening, (places) =>
    inOneState(places.store, async () => {
      const run = await lastRun(places.store);
      const top = chooseTop(run.model, options);
      const from = places.store.table("customer_rfm");
      const [id] = await places.store.describe(sql`SELECT customer_id FROM ${from}`);
      const customers = { of: "store", from, kind: id?.kind ?? "other", store: places.store } as const;
      return compareIn(places, options, context, bands, { store: places.store.label, run, top }, customers);
    }),
  );
}

function attributesOf(options: IcpValues, context: Context): SoughtSource {
  const fileOptions = fileOptionsOfList(options, "attributes", context.progress?.note);
  return attributesBeside(options.store, placeOfAttributes(options.attributes), fileOptions);
}

function explained(error: unknown): Promise<never> {
  return Promise.reject(explainAttributes(error) as Error);
}

/** Whose customers are compared. */
interface Compared {
  readonly store: string;
  readonly run: StoredRun;
  readonly top: ReturnType<typeof chooseTop>;
}

/** Where they stand: in the store, or in the file of a holdout. */
type ScoredCustomers = { readonly from: Sql; readonly kind: ValueKind } & (
  { readonly of: "store"; readonly store: Store } | { readonly of: "cohort"; readonly cohort: Cohort }
);

async function compareIn(
  { engine, source }: Pick<OpenedPlaces, "engine"> & { readonly source: Source },
  options: IcpValues,
  context: Context,
  bands: BandsByAttribute,
  { store, run: { run, model }, top: { cells, ...top } }: Compared,
  customers: ScoredCustomers,
): Promise<{ result: IcpResult; counts: FoundPatterns["counts"] }> {
  for (const each of source.notes) context.progress?.note(each);
  const multiple = parseMultiple(options.multiple);
  const known = await knownAttributes(source, options, customers);
  const attributes = await readAttributes(engine, source, customers.kind, {
    key: options.key,
    named: options.dimensions,
    multiple: [...multiple.keys()],
    known,
  });
  noteOthers(attributes.others, context);
  const scored = await scoredFor(engine, customers, attributes.id);
  const columns = customers.of === "cohort" ? (["cell", "later_cell"] as const) : (["cell"] as const);
  const joined = await joinAttributes(engine, "customers_with_attributes", scored, columns, cells, attributes);
  context.progress?.stage("patterns");
  const given = {
    bands,
    named: options.dimensions !== undefined,
    evidence: options.evidence,
    circular: namesIn(options.circular),
    notCircular: namesIn(options.notCircular),
    multiple,
  };
  const found = await findPatterns(engine, attributes, joined, cells, given);
  const result: IcpResult = { store, run, model: model.name, attributes: attributes.label, top, ...found.result };
  if (customers.of === "store") return { result, counts: found.counts };
  const holdout = await checkHoldout(engine, joined, cells, found, customers.cohort.snapshot);
  const warnings = [...result.warnings, ...(known?.warnings ?? [withoutDates(customers.cohort)])];
  return { result: { ...result, warnings, holdout }, counts: found.counts };
}

/** What was known of customers on the day of a holdout, where a column says so. */
async function knownAttributes(
  source: Source,
  { knownSince }: IcpValues,
  customers: ScoredCustomers,
): Promise<KnownAttributes | undefined> {
  if (knownSince === undefined || customers.of !== "cohort") return undefined;
  const { knownBy } = await import("./known-since.js");
  return knownBy(source, knownSince, customers.cohort.snapshot);
}

function withoutDates({ snapshot }: Cohort): string {
  return `The attributes are those of today: what customers got after ${snapshot}, such as a plan for big spenders, looks like a cause here. A column of days since when they are known would rule that out.`;
}

/** The customers with their scores, where the engine reads them. */
async function scoredFor(engine: Engine, customers: ScoredCustomers, id: "text" | "integer"): Promise<Sql> {
  if (customers.of === "cohort") return sql`(${customersOfCohort(customers.from, id)}) AS customers`;
  const rows = scoredCustomers(customers.from, id);
  const { store } = customers;
  return store.dialect === engine.dialect ? sql`(${rows}) AS customers` : store.collect("scored_customers", rows);
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
