import { scoresFrom } from "./condition-values.js";
import type { SegmentModel } from "./segment-model.js";

/** The default model: five segments that need no explanation. */
export const fiveSegment: SegmentModel = {
  name: "five-segment",
  segments: [
    {
      name: "Champions",
      description: "Bought recently, often and most",
      action: "Loyalty rewards, early access, ambassador programmes",
      group: "top",
    },
    {
      name: "Loyal Customers",
      description: "Buy often, whatever the spend",
      action: "Subscription offers, bulk discounts, frequency rewards",
      group: "top",
    },
    {
      name: "Potential Loyalists",
      description: "Recent but not yet frequent",
      action: "Onboarding, second-purchase incentives",
      group: "none",
    },
    {
      name: "At Risk",
      description: "Bought often and dropped off",
      action: "Win-back, personal re-engagement, lapsed-customer discounts",
      group: "at-risk",
    },
    { name: "Others", description: "Occasional buyers", action: "Review manually", group: "none" },
  ],
  rules: [
    { segment: "Champions", when: { R: scoresFrom(4), F: scoresFrom(4), M: scoresFrom(4) } },
    { segment: "Loyal Customers", when: { F: scoresFrom(4) } },
    { segment: "Potential Loyalists", when: { R: scoresFrom(4) } },
    { segment: "At Risk", when: { R: scoresFrom(1, 2), F: scoresFrom(3) } },
  ],
  fallback: [{ segment: "Others", when: {} }],
};
