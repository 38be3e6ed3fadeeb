import { rfmTotal, CELLS } from "../cell.js";
import { elevenSegment } from "../eleven-segment.js";
import { fiveSegment } from "../five-segment.js";
import { isTopPerformer } from "../segment-info.js";
import { segmentMap } from "../segment-map.js";
import type { SegmentModel } from "../segment-model.js";
import { attributeIn, type AttributeRecord } from "./attribute-value.js";

/** The least sum of the three scores of a top performer, unless another one is named. */
export const DEFAULT_MIN_TOTAL = 11;

/** Who counts as a top performer. */
export interface TopRule {
  /** The least `rfm_total` (3 to 15); a customer who reaches it is a top performer in any segment. Default 11. */
  readonly minTotal?: number | undefined;
  /** The model whose segments of group `top` count. Default: the segments of both built-in models. */
  readonly model?: SegmentModel | undefined;
  /** Segments that count in place of those of group `top`; then a total counts only where `minTotal` is given too. */
  readonly segments?: readonly string[] | undefined;
}

/**
 * The top performers among some clients: those in a segment of group `top`, or with an `rfm_total` of `minTotal` or more.
 *
 * @param clients records with `segment`, and with `rfm_total` or the three scores `R_score`, `F_score` and `M_score`; a
 *   record without either is judged by what it has.
 */
export function topPerformers<T extends AttributeRecord>(clients: readonly T[], rule: TopRule = {}): T[] {
  return clients.filter((client) => isTop(String(attributeIn(client, "segment") ?? ""), totalOf(client), rule));
}

/** Whether the customers of each of the 125 cells are top performers under a model, in the order of `CELLS`. */
export function topCells(model: SegmentModel, rule: Omit<TopRule, "model"> = {}): boolean[] {
  const segments = segmentMap(model);
  return CELLS.map(({ R, F, M }, index) => isTop(segments[index] as string, rfmTotal(R, F, M), { ...rule, model }));
}

function isTop(segment: string, total: number, { minTotal, model, segments }: TopRule): boolean {
  if (segments !== undefined) return segments.includes(segment) || total >= (minTotal ?? Infinity);
  const models = model === undefined ? [fiveSegment, elevenSegment] : [model];
  return models.some((each) => isTopPerformer(each, segment)) || total >= (minTotal ?? DEFAULT_MIN_TOTAL);
}

/** 0 where a client has neither a total nor three scores. */
function totalOf(client: AttributeRecord): number {
  const scores = ["R_score", "F_score", "M_score"].map((name) =>
    Number(attributeIn(client, name) ?? attributeIn(client, name.toLowerCase())),
  );
  const total = Number(attributeIn(client, "rfm_total") ?? scores.reduce((sum, score) => sum + score, 0));
  return Number.isNaN(total) ? 0 : total;
}
