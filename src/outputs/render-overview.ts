import { type HeadlineFigures, headlineFigures } from "../model/headline-figures.js";
import type { SegmentModel } from "../model/segment-model.js";
import type { SegmentSummary } from "../model/summarize-segments.js";
import { countOf, formatAmount, formatShare } from "./format.js";
import { renderSegments } from "./render-run.js";
import type { Style } from "./style.js";

/** The parts of an overview that a person looks at on a terminal. */
export interface ShownOverview {
  readonly store: string;
  readonly run: { readonly run: number; readonly source: string; readonly snapshot: string; readonly sales: number };
  readonly model: SegmentModel;
  readonly cube: Parameters<typeof headlineFigures>[1];
  readonly segments: readonly SegmentSummary[];
}

/** Renders the headline figures and the segments of a store. */
export function renderOverview(shown: ShownOverview, style: Style): string {
  const { run } = shown;
  const figures = headlineFigures(shown.model, shown.cube);
  return [
    `${style.bold(countOf(figures.customers, "customer"))} from ${countOf(run.sales, "sale")} in ${run.source}, as of ${run.snapshot}`,
    `Revenue ${formatAmount(figures.revenue)}${topGroup(figures)}`,
    "",
    renderSegments(shown.segments, style),
    "",
    `Run ${run.run} of ${shown.store}, model ${shown.model.name}`,
  ].join("\n");
}
function topGroup({ top }: HeadlineFigures): string {
  if (top === null) return "";
  const revenue = top.share_revenue === null ? "" : ` and ${formatShare(top.share_revenue)} of revenue`;
  return `; top segments: ${formatShare(top.share_customers)} of customers${revenue}`;
}
