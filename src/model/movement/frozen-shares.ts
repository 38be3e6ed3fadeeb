import type { SegmentModel } from "../segment-model.js";
import type { Interval } from "../statistics/lift-interval.js";
import { wilsonInterval } from "../statistics/wilson-interval.js";
import type { MovementCount } from "./movement-count.js";
import { segmentOfState } from "./segment-of-state.js";

/** Which share of a segment's customers their own doing led to a segment: measured by the cutpoints of the first moment. */
export interface FrozenShare {
  readonly from_segment: string;
  /** The same segment for those whom nothing led elsewhere; null for those who have no purchase any more. */
  readonly to_segment: string | null;
  readonly customers: number;
  /** Customers of the segment at the first moment. */
  readonly support: number;
  /** Of the support, 0 to 1. */
  readonly share: number;
  /** 95 % (Wilson). Moves of the yardstick are not independent of each other, so that only these shares have one. */
  readonly interval: Interval;
}

/** The shares of each segment that has customers at the first moment, in the listing order of the model; shares of 0 are left out. */
export function frozenShares(model: SegmentModel, counts: readonly MovementCount[]): FrozenShare[] {
  const ways = counts.map((count) => ({
    customers: count.customers,
    from: segmentOfState(model, count.before),
    to: segmentOfState(model, count.frozen),
  }));
  const names = model.segments.map(({ name }) => name);
  return names.flatMap((from_segment) => {
    const own = ways.filter(({ from }) => from === from_segment);
    const support = sumOf(own);
    return [...names, null].flatMap((to_segment): FrozenShare[] => {
      const customers = sumOf(own.filter(({ to }) => to === to_segment));
      const interval = wilsonInterval(customers, support);
      if (customers === 0 || interval === null) return [];
      return [{ from_segment, to_segment, customers, support, share: customers / support, interval }];
    });
  });
}

function sumOf(ways: readonly { readonly customers: number }[]): number {
  return ways.reduce((sum, { customers }) => sum + customers, 0);
}
