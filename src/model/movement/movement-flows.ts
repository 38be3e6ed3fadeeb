import { fromUnits, toUnits } from "../decimal.js";
import type { SegmentModel } from "../segment-model.js";
import type { MovementCount } from "./movement-count.js";
import { type Reason, reasonOf } from "./reason.js";
import { segmentOfState } from "./segment-of-state.js";

/** Customers who went from one segment to another, and why: each for one reason. */
export interface Flow extends Readonly<Record<Reason, number>> {
  /** Null for those who had not bought before: they are new. */
  readonly from_segment: string | null;
  /** Null for those who have no purchase any more. */
  readonly to_segment: string | null;
  readonly customers: number;
  /** Sum of their amounts between the moments; the nearest number to the exact decimal. */
  readonly revenue: number;
}

/** The flows between different segments of a model, the largest first; among equals, in the listing order of the model. */
export function movementFlows(model: SegmentModel, counts: readonly MovementCount[]): Flow[] {
  const flows = new Map<string, { flow: Flow; revenue: bigint }>();
  for (const count of counts) {
    const from = segmentOfState(model, count.before);
    const to = segmentOfState(model, count.after);
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    const { flow, revenue } = flows.get(key) ?? { flow: noFlow(from, to), revenue: 0n };
    const reason = reasonOf({ from, frozen: segmentOfState(model, count.frozen), bought: count.bought });
    flows.set(key, {
      flow: {
        ...flow,
        customers: flow.customers + count.customers,
        [reason]: flow[reason] + count.customers,
      },
      revenue: revenue + toUnits(count.revenue),
    });
  }
  const placeOf = placesIn(model);
  return [...flows.values()]
    .map(({ flow, revenue }) => ({ ...flow, revenue: Number(fromUnits(revenue)) }))
    .toSorted(
      (one, other) =>
        other.customers - one.customers ||
        placeOf(one.from_segment) - placeOf(other.from_segment) ||
        placeOf(one.to_segment) - placeOf(other.to_segment),
    );
}

function noFlow(from_segment: string | null, to_segment: string | null): Flow {
  return { from_segment, to_segment, customers: 0, revenue: 0, behaviour: 0, silence: 0, yardstick: 0 };
}

/** The place of a segment in the listing order of its model; absent comes last. */
function placesIn({ segments }: SegmentModel): (segment: string | null) => number {
  const places = new Map<string | null, number>(segments.map(({ name }, index) => [name, index]));
  return (segment) => places.get(segment) ?? segments.length;
}
