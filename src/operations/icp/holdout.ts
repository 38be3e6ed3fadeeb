import { sourceOf as salesOf } from "../inputs/source-of.js";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { becameTop, scoredCustomers } from "../../analysis/icp/scored-customers.js";
import type { Engine, Store } from "../../engines/engine.js";
import { withoutPassword } from "../../engines/location.js";
import type { OpenedPlaces } from "../../engines/places.js";
import { inputName, QuintileError } from "../../errors.js";
import { CELLS } from "../../model/cell.js";
import { type IcpPatterns, LIFT_BOUNDS, patternsFrom } from "../../model/icp/patterns.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { Sql } from "../../sql/fragment.js";
import { writeCustomers } from "../../scoring/publish.js";
import { scoreSales } from "../../scoring/score-sales.js";
import { Stages } from "../../scoring/stages.js";
import type { Context } from "../operation.js";
import { choicesOf, planOf } from "../run/plan.js";
import { readingNotes } from "../run/reading-notes.js";
import type { RunValues } from "../run/inputs.js";
import { parseMoment } from "../run/parse-moment.js";
import { countByAttribute } from "./count-values.js";
import { type FoundPatterns, totalsOf, valueCounts } from "./find-patterns.js";
import { joinAttributes, type ReadAttributes } from "./read-attributes.js";
import type { HeldOutValue, HoldoutResult } from "../../results/holdout.js";
import type { ReadingPart } from "../../results/reading.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** Where the sales and the store are, as the command names them. */
interface NamedPlaces {
  readonly source?: string | undefined;
  readonly store?: string | undefined;
}

/** The customers of an earlier day, scored, in a file. */
export interface Cohort {
  readonly file: string;
  readonly snapshot: string;
  remove(): void;
}

