import type { DimensionScoring, Scoring } from "./scoring.js";

const quintiles: DimensionScoring = { method: "quintiles" };
const percentiles: DimensionScoring = { method: "percentiles" };

function thresholds(...bounds: [number, number, number, number]): DimensionScoring {
  return { method: "thresholds", bounds };
}

/** The scorings that come with the package; `quintiles` is the default. */
export const SCORING_PRESETS: readonly Scoring[] = [
  { name: "quintiles", recency: quintiles, frequency: quintiles, monetary: quintiles },
  {
    name: "general",
    recency: thresholds(30, 90, 180, 365),
    frequency: thresholds(10, 5, 3, 2),
    monetary: percentiles,
  },
  {
    name: "b2b-service",
    recency: thresholds(60, 180, 365, 730),
    frequency: thresholds(5, 3, 2, 1),
    monetary: percentiles,
  },
  { name: "saas", recency: thresholds(30, 60, 90, 180), frequency: thresholds(5, 3, 2, 1), monetary: percentiles },
  {
    name: "manufacturing",
    recency: thresholds(90, 365, 730, 1095),
    frequency: thresholds(8, 4, 2, 1),
    monetary: percentiles,
  },
];

/** The preset of this exact name; undefined where there is none. */
export function findScoring(name: string): Scoring | undefined {
  return SCORING_PRESETS.find((preset) => preset.name === name);
}
