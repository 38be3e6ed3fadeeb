import { SEGMENT_MODELS } from "../../model/segment-models.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import type { storeInputs } from "../inputs/store-inputs.js";
import { withStore } from "../store/open-store.js";
import { latestRun } from "../store/stored-runs.js";
import type { KnownModels } from "../../results/models.js";

/** Gives the segment models that a store's customers can be seen through. */
export function readModels(place: ValuesOf<typeof storeInputs>, context: Context): Promise<KnownModels> {
  return withStore(place, context, async (store) => {
    const last = (await latestRun(store))?.model;
    const isKnown = last === undefined || SEGMENT_MODELS.some((model) => model.name === last.name);
    return { models: isKnown ? SEGMENT_MODELS : [...SEGMENT_MODELS, last] };
  });
}