/** Scores the sales of the store's last run as of an earlier day, aside. Raises what a run raises. */
export async function scoreCohort(
  run: StoredRun,
  asOf: string,
  places: NamedPlaces,
  context: Context,
): Promise<Cohort> {
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { signal } = context;
  const day = await withPlaces(openPlaces({ signal }), ({ engine }) => parseMoment(engine, inputName("holdout"), asOf));
  if (day !== undefined && day >= run.snapshot) {
    throw new QuintileError(
      "USAGE",
      `${inputName("holdout")} ${asOf} is not before the snapshot of the store, ${run.snapshot}.`,
      {
        hint: "Name an earlier day, so that something can have happened after it.",
      },
    );
  }
  const { rejects: _, ...recorded } = run.options as RunValues;
  const folder = mkdtempSync(join(tmpdir(), "quintile-holdout-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const file = join(folder, "customers.parquet");
    const snapshot = await scoreInto(
      file,
      { ...recorded, ...readingOptions(run), source: sourceOf(recorded, places), asOf },
      run.model,
      context,
    );
    return { file, snapshot, remove };
  } catch (error) {
    remove();
    throw explainRun(error, asOf, places);
  }
}

/** The options that read sales as a run did, whatever it found out itself. A run that kept no reading had the defaults of its time. */
function readingOptions({ reading, options }: StoredRun): Partial<RunValues> {
  const { frequency } = options as RunValues;
  if (reading === null) {
    const { order = "none", refunds = "net" } = options;
    return { refunds, order, status: "none", refunded: "none", amountOf: "line" };
  }
  const { columns, refunds, amount_of: amountOf } = reading;
  return {
    refunds,
    order: frequency === undefined ? nameOf(columns.order) : undefined,
    status: nameOf(columns.status),
    refunded: nameOf(columns.refunded),
    amountOf,
  };
}

/** How a part is named; `none` where there was none, undefined where nobody knows. */
function nameOf(part: ReadingPart | null | undefined): string | undefined {
  return part === undefined ? undefined : (part?.from ?? "none");
}

/** Scores sales in the embedded engine, writes the customers into a file, and gives back the snapshot. */
async function scoreInto(file: string, options: RunValues, model: SegmentModel, context: Context): Promise<string> {
  const stages = new Stages(context.progress);
  const note = (message: string): void => context.progress?.note(message);
  const choices = await choicesOf(options, model);
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { memory, threads, statementTimeout, lockTimeout } = options;
  const { signal } = context;
  const sales = salesOf(options, note);
  const opening = stages.run("open", () =>
    openPlaces({ source: sales, carried: true, memory, threads, statementTimeout, lockTimeout, signal }),
  );
  return withPlaces(opening, async ({ engine, source }) => {
    for (const each of source.notes) note(each);
    const plan = await planOf(engine, options, choices, undefined);
    const stage: Store["stage"] = async (scored, _, listener) => ({
      from: await engine.materialize("scored", scored, listener),
      order: undefined,
    });
    const { customers, snapshot } = await scoreSales({ engine, source, stage }, plan, stages, readingNotes(note));
    (await writeCustomers(engine, customers, file)).complete();
    return snapshot;
  });
}

/** What a run says of its own options, in the words of this command. */
function explainRun(error: unknown, asOf: string, { source }: NamedPlaces): unknown {
  if (!(error instanceof QuintileError)) return error;
  if (error.code === "NO_SUCH_FILE" && source === undefined) {
    const hint = `The store's last run read it from another folder, or it is gone: name the sales with ${inputName("source")}.`;
    return new QuintileError(error.code, error.words.message, { hint, cause: error });
  }
  if (error.code === "NO_CUSTOMERS") {
    return new QuintileError(error.code, `No customer had bought anything by ${asOf}.`, {
      hint: `Name a later day with ${inputName("holdout")}.`,
      cause: error,
    });
  }
  return error;
}

/** The sales as named, or those of the run; where they are in the store's database, by the address that has its password. */
function sourceOf({ source }: RunValues, { source: named, store = "" }: NamedPlaces): string {
  return named ?? (withoutPassword(store) === source ? store : source);
}

/** Holds patterns of an earlier day against the customers who became top performers after it. */
export async function checkHoldout(
  engine: Engine,
  attributes: ReadAttributes,
  scored: { readonly now: Sql; readonly earlier: Sql },
  top: readonly boolean[],
  found: FoundPatterns,
  snapshot: string,
): Promise<HoldoutResult> {
  const topCodes = CELLS.filter((_, index) => top[index]).map(({ R, F, M }) => R * 100 + F * 10 + M);
  const others = await engine.materialize(
    "later_customers",
    becameTop(scored.now, scored.earlier, topCodes, attributes.id, engine.dialect),
  );
  const joined = await joinAttributes(engine, "later_customers_with_attributes", others, attributes);
  const all = await countByAttribute(engine, joined, found.bands);
  const counts = Object.fromEntries(
    Object.entries(all).filter(([attribute]) => Object.hasOwn(found.counts, attribute)),
  );
  const totals = totalsOf(counts, top);
  const later = patternsFrom(valueCounts(counts, top), totals);
  return {
    as_of: snapshot,
    customers: totals.customers,
    became_top: totals.top,
    values: heldOut(found.result.patterns, later),
  };
}

/** What stands after FROM to read the scored customers of a cohort. */
export async function openCohort(
  places: Pick<OpenedPlaces, "engine" | "file">,
  { file }: Cohort,
  id: ReadAttributes["id"],
): Promise<Sql> {
  const { relation } = await places.file(file);
  return places.engine.materialize("cohort", scoredCustomers(relation.from, id));
}

function heldOut(patterns: IcpPatterns, later: IcpPatterns): HeldOutValue[] {
  return Object.entries(patterns).flatMap(([attribute, pattern]) => {
    const values = [...(later[attribute]?.distribution ?? []), ...(later[attribute]?.absent_distribution ?? [])];
    return pattern.distribution.flatMap(({ value, lift }): HeldOutValue[] => {
      const level = levelOf(lift);
      const now = values.find((each) => each.value === value) ?? null;
      if (level === undefined) return [];
      return [
        {
          dimension: attribute,
          value,
          found: level,
          lift,
          later: now,
          holds: now !== null && now.lift > 1 === lift > 1,
        },
      ];
    });
  });
}

function levelOf(lift: number): HeldOutValue["found"] | undefined {
  if (lift >= LIFT_BOUNDS.primary) return "primary";
  if (lift >= LIFT_BOUNDS.secondary) return "secondary";
  return lift < LIFT_BOUNDS.negative ? "negative" : undefined;
}
