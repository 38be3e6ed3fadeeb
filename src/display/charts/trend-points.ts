/** The points of a small line of values, the earliest on the left, from zero up, as SVG takes them. Values below zero are drawn at zero. */
export function trendPoints(values: readonly number[], width: number, height: number): string[] {
  const margin = 2;
  const top = Math.max(1, ...values);
  const step = (width - 2 * margin) / Math.max(1, values.length - 1);
  return values.map((value, index) => {
    const y = height - margin - (Math.max(0, value) / top) * (height - 2 * margin);
    return `${(margin + index * step).toFixed(1)},${y.toFixed(1)}`;
  });
}
