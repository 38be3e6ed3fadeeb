import { type HeadlineFigures, headlineFigures } from "../model/headline-figures.js";
import type { Overview } from "../results/overview.js";
import { countOf, formatAmount, formatShare } from "./format.js";
import { renderSegments } from "./render-run.js";
import type { Style } from "./style.js";

/** Renders the headline figures and the segments of a store. */
export function renderOverview(shown: Overview, style: Style): string {
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
