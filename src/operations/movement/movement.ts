import { movementTables } from "../../analysis/movement/kept-movement.js";
import type { Engine, Source, Store } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { frozenShares } from "../../model/movement/frozen-shares.js";
import { movementFlows } from "../../model/movement/movement-flows.js";
import { movementMatrix } from "../../model/movement/movement-matrix.js";
import { pooledTransitions, segmentSeries } from "../../model/movement/movement-series.js";
import { segmentMovements } from "../../model/movement/segment-movements.js";
import { segmentMap } from "../../model/segment-map.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { Movement, MovementMoment, MovementSeries } from "../../results/movement.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import type { EarlierCutpoints } from "../../scoring/fit-cutpoints.js";
import { readAsPlanned } from "../../scoring/score-sales.js";
import { type ScoredMoment, type ScoredMoments, type ScoredPeriod, scoreMoments } from "../../scoring/score-moments.js";
import { Stages } from "../../scoring/stages.js";
import { sql } from "../../sql/fragment.js";
import { withSource } from "../inputs/with-source.js";
import { DEFAULT_STORE } from "../inputs/store-inputs.js";
import type { Context } from "../operation.js";
import { comparingReadings } from "../run/compare-readings.js";
import type { RunValues } from "../run/inputs.js";
import { parseMoment } from "../run/parse-moment.js";
import { parseTimezone } from "../run/parse-timezone.js";
import { choicesOf, salesPlanOf } from "../run/plan.js";
import { readingNotes } from "../run/reading-notes.js";
import { requireDistinctFiles } from "../run/written-files.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { findRun } from "../store/stored-runs.js";
import type { MovementValues } from "./inputs.js";
import { flowOf, listFlow, splitTo } from "./listed-flow.js";
import { momentsBefore, monthsBefore } from "./earlier-moments.js";
import { optionsLike } from "./options-of-run.js";

/** Where the sales are, with the store that is to keep the movement; undefined where it is only shown. */
interface Opened {
  readonly engine: Engine;
  readonly source: Source;
  readonly store: Store | undefined;
}

/** Says who moved between two moments, and why. */
export async function findMovement(
  { from, every, periods, to: dateAndFile, moved, counts, onlyShow, store: at, schema, ...given }: MovementValues,
  context: Context,
): Promise<Movement> {
  const stages = new Stages(context.progress);
  const note = (message: string): void => context.progress?.note(message);
  const { isDatabase } = await import("../../engines/location.js");
  const { source } = given;
  const store = at ?? (source !== undefined && isDatabase(source) ? source : DEFAULT_STORE);
  const run = await lastRun({ store, schema }, source, context);
  const named = definedOnly(given);
  const options = run === undefined ? asRun(named) : optionsLike(run, named, store);
  const choices = await choicesOf(options, named.model === undefined ? run?.model : undefined);
  const { to, file } = splitTo(dateAndFile);
  const flow = flowOf(moved, file, choices.model);
  const isKept = at !== undefined && run !== undefined && !onlyShow && context.store === undefined;
  const keptIn = isKept ? { at, schema, mode: "amend" as const, note } : undefined;
  const work = async ({ engine, source: sales, store: kept }: Opened): Promise<Movement> => {
    for (const each of sales.notes) note(each);
    if (file !== undefined) requireDistinctFiles({ to: [file] }, sales.files, store);
    const moments = await momentsOf(engine, { from, to, every, periods }, run, parseTimezone(options.timezone));
    const { columns, reading } = await salesPlanOf(engine, { ...options, asOf: moments.to });
    const read = await readAsPlanned(
      { engine, source: sales },
      { ...choices, columns, reading: { ...reading, earlier: moments.earlier }, rejectFile: undefined },
      stages,
      allNotes(run, reading, note),
    );
    const plan = { ...choices, earlier: givenCutpoints(run, options) };
    const scored = await scoreMoments(engine, read, plan, stages);
    const [first, second] = scored.moments.slice(-2) as [ScoredMoment, ScoredMoment];
    const counted = scored.periods.at(-1) as ScoredPeriod;
    const last = kept === undefined ? counted : await computedOnce(engine, counted);
    const listed = flow && (await stages.run("publish", () => listFlow(engine, read, last, choices.model, flow)));
    const { model } = choices;
    if (kept !== undefined && run !== undefined) {
      const about = {
        run: run.run,
        before: first.snapshot,
        after: second.snapshot,
        createdAt: new Date().toISOString(),
      };
      const tables = movementTables(last.customers, segmentMap(model), about);
      await stages.run("publish", () => kept.replace(tables));
    }
    return {
      run: run?.run ?? null,
      source: sales.label,
      kept: kept?.label ?? null,
      from: first.snapshot,
      to: second.snapshot,
      model: model.name,
      moments: scored.moments.map(momentOf),
      flows: movementFlows(model, last.counts),
      segments: segmentMovements(model, last.counts),
      matrix: movementMatrix(model, last.counts),
      frozen: frozenShares(model, last.counts),
      ...(every === undefined && periods === undefined ? {} : { series: seriesOf(model, scored) }),
      ...(listed === undefined ? {} : { listed }),
      ...(counts ? { counts: last.counts } : {}),
      timings: stages.timings,
    };
  };
  return withSource(options, context, stages, work, keptIn).catch((error: unknown) =>
    Promise.reject(explained(error, source, isKept)),
  );
}

