export { type ErrorCode, QuintileError } from "../errors.js";
export { CELLS, type Cell, cellIndex, rfmCode, rfmTotal } from "./cell.js";
export { type Bands, bandOf, givenBands } from "./icp/bands.js";
export { icpPatterns, type IcpPatternOptions } from "./icp/icp-patterns.js";
export { type IcpPatterns, type Pattern, type PatternValue } from "./icp/patterns.js";
export { type CriterionMatch, qualify, type Qualification } from "./icp/qualify.js";
export { type Tier, tierRecommendations, type Tiers } from "./icp/tiers.js";
export { topPerformers, type TopRule } from "./icp/top-performers.js";
export { checkModel, type ModelCheck, type RulePosition } from "./check-model.js";
export { type FrozenShare, frozenShares } from "./movement/frozen-shares.js";
export { type MovementCount, type State } from "./movement/movement-count.js";
export { type Flow, movementFlows } from "./movement/movement-flows.js";
export { type MovementMatrix, movementMatrix } from "./movement/movement-matrix.js";
export {
  type MovementPeriods,
  type PooledTransitions,
  pooledTransitions,
  type SegmentSeries,
  segmentSeries,
} from "./movement/movement-series.js";
export { orderTest, type OrderTest, type SegmentTriple } from "./movement/order-test.js";
export { type Move, type Reason, reasonOf } from "./movement/reason.js";
export { type SegmentMovement, segmentMovements } from "./movement/segment-movements.js";
export { type ChainCount, type SegmentValue, segmentValues, type ValueHorizon } from "./movement/segment-value.js";
export { type Interval } from "./statistics/lift-interval.js";
export { wilsonInterval } from "./statistics/wilson-interval.js";
export { closestName } from "./closest-name.js";
export {
  type BoundsRule,
  type Cutpoints,
  cutpointsFrom,
  fitCutpoints,
  percentileBounds,
  scoreValue,
} from "./cutpoints.js";
export { DECIMAL_PLACES, fromUnits, toUnits } from "./decimal.js";
export { elevenSegment } from "./eleven-segment.js";
export { fiveSegment } from "./five-segment.js";
export { matchRule, type RuleMatch } from "./match-rule.js";
export { parseModel } from "./parse-model.js";
export { parseScoring } from "./parse-scoring.js";
export { type PathsInput, type SegmentPath, shortestPaths, type Way } from "./paths.js";
export { isCollapsed, isCollapsedSorted, quantileRanks } from "./quantile-ranks.js";
export { renderCondition } from "./render-condition.js";
export { renderModel } from "./render-model.js";
export { type Dimension, DIMENSIONS, type Score, SCORES } from "./score.js";
export { boundsRule, type DimensionScoring, reachableScores, type Scoring, thresholdCutpoints } from "./scoring.js";
export { findScoring, SCORING_PRESETS } from "./scoring-presets.js";
export { isAtRisk, isLowValue, isTopPerformer, listSegments, recommendedAction, segmentInfo } from "./segment-info.js";
export { classify, segmentMap } from "./segment-map.js";
export { type Condition, type Rule, type Segment, type SegmentGroup, type SegmentModel } from "./segment-model.js";
export { findModel, SEGMENT_MODELS } from "./segment-models.js";
