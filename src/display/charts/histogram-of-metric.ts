import type { Bin } from "../../model/bins.js";
import type { Dimension } from "../../model/score.js";
import { boundsRule, type Scoring } from "../../model/scoring.js";
import type { DisplayFormat } from "../display-format.js";
import { METRICS } from "../metric-names.js";
import type { Histogram } from "./metric-histogram.js";

/** What is known of the metrics of a scored base. */
interface MetricsOfRun {
  readonly distributions: Readonly<Record<Dimension, readonly Bin[]>>;
  readonly run: { readonly cutpoints: Readonly<Record<Dimension, readonly string[]>>; readonly scoring: Scoring };
}

/** The distribution of one metric of a run, ready to be drawn. */
export function histogramOfMetric(
  dimension: Dimension,
  { distributions, run }: MetricsOfRun,
  format: DisplayFormat,
): Histogram {
  return {
    bins: distributions[dimension],
    cutpoints: run.cutpoints[dimension].map(Number),
    rule: boundsRule(dimension, run.scoring),
    isWhole: dimension !== "monetary",
    name: METRICS[dimension].name,
    formatEdge: dimension === "monetary" ? format.shortAmount : format.count,
  };
}
