/** The five-segment model, rule by rule. */
export function fiveSegment(r: number, f: number, m: number): string {
  if (r >= 4 && f >= 4 && m >= 4) return "Champions";
  if (f >= 4) return "Loyal Customers";
  if (r >= 4) return "Potential Loyalists";
  if (r <= 2 && f >= 3) return "At Risk";
  return "Others";
}

/** The eleven-segment model, rule by rule. */
export function elevenSegment(r: number, f: number, m: number): string {
  const total = r + f + m;
  if (r >= 4 && f >= 4 && total >= 13) return "Champions";
  if (r <= 2 && f >= 4 && total >= 10) return "Can't Lose Them";
  if (r <= 2 && f >= 3 && total >= 8) return "At Risk";
  if (r >= 3 && f >= 3 && total >= 11) return "Loyal Customers";
  if (r === 5 && f === 1 && total >= 8) return "New Customers";
  if (r === 4 && f === 1 && total >= 7) return "Promising";
  if (r >= 4 && (f === 2 || f === 3) && total >= 9) return "Potential Loyalists";
  if (r === 3 && (f === 2 || f === 3) && total >= 7 && total <= 10) return "Need Attention";
  if ((r === 2 || r === 3) && (f === 1 || f === 2) && total >= 5 && total <= 8) return "About to Sleep";
  if (r === 1 && f === 1 && total <= 4) return "Lost";
  if (r <= 2 && f <= 2 && total <= 6) return "Hibernating";
  if (r >= 4) return "Potential Loyalists";
  if (f >= 3) return "At Risk";
  return "Need Attention";
}
