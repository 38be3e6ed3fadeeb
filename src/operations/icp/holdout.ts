import { sourceOf as salesOf } from "../inputs/source-of.js";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scoredTwice } from "../../analysis/icp/scored-customers.js";
import type { Engine, Store } from "../../engines/engine.js";
import type { OpenedPlaces } from "../../engines/places.js";
import { inputName, QuintileError } from "../../errors.js";
import { heldOutValues } from "../../model/icp/held-out.js";
import { patternsFrom } from "../../model/icp/patterns.js";
import type { Sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { scoreSales } from "../../scoring/score-sales.js";
import { Stages } from "../../scoring/stages.js";
import type { Context } from "../operation.js";
import { choicesOf, planOf } from "../run/plan.js";
import { readingNotes } from "../run/reading-notes.js";
import { type NamedPlaces, readingOptions, sourceOfRun } from "../run/same-sales.js";
import type { RunValues } from "../run/inputs.js";
import { parseMoment } from "../run/parse-moment.js";
import { countByAttribute, withoutCell } from "./count-values.js";
import { type FoundPatterns, totalsOf, valueCounts } from "./find-patterns.js";
import { splitCounts } from "./several-values.js";
import type { AttributedCustomers } from "./read-attributes.js";
import type { HoldoutResult } from "../../results/holdout.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** The customers of an earlier day in a file, scored as of then, and again by what they did later. */
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
      { ...recorded, ...readingOptions(run), source: sourceOfRun(recorded, places), asOf },
      run,
      context,
    );
    return { file, snapshot, remove };
  } catch (error) {
    remove();
    throw explainRun(error, asOf, places);
  }
}

/**
 * Scores sales in the embedded engine twice: as of the day, and after it those customers alone who had bought by then. Writes both
 * scores into a file, and gives back the day as it was read.
 */
async function scoreInto(file: string, options: RunValues, run: StoredRun, context: Context): Promise<string> {
  const stages = new Stages(context.progress);
  const note = (message: string): void => context.progress?.note(message);
  const choices = await choicesOf(options, run.model);
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { memory, threads, statementTimeout, lockTimeout } = options;
  const { signal } = context;
  const sales = salesOf(options, note);
  const opening = stages.run("open", () =>
    openPlaces({ source: sales, carried: true, memory, threads, statementTimeout, lockTimeout, signal }),
  );
  return withPlaces(opening, async ({ engine, source }) => {
    for (const each of source.notes) note(each);
    const stage =
      (name: string): Store["stage"] =>
      async (scored, _, listener) => ({ from: await engine.materialize(name, scored, listener), order: undefined });
    const plan = await planOf(engine, options, choices, undefined);
    const earlier = await scoreSales({ engine, source, stage: stage("earlier") }, plan, stages, readingNotes(note));
    const among = earlier.customers.from;
    const after = await planOf(
      engine,
      { ...options, since: justAfter(earlier.snapshot), asOf: run.snapshot },
      choices,
      undefined,
    );
    const later = await scoreSales({ engine, source, stage: stage("later"), among }, after, stages, {
      read: () => {},
    }).catch((error: unknown) => Promise.reject(explainLater(error, earlier.snapshot) as Error));
    (await engine.write(scoredTwice(among, later.customers.from), file)).complete();
    return earlier.snapshot;
  });
}

/** The first moment that is not known by another one: the next day, or a microsecond later. */
function justAfter(moment: string): string {
  if (moment.length === 10) return new Date(Date.parse(moment) + 86_400_000).toISOString().slice(0, 10);
  const [, seconds, fraction = ""] = /^(.*?)(?:\.(\d{1,6}))?Z?$/.exec(moment) as unknown as [string, string, string?];
  const microseconds = Number(fraction.padEnd(6, "0")) + 1;
  return microseconds < 1_000_000
    ? `${seconds}.${String(microseconds).padStart(6, "0")}`
    : new Date(Date.parse(`${seconds}Z`) + 1000).toISOString().slice(0, 19);
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

/** Where nobody bought after the day, nothing can be checked. */
function explainLater(error: unknown, day: string): unknown {
  if (!(error instanceof QuintileError) || error.code !== "NO_CUSTOMERS") return error;
  return new QuintileError("USAGE", `No customer of ${day} has bought anything since.`, {
    hint: `Name an earlier day with ${inputName("holdout")}.`,
    cause: error,
  });
}

/** Checks patterns of an earlier day by what the same customers did after it. */
export async function checkHoldout(
  engine: Engine,
  joined: AttributedCustomers,
  top: readonly boolean[],
  found: FoundPatterns,
  snapshot: string,
): Promise<HoldoutResult> {
  const all = await countByAttribute(engine, found.from, joined.candidates, "later_cell");
  const cells = Object.fromEntries(Object.entries(all).filter(([attribute]) => Object.hasOwn(found.counts, attribute)));
  const totals = totalsOf(cells, top);
  const counts = splitCounts(cells, found.result.multiple);
  const later = patternsFrom(valueCounts(counts, top), totals);
  return {
    as_of: snapshot,
    customers: totals.customers,
    bought_later: totals.customers - withoutCell(cells),
    became_top: totals.top,
    values: heldOutValues(found.result.patterns, later),
  };
}

/** What stands after FROM to read the customers of a cohort, and the kind of their ids. */
export async function openCohort(
  { file }: Pick<OpenedPlaces, "file">,
  cohort: Cohort,
): Promise<{ readonly from: Sql; readonly kind: ValueKind }> {
  const { relation } = await file(cohort.file);
  const id = relation.columns.find(({ name }) => name === "customer_id");
  return { from: relation.from, kind: id?.kind ?? "other" };
}
