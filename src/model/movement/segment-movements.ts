import { fromUnits, toUnits } from "../decimal.js";
import type { SegmentModel } from "../segment-model.js";
import type { MovementCount } from "./movement-count.js";
import { segmentOfState } from "./segment-of-state.js";

/** Parts of a segment by where its customers were, or are. */
export type SegmentPart = "stayed" | "entered" | "left" | "new" | "lost";

/**
 * What became of one segment between two moments: `before` is `stayed` and `left`; `after` is `stayed` and `entered`.
 */
export interface SegmentMovement extends Readonly<Record<SegmentPart, number>> {
  readonly segment: string;
  /** Customers at the first moment. */
  readonly before: number;
  /** Customers at the second moment. */
  readonly after: number;
  /** Customers in it at both moments. */
  readonly stayed: number;
  /** Customers who came in, the new ones among them. */
  readonly entered: number;
  /** Customers who went out, the lost ones among them. */
  readonly left: number;
  /** Those who came in and had never bought before. */
  readonly new: number;
  /** Those who went out and have no purchase any more. */
  readonly lost: number;
  /** What each part bought between the moments; the nearest numbers to exact decimals. */
  readonly revenue: Readonly<Record<SegmentPart, number>>;
}

const PARTS = ["stayed", "entered", "left", "new", "lost"] as const satisfies readonly SegmentPart[];

/** What became of each segment of a model, in its listing order; segments without customers are listed too. */
export function segmentMovements(model: SegmentModel, counts: readonly MovementCount[]): SegmentMovement[] {
  const ways = counts.map((count) => ({
    ...count,
    from: segmentOfState(model, count.before),
    to: segmentOfState(model, count.after),
  }));
  return model.segments.map(({ name }) => {
    const customers = perPart(() => 0);
    const revenue = perPart(() => 0n);
    for (const way of ways) {
      for (const part of partsOf(name, way)) {
        customers[part] += way.customers;
        revenue[part] += toUnits(way.revenue);
      }
    }
    return {
      segment: name,
      before: customers.stayed + customers.left,
      after: customers.stayed + customers.entered,
      ...customers,
      revenue: perPart((part) => Number(fromUnits(revenue[part]))),
    };
  });
}

function partsOf(segment: string, { from, to }: { from: string | null; to: string | null }): SegmentPart[] {
  if (from === segment && to === segment) return ["stayed"];
  if (to === segment) return from === null ? ["entered", "new"] : ["entered"];
  if (from === segment) return to === null ? ["left", "lost"] : ["left"];
  return [];
}

function perPart<T>(value: (part: SegmentPart) => T): Record<SegmentPart, T> {
  return Object.fromEntries(PARTS.map((part) => [part, value(part)])) as Record<SegmentPart, T>;
}
