import type { qualifyInputs } from "./operation.js";
import { isReplaced } from "../../analysis/icp/prospects.js";
import type { Source } from "../../engines/engine.js";
import { criterionWarnings } from "../../model/icp/warnings.js";
import { lastResult } from "../icp/kept-result.js";
import { spell } from "../../errors.js";
import { fileOptionsOfList } from "../inputs/list-inputs.js";
import type { storeInputs } from "../inputs/store-inputs.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { requireWritable } from "../../engines/files/written-format.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { judgeProspects, readProspects, writeProspects } from "./judge-prospects.js";
import { findRun } from "../store/stored-runs.js";
import type { IcpResult } from "../../results/icp.js";
import type { QualifyResult } from "../../results/qualify.js";

/** Tells something worth knowing. */
type Note = (message: string) => void;

/** Says which prospects look like the top performers. */
export async function qualifyProspects(
  { prospects, to, encoding, sheet, ...place }: ValuesOf<typeof qualifyInputs>,
  context: Context,
): Promise<QualifyResult> {
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  if (to !== undefined) requireWritable(to);
  const notes: string[] = [];
  const note = (message: string): void => {
    notes.push(spell(message, context.spelling));
    context.progress?.note(message);
  };
  const icp = await readTiers(place, context, note);
  return withPlaces(openPlaces({ signal: context.signal }), async (places) => {
    const fileOptions = fileOptionsOfList({ encoding, sheet }, "prospects", note);
    const source = await places.file(prospects, fileOptions);
    for (const each of source.notes) note(each);
    const judged = await judgeProspects(places.engine, source, icp);
    if (judged.missing.length > 0) {
      context.progress?.note(
        `${source.label} has no column for ${judged.missing.join(", ")}: no prospect matches there.`,
      );
    }
    const summary = { run: icp.run, prospects: judged.prospects, tiers: judged.tiers, missing: judged.missing };
    if (to === undefined) return { ...summary, notes, file: null, results: await readProspects(places, judged) };
    noteReplaced(source, note);
    await writeProspects(places, judged, to, (share) => context.progress?.advance(share));
    return { ...summary, notes, file: to, results: [] };
  });
}

/** The patterns that were found last, with notes on what they are good for. */
function readTiers(place: ValuesOf<typeof storeInputs>, context: Context, note: Note): Promise<IcpResult> {
  return withStore(place, context, async (store) => {
    requirePublished(store);
    const result = await lastResult(store);
    const { run } = await findRun(store);
    if (run !== result.run) {
      note(`The tiers are those of run ${result.run}; the store holds run ${run} by now. quintile icp finds new ones.`);
    }
    for (const warning of criterionWarnings(result.tiers, result.unsupported)) note(warning);
    return result;
  });
}

/** A list that is qualified a second time has the first answers in it: a note says that they are not written again. */
function noteReplaced({ relation, label }: Source, note: Note): void {
  const replaced = relation.columns.filter(isReplaced).map(({ name }) => name);
  if (replaced.length === 0) return;
  note(`Columns of ${label} that are not written, since the qualification has their names: ${replaced.join(", ")}`);
}
