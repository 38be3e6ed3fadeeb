import { storeInputs } from "../inputs/store-inputs.js";
import { defineOperation } from "../operation.js";

/** Gives the segment models that a store's customers can be seen through. */
export const modelsOperation = defineOperation({
  name: "models",
  summary: "Show the segment models in full",
  description:
    "Shows the segment models that come with Quintile, and the one of the store's last run where it is another.",
  inputs: storeInputs,
  effect: "reads",
  route: { path: "/models", takes: [], problems: [404] },
  render: async () => (await import("../../outputs/render-model.js")).renderModels,
  load: async () => (await import("./models.js")).readModels,
});
