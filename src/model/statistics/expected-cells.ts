/** Customers with the value and top, with the value only, top only, and neither. */
export type Cells = readonly [number, number, number, number];

/**
 * The cells to be expected of as many customers when the lift is as given, and the shares of the value and of top
 * performers fit what was observed as well as they can (maximum likelihood of four cells under one constraint).
 *
 * With u and v for the shares of the other top performers and of the other customers with the value, the likelihood is
 * b · log(1 - u) + T · log(1 - v) + (b - a) · log v + (T - a) · log u + d · log(lift - 1 + uv), but for a constant. Where
 * its derivatives vanish, u = (T - a + g) / (c + g) and v = (b - a + g) / (c + g), with c = T + b - a customers who have
 * the value or are top, and g the root of a cubic. It nearly always has one root; of several, the likeliest is taken.
 *
 * @param lift above 0.
 */
export function expectedCells(lift: number, observed: Cells): Cells {
  const candidates = stationaryPoints(lift, observed).map((g) => cellsAt(g, lift, observed));
  return candidates.reduce((best, each) =>
    logLikelihood(observed, each) > logLikelihood(observed, best) ? each : best,
  );
}

function cellsAt(g: number, lift: number, [both, valueOnly, topOnly, neither]: Cells): Cells {
  const either = both + valueOnly + topOnly;
  const [u, v] = [(topOnly + g) / (either + g), (valueOnly + g) / (either + g)];
  const [withValue, atTop] = [(both + valueOnly) / (either + g), (both + topOnly) / (either + g)];
  const unit = (either + neither) / lift;
  // Where g is not 0, the last cell follows from it without cancellation.
  const last = g === 0 ? lift - 1 + u * v : (neither * u * v) / g;
  return [unit * withValue * atTop, unit * withValue * v, unit * atTop * u, unit * last];
}

/** Not a number never compares as better: it comes of a point where a cell would be negative. */
function logLikelihood(observed: Cells, expected: Cells): number {
  if (Math.min(...expected) < 0) return -Infinity;
  return observed.reduce(
    (sum, cell, index) => (cell === 0 ? sum : sum + cell * Math.log(expected[index] as number)),
    0,
  );
}

/** The roots of (lift - 1) · g · (g + c)² + (g - d) · (g + T - a) · (g + b - a) where all cells are positive. */
function stationaryPoints(lift: number, [both, valueOnly, topOnly, neither]: Cells): number[] {
  const either = both + valueOnly + topOnly;
  const cubic = (g: number): number =>
    (lift - 1) * g * (g + either) ** 2 + (g - neither) * (g + topOnly) * (g + valueOnly);
  const quadratic = 2 * either * (lift - 1) + valueOnly + topOnly - neither;
  const linear = (lift - 1) * either ** 2 + valueOnly * topOnly - neither * (valueOnly + topOnly);
  const [lowest, highest] = lift >= 1 ? [0, neither] : [neither, firstPositive(cubic, Math.max(1, 2 * neither))];
  const turns = quadraticRoots(3 * lift, 2 * quadratic, linear).filter((turn) => turn > lowest && turn < highest);
  const ends = [lowest, ...turns, highest];
  const between = ends.slice(1).flatMap((to, index) => rootBetween(cubic, ends[index] as number, to));
  return cubic(lowest) === 0 ? [lowest, ...between] : between;
}

function firstPositive(f: (x: number) => number, from: number): number {
  let x = from;
  while (f(x) <= 0) x *= 2;
  return x;
}

/** Ascending; none where there is no real root. */
function quadraticRoots(a: number, b: number, c: number): number[] {
  const discriminant = b * b - 4 * a * c;
  if (discriminant <= 0) return [];
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  return [q / a, c / q].toSorted((x, y) => x - y);
}

/** The root between two points between which a function only rises or only falls; none where its sign is the same. */
function rootBetween(f: (x: number) => number, from: number, to: number): number[] {
  const rises = f(to) > 0;
  if (f(to) === 0) return [to];
  if (f(from) === 0 || f(from) > 0 === rises) return [];
  let [low, high] = [from, to];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return [middle];
    if (f(middle) > 0 === rises) high = middle;
    else low = middle;
  }
}
