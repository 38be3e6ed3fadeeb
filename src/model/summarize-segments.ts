import type { Cube } from "./cube.js";
import { fromUnits, toUnits } from "./decimal.js";
import { segmentInfo } from "./segment-info.js";
import { classify } from "./segment-map.js";
import type { SegmentModel } from "./segment-model.js";

/** One segment of a scored base, as reports show it. */
export interface SegmentSummary {
  readonly segment: string;
  readonly customers: number;
  /** Sum of monetary; the nearest number to the exact decimal. */
  readonly revenue: number;
  /** Share of all customers, 0 to 1. */
  readonly share_customers: number;
  /** Share of all revenue; 0 where revenue adds up to zero or less, since a share then means nothing. */
  readonly share_revenue: number;
  /** Mean days since the last purchase; null without customers. */
  readonly avg_recency: number | null;
  /** Mean purchases per customer; null without customers. */
  readonly avg_frequency: number | null;
  /** Mean amount per customer; null without customers. */
  readonly avg_monetary: number | null;
  readonly action: string;
}

/** Sums a cube up by the segments of a model, in the model's listing order; segments without customers are listed too. */
export function summarizeSegments(model: SegmentModel, cube: Cube): SegmentSummary[] {
  const all = total(cube);
  return model.segments.map(({ name }) => {
    const sum = total(cube.filter(({ R, F, M }) => classify(model, R, F, M) === name));
    const mean = (value: number): number | null => (sum.customers === 0 ? null : rounded(value / sum.customers));
    return {
      segment: name,
      customers: sum.customers,
      revenue: toNumber(sum.monetary),
      share_customers: all.customers === 0 ? 0 : sum.customers / all.customers,
      share_revenue: all.monetary <= 0n ? 0 : toNumber(sum.monetary) / toNumber(all.monetary),
      avg_recency: mean(sum.recency),
      avg_frequency: mean(sum.frequency),
      avg_monetary: mean(toNumber(sum.monetary)),
      action: segmentInfo(model, name)?.action ?? "",
    };
  });
}

/** Revenue per purchase of a segment; null without purchases. */
export function averageOrderValue({ avg_monetary, avg_frequency }: SegmentSummary): number | null {
  return avg_monetary === null || avg_frequency === null || avg_frequency === 0 ? null : avg_monetary / avg_frequency;
}

/** Fifteen digits: the last one or two of a quotient are the noise of binary floats. */
function rounded(mean: number): number {
  return Number(mean.toPrecision(15));
}

function total(cells: Cube): { customers: number; recency: number; frequency: number; monetary: bigint } {
  const sum = { customers: 0, recency: 0, frequency: 0, monetary: 0n };
  for (const cell of cells) {
    sum.customers += cell.customers;
    sum.recency += cell.recency;
    sum.frequency += cell.frequency;
    sum.monetary += toUnits(cell.monetary);
  }
  return sum;
}

function toNumber(units: bigint): number {
  return Number(fromUnits(units));
}
