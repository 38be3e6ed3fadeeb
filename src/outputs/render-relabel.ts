import type { RelabelResult } from "../results/relabel.js";
import { countOf, formatAmount, formatCount } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** Shows the segments before and after, who moved, and how to take it back. */
export function renderRelabel(result: RelabelResult, style: Style): string {
  const moved = result.moves.reduce((sum, { customers }) => sum + customers, 0);
  const segments = renderTable(
    [
      { heading: "Segment" },
      { heading: "Customers before", align: "right" },
      { heading: "Customers", align: "right" },
      { heading: "Revenue before", align: "right" },
      { heading: "Revenue", align: "right" },
    ],
    result.segments.map((each) => [
      each.segment,
      count(each.customers_before),
      count(each.customers),
      amount(each.revenue_before),
      amount(each.revenue),
    ]),
    style,
  );
  const moves = renderTable(
    [
      { heading: "From" },
      { heading: "To" },
      { heading: "Customers", align: "right" },
      { heading: "Revenue", align: "right" },
    ],
    result.moves.map((each) => [
      each.from_segment,
      each.to_segment,
      formatCount(each.customers),
      formatAmount(each.revenue),
    ]),
    style,
  );
  return [
    `Run ${result.run} is published in ${result.store}: the scores of run ${result.relabels} under ${result.model} (before: ${result.model_before})`,
    "",
    segments,
    "",
    moved === 0
      ? "No customer is in a segment of another name."
      : `${countOf(moved, "customer")} of ${formatCount(result.customers)} moved:`,
    ...(moved === 0 ? [] : ["", moves]),
    "",
    `To take it back, on the same store: quintile relabel --model-of ${result.relabels}`,
  ].join("\n");
}

/** A segment that a model does not have is a dash. */
const count = (value: number | null): string => (value === null ? "–" : formatCount(value));
const amount = (value: number | null): string => (value === null ? "–" : formatAmount(value));
