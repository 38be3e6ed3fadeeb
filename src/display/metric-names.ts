import type { Dimension } from "../model/score.js";

/** A metric as people call it. */
export const METRICS: Readonly<
  Record<Dimension, { readonly title: string; readonly name: string; readonly unit: string }>
> = {
  recency: { title: "Recency", name: "Days since the last purchase", unit: "days" },
  frequency: { title: "Frequency", name: "Purchases", unit: "purchases" },
  monetary: { title: "Monetary", name: "Amount per customer", unit: "" },
};
