import { DEVIATION_95 } from "./normal-deviation.js";
import type { Interval } from "./lift-interval.js";

/**
 * The 95 % interval of a share: the shares that a score test does not reject where `count` of `total` were seen
 * (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927).
 *
 * @returns an interval within 0 to 1 that contains the share seen; null where the total is 0.
 */
export function wilsonInterval(count: number, total: number): Interval | null {
  if (total === 0) return null;
  const share = count / total;
  const square = DEVIATION_95 ** 2 / total;
  const middle = (share + square / 2) / (1 + square);
  const reach = (DEVIATION_95 * Math.sqrt((share * (1 - share)) / total + square / (4 * total))) / (1 + square);
  return {
    low: count === 0 ? 0 : Math.max(0, middle - reach),
    high: count === total ? 1 : Math.min(1, middle + reach),
  };
}
