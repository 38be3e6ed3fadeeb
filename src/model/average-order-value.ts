import type { SegmentSummary } from "./summarize-segments.js";

/** Revenue per purchase of a segment; null without purchases. */
export function averageOrderValue({ avg_monetary, avg_frequency }: SegmentSummary): number | null {
  return avg_monetary === null || avg_frequency === null || avg_frequency === 0 ? null : avg_monetary / avg_frequency;
}
