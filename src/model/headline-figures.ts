import type { Cube } from "./cube.js";
import { fromUnits, toUnits } from "./decimal.js";
import { isAtRisk, isTopPerformer } from "./segment-info.js";
import { classify } from "./segment-map.js";
import type { SegmentModel } from "./segment-model.js";

/** What some segments hold together. */
export interface GroupShare {
  readonly customers: number;
  /** Of all customers, 0 to 1. */
  readonly share_customers: number;
  /** Of all revenue; null where revenue adds up to zero or less, since a share then means nothing. */
  readonly share_revenue: number | null;
}

/** The few figures that stand above everything else. */
export interface HeadlineFigures {
  readonly customers: number;
  /** Sum of monetary; the nearest number to the exact decimal. */
  readonly revenue: number;
  readonly purchases: number;
  /** Revenue per purchase; null without purchases. */
  readonly average_order_value: number | null;
  /** Revenue per customer; null without customers. */
  readonly average_monetary: number | null;
  /** Purchases per customer; null without customers. */
  readonly average_frequency: number | null;
  /** Customers in segments of the group `top` and of the group `at-risk`; null where the model has no such group. */
  readonly top: GroupShare | null;
  readonly at_risk: GroupShare | null;
}

/** Sums a cube up to the figures that stand above everything else. */
export function headlineFigures(model: SegmentModel, cube: Cube): HeadlineFigures {
  const all = total(cube);
  const group = (isIn: typeof isTopPerformer): GroupShare | null => {
    if (!model.segments.some(({ name }) => isIn(model, name))) return null;
    const some = total(cube.filter(({ R, F, M }) => isIn(model, classify(model, R, F, M))));
    return {
      customers: some.customers,
      share_customers: all.customers === 0 ? 0 : some.customers / all.customers,
      share_revenue: all.revenue <= 0 ? null : some.revenue / all.revenue,
    };
  };
  return {
    ...all,
    average_order_value: mean(all.revenue, all.purchases),
    average_monetary: mean(all.revenue, all.customers),
    average_frequency: mean(all.purchases, all.customers),
    top: group(isTopPerformer),
    at_risk: group(isAtRisk),
  };
}

function total(cube: Cube): { customers: number; revenue: number; purchases: number } {
  const revenue = cube.reduce((sum, { monetary }) => sum + toUnits(monetary), 0n);
  return {
    customers: cube.reduce((sum, { customers }) => sum + customers, 0),
    revenue: Number(fromUnits(revenue)),
    purchases: cube.reduce((sum, { frequency }) => sum + frequency, 0),
  };
}

/** Fifteen digits: the last one or two of a quotient are the noise of binary floats. */
function mean(sum: number, count: number): number | null {
  return count === 0 ? null : Number((sum / count).toPrecision(15));
}
