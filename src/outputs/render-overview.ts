import { type DisplayFormat, displayFormat } from "../display/display-format.js";
import { type HeadlineFigures, headlineFigures } from "../model/headline-figures.js";
import type { Overview } from "../results/overview.js";
import { renderSegments } from "./render-run.js";
import type { Style } from "./style.js";

/** Renders the headline figures and the segments of a store. */
export function renderOverview(shown: Overview, style: Style): string {
  const { run } = shown;
  const figures = headlineFigures(shown.model, shown.cube);
  const format = displayFormat(shown.currency, shown.locale);
  return [
    `${style.bold(format.counted(figures.customers, "customer"))} from ${format.counted(run.sales, "sale")} in ${run.source}, as of ${run.snapshot}`,
    `Revenue ${format.amount(figures.revenue)}${topGroup(figures, format)}`,
    "",
    renderSegments(shown.segments, style, format),
    "",
    `Run ${run.run} of ${shown.store}, model ${shown.model.name}`,
  ].join("\n");
}

function topGroup({ top }: HeadlineFigures, format: DisplayFormat): string {
  if (top === null) return "";
  const revenue = top.share_revenue === null ? "" : ` and ${format.share(top.share_revenue)} of revenue`;
  return `; top segments: ${format.share(top.share_customers)} of customers${revenue}`;
}
