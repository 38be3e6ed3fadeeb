import { scoresFrom, totalsFrom } from "./condition-values.js";
import type { Segment, SegmentGroup, SegmentModel } from "./segment-model.js";

/** Eleven segments along the customer's lifetime. */
export const elevenSegment: SegmentModel = {
  name: "eleven-segment",
  segments: [
    segment("Champions", "Best customers, highest value", "Reward loyalty, ask for referrals", "top"),
    segment("Loyal Customers", "Consistent, engaged customers", "Cross-sell, maintain relationship", "top"),
    segment("Potential Loyalists", "Recent buyers who could grow", "Nurture with targeted content"),
    segment("New Customers", "Just acquired, high potential", "Exceptional onboarding"),
    segment("Promising", "Recent single purchase, promising", "Second purchase incentive"),
    segment("Need Attention", "Average customers, slipping", "Re-engagement campaigns"),
    segment("About to Sleep", "Haven't purchased recently", "Win-back campaigns"),
    segment("At Risk", "Were good, slipping away", "Urgent outreach, investigate", "at-risk"),
    segment("Can't Lose Them", "High value but dormant", "Executive outreach, service recovery", "at-risk"),
    segment("Hibernating", "Long time since purchase", "Low-cost re-engagement", "low-value"),
    segment("Lost", "Gone, unlikely to return", "Remove from active campaigns", "low-value"),
  ],
  rules: [
    { segment: "Champions", when: { R: scoresFrom(4), F: scoresFrom(4), total: totalsFrom(13) } },
    { segment: "Can't Lose Them", when: { R: scoresFrom(1, 2), F: scoresFrom(4), total: totalsFrom(10) } },
    { segment: "At Risk", when: { R: scoresFrom(1, 2), F: scoresFrom(3), total: totalsFrom(8) } },
    { segment: "Loyal Customers", when: { R: scoresFrom(3), F: scoresFrom(3), total: totalsFrom(11) } },
    { segment: "New Customers", when: { R: [5], F: [1], total: totalsFrom(8) } },
    { segment: "Promising", when: { R: [4], F: [1], total: totalsFrom(7) } },
    { segment: "Potential Loyalists", when: { R: scoresFrom(4), F: scoresFrom(2, 3), total: totalsFrom(9) } },
    { segment: "Need Attention", when: { R: [3], F: scoresFrom(2, 3), total: totalsFrom(7, 10) } },
    { segment: "About to Sleep", when: { R: scoresFrom(2, 3), F: scoresFrom(1, 2), total: totalsFrom(5, 8) } },
    { segment: "Lost", when: { R: [1], F: [1], total: totalsFrom(3, 4) } },
    { segment: "Hibernating", when: { R: scoresFrom(1, 2), F: scoresFrom(1, 2), total: totalsFrom(3, 6) } },
  ],
  fallback: [
    { segment: "Potential Loyalists", when: { R: scoresFrom(4) } },
    { segment: "At Risk", when: { F: scoresFrom(3) } },
    { segment: "Need Attention", when: {} },
  ],
};

function segment(name: string, description: string, action: string, group: SegmentGroup = "none"): Segment {
  return { name, description, action, group };
}
