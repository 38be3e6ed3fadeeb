import { lastResult } from "./icp/kept-result.js";
import type { IcpResult } from "./icp/result.js";
import { requirePublished, storeInputs, withStore } from "./open-store.js";
import { defineOperation } from "./operation.js";

/** Shows the patterns that `icp` found last, without a look at attributes. */
export const lastIcpOperation = defineOperation({
  name: "lastIcp",
  summary: "Show what sets the best customers apart",
  description: "The patterns and tiers that quintile icp found last, as the store keeps them.",
  inputs: storeInputs,
  configured: ["store", "schema"],
  run: (place, context = {}): Promise<IcpResult> =>
    withStore(place, context, async (store) => {
      await requirePublished(store);
      return (await lastResult(store)).result;
    }),
});
