/** Customers with a value and top, with the value only, top only, and neither. */
type Table = readonly [number, number, number, number];

type Shares = readonly [number, number, number, number];

/** The shares of the four cells when so many have the value, so many are top, and the lift is as given. */
function sharesOf(lift: number, withValue: number, atTop: number): Shares {
  const both = lift * withValue * atTop;
  return [both, withValue - both, atTop - both, 1 - withValue - atTop + both];
}

function logLikelihood(table: Table, shares: Shares): number {
  if (Math.min(...shares) < 0) return -Infinity;
  return table.reduce((sum, count, cell) => (count === 0 ? sum : sum + count * Math.log(shares[cell] as number)), 0);
}

/** Where a function with one peak between two points is highest, by thirds. */
function peakBetween(from: number, to: number, f: (x: number) => number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 90; step += 1) {
    const third = (high - low) / 3;
    if (f(low + third) < f(high - third)) low += third;
    else high -= third;
  }
  return (low + high) / 2;
}

/** Pearson's chi-squared of a table against the likeliest shares that have the lift, found by looking everywhere. */
export function liftChiSquared(lift: number, table: Table): number {
  const customers = table.reduce((sum, count) => sum + count, 0);
  const largest = Math.min(1, 1 / lift);
  const likeliest = (withValue: number): Shares => {
    const lowest = lift * withValue < 1 ? 0 : 1;
    const highest = Math.min(largest, lift < 1 ? (1 - withValue) / (1 - lift * withValue) : 1);
    const at = (atTop: number): Shares => sharesOf(lift, withValue, atTop);
    return at(peakBetween(lowest, highest, (atTop) => logLikelihood(table, at(atTop))));
  };
  const height = (withValue: number): number => logLikelihood(table, likeliest(withValue));
  const grid = Array.from({ length: 101 }, (_, step) => (largest * step) / 100);
  const heights = grid.map(height);
  const best = heights.indexOf(Math.max(...heights));
  const around = [grid[Math.max(0, best - 1)] as number, grid[Math.min(100, best + 1)] as number] as const;
  const shares = likeliest(peakBetween(...around, height));
  return table.reduce((sum, count, cell) => {
    const expected = customers * (shares[cell] as number);
    return count === 0 && expected === 0 ? sum : sum + (count - expected) ** 2 / expected;
  }, 0);
}
