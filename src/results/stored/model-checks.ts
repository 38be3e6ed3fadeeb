import { cellIndex } from "../../model/cell.js";
import type { Score } from "../../model/score.js";
import { segmentMap } from "../../model/segment-map.js";
import {
  type Condition,
  type Rule,
  type Segment,
  SEGMENT_GROUPS,
  type SegmentModel,
} from "../../model/segment-model.js";
import { type Check, isAbsentOr, isCount, isListOf, isOneOf, isShapeOf, isText } from "./checks.js";

const isScore: Check<Score> = (value): value is Score => [1, 2, 3, 4, 5].includes(value as number);

const isCondition = isShapeOf<Condition>({
  R: isAbsentOr(isListOf(isScore)),
  F: isAbsentOr(isListOf(isScore)),
  M: isAbsentOr(isListOf(isScore)),
  total: isAbsentOr(isListOf(isCount)),
});

const isRule = isShapeOf<Rule>({ segment: isText, when: isCondition, line: isAbsentOr(isCount) });

const isSegment = isShapeOf<Segment>({
  name: isText,
  description: isText,
  action: isText,
  group: isOneOf(...SEGMENT_GROUPS),
});

const isLikeModel = isShapeOf<SegmentModel>({
  name: isText,
  segments: isListOf(isSegment),
  rules: isListOf(isRule),
  fallback: isListOf(isRule),
});

/** A model whose rules name its own segments and give each of the 125 cells a segment. */
export const isSegmentModel: Check<SegmentModel> = (value): value is SegmentModel => {
  if (!isLikeModel(value)) return false;
  const names = new Set(value.segments.map(({ name }) => name));
  const rules = [...value.rules, ...value.fallback];
  return rules.every(({ segment }) => names.has(segment)) && hasEveryCell(value);
};

function hasEveryCell(model: SegmentModel): boolean {
  try {
    return segmentMap(model)[cellIndex(1, 1, 1)] !== undefined;
  } catch {
    return false;
  }
}
