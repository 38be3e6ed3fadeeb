import type { Dimension, Score } from "../model/score.js";
import { boundsRule, type Scoring } from "../model/scoring.js";
import type { DisplayFormat } from "./display-format.js";

/** The values that have a score, in words such as `9–30`; null where no value can have it. */
export function scoreRange(
  dimension: Dimension,
  score: Score,
  cutpoints: readonly string[],
  scoring: Scoring,
  format: DisplayFormat,
): string | null {
  const { best, bounds } = boundsRule(dimension, scoring);
  const place = best === "low" ? 5 - score : score - 1;
  const [low, high] = [cutpoints[place - 1], cutpoints[place]];
  return dimension === "monetary"
    ? amounts(low, high, bounds === "above", format)
    : wholeNumbers(low, high, bounds === "above", format);
}

/** `above`: a value on a cutpoint belongs below it. */
function wholeNumbers(
  low: string | undefined,
  high: string | undefined,
  above: boolean,
  format: DisplayFormat,
): string | null {
  const next = (cutpoint: string): number => (above ? Math.floor(Number(cutpoint)) + 1 : Math.ceil(Number(cutpoint)));
  const from = low === undefined ? undefined : next(low);
  const to = high === undefined ? undefined : next(high) - 1;
  if (from === undefined) return `up to ${format.count(to ?? 0)}`;
  if (to === undefined) return `${format.count(from)} or more`;
  if (from > to) return null;
  return from === to ? format.count(from) : `${format.count(from)}–${format.count(to)}`;
}

function amounts(
  low: string | undefined,
  high: string | undefined,
  above: boolean,
  format: DisplayFormat,
): string | null {
  if (low === undefined) return `${above ? "up to" : "under"} ${format.amount(high ?? null)}`;
  if (high === undefined) return `${above ? "over " : ""}${format.amount(low)}${above ? "" : " or more"}`;
  if (low === high) return null;
  return above
    ? `over ${format.amount(low)}, up to ${format.amount(high)}`
    : `${format.amount(low)} to under ${format.amount(high)}`;
}
