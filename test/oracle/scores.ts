/** What is scored: whole numbers, so that nothing is ever rounded. Money is in ten-thousandths. */
type Values = readonly bigint[];

/** How one dimension is scored. Bounds are given best first, money in ten-thousandths. */
export type Method =
  | { readonly kind: "quintiles" }
  | { readonly kind: "ranks" }
  | { readonly kind: "percentiles" }
  | { readonly kind: "bounds"; readonly bounds: readonly bigint[] };

/** A score from 1 to 5 for each value; `values` stand in the order in which ties are broken. */
export function scoreAll(values: Values, best: "low" | "high", method: Method): number[] {
  if (method.kind === "bounds") return values.map((value) => scoreByBounds(value, best, method.bounds));
  if (method.kind === "percentiles") return values.map((value) => scoreByPercentiles(value, sorted(values)));
  const points = method.kind === "ranks" ? ranksOf(values) : values;
  const edges = lowerOrderStatistics(points);
  return points.map((value) => {
    const below = edges.filter((edge) => edge < value).length;
    return best === "low" ? 5 - below : 1 + below;
  });
}

/** The score of one value where the bounds come from other values; ranks are those of values, which share a score where they are equal. */
export function scoreAgainst(value: bigint, others: Values, best: "low" | "high", method: Method): number {
  if (method.kind === "bounds") return scoreByBounds(value, best, method.bounds);
  if (method.kind === "percentiles") return scoreByPercentiles(value, sorted(others));
  const below = lowerOrderStatistics(others).filter((edge) => edge < value).length;
  return best === "low" ? 5 - below : 1 + below;
}

/** The values at ⌊(n-1)·k/5⌋ of the sorted values, k = 1..4. */
export function lowerOrderStatistics(values: Values): bigint[] {
  const ascending = sorted(values);
  return [1, 2, 3, 4].map((k) => ascending[Math.floor(((ascending.length - 1) * k) / 5)] as bigint);
}

/** True where two of the six interpolated edges are equal: what pandas refuses to cut. */
export function hasEqualEdges(values: Values): boolean {
  const ascending = sorted(values);
  const edges = [0, 1, 2, 3, 4, 5].map((k) => fiveTimesQuantile(ascending, k));
  return new Set(edges).size < 6;
}

/** Five times the k-th fifth of sorted values, with linear interpolation. */
function fiveTimesQuantile(ascending: Values, k: number): bigint {
  const position = (ascending.length - 1) * k;
  const lower = ascending[Math.floor(position / 5)] as bigint;
  const upper = ascending[Math.ceil(position / 5)] as bigint;
  return lower * 5n + (upper - lower) * BigInt(position % 5);
}

function scoreByPercentiles(value: bigint, ascending: Values): number {
  if (value * 5n >= fiveTimesQuantile(ascending, 4)) return 5;
  if (value * 5n >= fiveTimesQuantile(ascending, 3)) return 4;
  if (value * 5n >= fiveTimesQuantile(ascending, 2)) return 3;
  if (value * 5n >= fiveTimesQuantile(ascending, 1)) return 2;
  return 1;
}

function scoreByBounds(value: bigint, best: "low" | "high", bounds: readonly bigint[]): number {
  const first = bounds.findIndex((bound) => (best === "low" ? value <= bound : value >= bound));
  return first === -1 ? 1 : 5 - first;
}

/** Ranks from 1; equal values are ranked in the order in which they stand. */
function ranksOf(values: Values): bigint[] {
  const order = values.map((value, index) => ({ value, index }));
  order.sort((a, b) => Number(a.value > b.value) - Number(a.value < b.value) || a.index - b.index);
  const ranks: bigint[] = [];
  order.forEach(({ index }, rank) => {
    ranks[index] = BigInt(rank + 1);
  });
  return ranks;
}

function sorted(values: Values): bigint[] {
  return values.toSorted((a, b) => Number(a > b) - Number(a < b));
}
