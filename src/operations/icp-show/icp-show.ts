import type { Store } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { lastResult } from "../icp/kept-result.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import type { storeInputs } from "../inputs/store-inputs.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { findRun } from "../store/stored-runs.js";
import type { IcpResult } from "../../results/icp.js";

/** Shows the patterns that a store keeps. */
export function showIcp(place: ValuesOf<typeof storeInputs>, context: Context): Promise<IcpResult> {
  return withStore(place, context, async (store) => {
    requirePublished(store);
    return keptIcp(store);
  });
}

/** The patterns that were found last, with a warning where the customers have been scored anew since. Raises `NO_SUCH_ICP`. */
export async function keptIcp(store: Store): Promise<IcpResult> {
  const result = await lastResult(store);
  const { run } = await findRun(store);
  if (run === result.run) return result;
  const since = `These patterns are those of run ${result.run}; the store holds run ${run} by now. quintile icp finds new ones.`;
  return { ...result, warnings: [since, ...result.warnings] };
}

/** The kept patterns; undefined where none were found yet, or where this role may not read them. */
export async function keptIcpIfAny(store: Store): Promise<IcpResult | undefined> {
  try {
    return await keptIcp(store);
  } catch (error) {
    if (error instanceof QuintileError && ["NO_SUCH_ICP", "NOT_ALLOWED"].includes(error.code)) return undefined;
    throw error;
  }
}
