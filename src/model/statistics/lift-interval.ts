import { type Cells, expectedCells } from "./expected-cells.js";
import { DEVIATION_95 } from "./normal-deviation.js";
import { cellsOf, type ValueCounts } from "./value-counts.js";

/** The lifts that agree with what was observed. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % interval of the lift of a value: how much more often than all customers those with the value are top. It
 * holds the lifts that a score test does not reject, which for counts is Pearson's chi-squared against the cells to be
 * expected at that lift: K. Pearson (1900), C. R. Rao, "Large sample tests of statistical hypotheses concerning several
 * parameters" (1948); P. Koopman, "Confidence intervals for the ratio of two binomial proportions", Biometrics 40 (1984)
 * does so for two groups of fixed size. Here customers are a sample, so that how many have the value, and how many are
 * top, could have come out otherwise too.
 *
 * It is of the lift in the population that the customers are drawn from, and not of the lift in the next sample, which varies as this
 * one does. In simulations it holds the population's lift in 90 to 97 % of samples, least often at lifts of 0.1 to 0.4. Among samples
 * that happen to have the same number of customers with the value it is less even: 98 to 100 % for a large lift of a value that many
 * customers have.
 *
 * The upper end can lie above customers / support and customers / top, though no lift of these very customers does: where
 * all with the value are top, the true lift is above the limit of every other sample.
 *
 * @returns an interval that contains the lift observed; from 0 where no top performer has the value; `[1, 1]` where all
 *   customers have the value or are top; null where none has the value or is top, since there is no lift then.
 * @throws QuintileError `USAGE` when the counts cannot be.
 */
export function liftInterval(counts: ValueCounts): Interval | null {
  const cells = cellsOf(counts);
  const { count, support, top, customers } = counts;
  if (support === 0 || top === 0) return null;
  if (support === customers || top === customers) return { low: 1, high: 1 };
  const lift = (count / support) * (customers / top);
  const { low, high } = bracket(cells, lift, (1 / support) * (customers / top));
  return { low: low === 0 ? 0 : limitBetween(cells, lift, low), high: limitBetween(cells, lift, high) };
}

/** Lifts that are too small and too large; 0 where none is too small. */
function bracket(cells: Cells, observed: number, ofOneCustomer: number): Interval {
  let [low, high] = [observed / 2, observed + ofOneCustomer];
  while (low > 0 && excessAt(low, cells) <= 0) low /= 2;
  while (excessAt(high, cells) <= 0) high *= 2;
  return { low, high };
}

/** Where the interval ends between the observed lift and one beyond it, by the Illinois variant of false position. */
function limitBetween(cells: Cells, observed: number, beyond: number): number {
  let [inside, outside] = [observed, beyond];
  let [below, above] = [-DEVIATION_95, excessAt(beyond, cells)];
  let side = 0;
  while (Math.abs(outside - inside) > 1e-12 * Math.max(inside, outside)) {
    const next = inside + ((outside - inside) * below) / (below - above);
    const excess = excessAt(next, cells);
    if (Math.abs(excess) < 1e-12) return next;
    if (excess < 0) {
      [inside, below, above] = [next, excess, side < 0 ? above / 2 : above];
    } else {
      [outside, above, below] = [next, excess, side > 0 ? below / 2 : below];
    }
    side = Math.sign(excess);
  }
  return inside;
}

/** How many standard deviations what was observed is farther from what a lift lets expect than the interval allows. */
function excessAt(lift: number, cells: Cells): number {
  const expected = expectedCells(lift, cells);
  const chiSquared = cells.reduce((sum, cell, index) => {
    const difference = cell - (expected[index] as number);
    return difference === 0 ? sum : sum + difference ** 2 / (expected[index] as number);
  }, 0);
  return Math.sqrt(chiSquared) - DEVIATION_95;
}