/** The last period with its customers computed once, for all that is made of them. */
async function computedOnce(engine: Engine, period: ScoredPeriod): Promise<ScoredPeriod> {
  const rows = await engine.materialize("customer_movement", sql`SELECT * FROM ${period.customers}`);
  return { ...period, customers: sql`(SELECT * FROM ${rows}) AS movement` };
}

/** What a run says of its own options, in the words of this command. */
function explained(error: unknown, source: string | undefined, isKept: boolean): unknown {
  if (!(error instanceof QuintileError)) return error;
  if (isKept && ["NOT_ALLOWED", "NOT_WRITABLE", "STORE_BUSY", "STORE_OCCUPIED"].includes(error.code)) {
    const { message, hint = "" } = error.words;
    const look = `To look only, and keep nothing in the store: ${inputName("onlyShow")}.`;
    return new QuintileError(error.code, message, { hint: `${hint} ${look}`.trim(), kind: error.kind, cause: error });
  }
  if (error.code === "NO_CUSTOMERS") {
    const hint = `Name a later moment with ${inputName("to")}, and check which sales are read.`;
    return new QuintileError(error.code, error.words.message, { hint, cause: error });
  }
  if (error.code !== "NO_SUCH_FILE" || source !== undefined) return error;
  const hint = `The store's last run read it from another folder, or it is gone: name the sales (${inputName("source")}).`;
  return new QuintileError(error.code, error.words.message, { hint, cause: error });
}

/** The last run of a store. There need not be one where sales are named. Raises `NO_SUCH_STORE` and `NO_SUCH_RUN`. */
async function lastRun(
  place: { readonly store: string; readonly schema: string | undefined },
  source: string | undefined,
  context: Context,
): Promise<StoredRun | undefined> {
  try {
    return await withStore(place, context, async (store) => {
      requirePublished(store);
      return findRun(store);
    });
  } catch (error) {
    const isNone = error instanceof QuintileError && ["NO_SUCH_STORE", "NO_SUCH_RUN"].includes(error.code);
    if (!isNone || source === undefined) throw error;
    return undefined;
  }
}

/** Options as a first run would have them. */
function asRun(named: Partial<RunValues>): RunValues {
  if (named.source !== undefined) return { ...named, source: named.source };
  throw new QuintileError("USAGE", `${inputName("source")} is missing.`);
}

/** What is told of a series beside its last period. */
function seriesOf(model: SegmentModel, { moments, periods }: ScoredMoments): MovementSeries {
  const counts = periods.map((each) => each.counts);
  return {
    segments: segmentSeries(model, counts),
    transitions: pooledTransitions(model, counts),
    periods: counts.map((each, index) => ({
      from: moments[index]?.snapshot ?? "",
      to: moments[index + 1]?.snapshot ?? "",
      flows: movementFlows(model, each),
      segments: segmentMovements(model, each),
    })),
  };
}

/** How many periods a series has where nobody says. */
const PERIODS = 12;

/** All moments as ISO 8601. Raises `USAGE`. */
async function momentsOf(
  engine: Engine,
  given: Pick<MovementValues, "from" | "every" | "periods"> & { readonly to: string | undefined },
  run: StoredRun | undefined,
  timezone: string | undefined,
): Promise<{ earlier: string[]; to: string }> {
  const to = (await parseMoment(engine, inputName("to"), given.to, timezone)) ?? run?.snapshot;
  if (to === undefined) {
    throw new QuintileError("USAGE", `${inputName("to")} is missing.`, {
      hint: "Without an earlier run in the store, nothing says as of which moment the sales are to be scored.",
    });
  }
  const { every, periods } = given;
  if (every !== undefined || periods !== undefined) {
    return { earlier: momentsBefore(to, every ?? "month", periods ?? PERIODS), to };
  }
  const from = (await parseMoment(engine, inputName("from"), given.from, timezone)) ?? monthsBefore(to, 1);
  if (inFull(from) <= inFull(to)) return { earlier: [from], to };
  throw new QuintileError("USAGE", `${inputName("from")} ${from} is after ${inputName("to")} ${to}.`, {
    hint: "Name the earlier moment first.",
  });
}

/** A bare date is its midnight. */
function inFull(moment: string): string {
  return moment.length === 10 ? `${moment}T00:00:00` : moment;
}

/** The cutpoints of the run, where it had been given some instead of fitting its own. */
function givenCutpoints(run: StoredRun | undefined, { cutpoints }: RunValues): EarlierCutpoints | undefined {
  if (run === undefined || cutpoints === undefined) return undefined;
  return { run: run.run, scoring: run.scoring, cutpoints: run.cutpoints };
}

function allNotes(
  run: StoredRun | undefined,
  reading: Parameters<typeof comparingReadings>[1],
  note: (message: string) => void,
): ReturnType<typeof readingNotes> {
  const [notes, comparing] = [
    readingNotes(note),
    comparingReadings({ last: run, cutpointsOf: undefined }, reading, note),
  ];
  return {
    bound: (bound) => notes.bound?.(bound),
    read: async (read) => {
      await notes.read(read);
      await comparing.read(read);
    },
  };
}

function momentOf({ snapshot, customers, fitted }: ScoredMoment): MovementMoment {
  return { snapshot, customers, cutpoints: fitted?.cutpoints ?? null };
}

type Defined<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

function definedOnly<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
