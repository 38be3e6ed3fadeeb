import { SEGMENT_MODELS } from "../../model/segment-models.js";
import { defineOperation } from "../operation.js";
import { storeInputs } from "../inputs/store-inputs.js";
import { withStore } from "../store/open-store.js";
import { latestRun } from "../store/stored-runs.js";
import type { KnownModels } from "../../results/models.js";

/** Gives the segment models that a store's customers can be seen through. */
export const modelsOperation = defineOperation({
  name: "models",
  summary: "Show the segment models in full",
  description:
    "Shows the segment models that come with Quintile, and the one of the store's last run where it is another.",
  inputs: storeInputs,
  run: (place, context): Promise<KnownModels> =>
    withStore(place, context, async (store) => {
      const last = (await latestRun(store))?.model;
      const isKnown = last === undefined || SEGMENT_MODELS.some((model) => model.name === last.name);
      return { models: isKnown ? SEGMENT_MODELS : [...SEGMENT_MODELS, last] };
    }),
});
